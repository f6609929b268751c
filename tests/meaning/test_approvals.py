"""Product, applicant and indication of approvals, named in a title or a text."""

from datetime import date

import pytest

from cdetrack.meaning.facets import read_facets
from cdetrack.meaning.facets.product import read_approval

DAY = date(2031, 5, 6)


def fields(title: str, summary: str | None = None, body: str | None = None) -> tuple[str | None, ...]:
    read = read_facets(title=title, date=DAY, summary=summary, body=body)
    return read.product[:2] + read.product[3:]


@pytest.mark.parametrize(
    ("title", "product", "indication"),
    [
        ("Redtinib Hydrochloride Tablets Approved for Marketing by China NMPA", "Redtinib Hydrochloride Tablets", None),
        ("NMPA Approves Redtinib Tablets (trade name: Redti) for Marketing", "Redtinib Tablets", None),
        ("NMPA Conditionally Approves Marketing of Redtinib Tablets", "Redtinib Tablets", None),
        ("FDA approves expanded indications for Redti for three rare diseases", "Redti", "three rare diseases"),
        ("Redtinib Injection Wins NMPA Approval", "Redtinib Injection", None),
        ("FDA approves redtinib for red cell gout", "redtinib", "red cell gout"),
        ("FDA grants accelerated approval to redtinib-dlle for late red gout", "redtinib-dlle", "late red gout"),
        ("国家药监局附条件批准示例替尼片上市", "示例替尼片", None),
        ("国家药监局批准1类创新药示例替尼片上市", "示例替尼片", None),
        ("示例替尼片获批上市", "示例替尼片", None),
        ("示例单抗注射液获国家药监局批准上市", "示例单抗注射液", None),
        ("示例替尼片上市许可申请获得批准", "示例替尼片", None),
        ("NMPA Approves Marketing Authorization Application of Redtinib Tablets", "Redtinib Tablets", None),
        ("NMPA Approves Registration of Redflow Stent System", "Redflow Stent System", None),
        ("某国授予示例替尼片有条件上市许可", "示例替尼片", None),
        ("某委员会给示例替尼片发放“有条件”上市许可", "示例替尼片", None),
        ("某国授予示例公司的示例替尼片上市许可", "示例替尼片", None),
        ("China NMPA has approved Redtinib Tablets for marketing", "Redtinib Tablets", None),
        ("FDA approved redtinib", "redtinib", None),
        ("CFDA granted innovation approval to Widget RT-PCR Assay for gout", "Widget RT-PCR Assay", None),
        ("Redtinib approved by FDA", "Redtinib", None),
        ("示例医药：示例替尼片获批上市", "示例替尼片", None),
        ("Acme Bio's Redtinib Wins NMPA Conditional Approval", "Redtinib", None),
    ],
)
def test_a_headline_names_the_product(title: str, product: str, indication: str | None) -> None:
    read = read_approval(title, "", "")
    assert [read[name][0] if name in read else None for name in ("product", "applicant", "indication")] == [
        *(product, None, indication),
    ]


@pytest.mark.parametrize(
    ("title", "product", "applicant"),
    [
        ("国家药监局附条件批准甲乙公司新冠病毒治疗药物某汀韦胶囊进口注册", "某汀韦胶囊", "甲乙公司"),
        (
            "国家药监局批准某省甲乙科技有限公司某夫定片增加治疗某病适应症注册申请",
            *("某夫定片", "某省甲乙科技有限公司"),
        ),
        ("甲乙公司自主研发的某汀替尼片获批上市", "某汀替尼片", "甲乙公司"),
        ("甲乙集团有限公司研制的中药新药某某颗粒获批上市", "某某颗粒", "甲乙集团有限公司"),
        ("国家药监局批准乙公司（Acme Inc.）生产的某单抗注射液进口注册", "某单抗注射液", "乙公司"),
        ("国家药监局批准甲公司与乙公司联合研制的某汀替尼片上市", "某汀替尼片", None),
        ("国家药监局批准抗肿瘤新药某汀替尼片上市", "某汀替尼片", None),
        ("国家药监局批准治疗痛风的药物某汀替尼片上市", "某汀替尼片", None),
        ("我国某某疫苗（某某载体）获国家药监局附条件批准上市", "某某疫苗（某某载体）", None),
        ("国家药监局批准治疗用某某注射液上市", "治疗用某某注射液", None),
        ("国家药监局批准药物涂层某某球囊扩张导管上市", "药物涂层某某球囊扩张导管", None),
        ("国家药监局附条件批准某某生物（某地）有限公司新冠疫苗注册申请", "新冠疫苗", "某某生物（某地）有限公司"),
        ("国家药监局批准甲乙公司“某某系统”注册", "某某系统", "甲乙公司"),
        ("重磅！甲乙公司某汀片获批", "某汀片", "甲乙公司"),
        ("甲乙生物宣布某汀片获批上市", "某汀片", None),
        ("国家药监局批准境外已上市儿童用药某口服溶液进口注册", "某口服溶液", None),
        ("国家药监局批准3.1类中药新药某某颗粒上市", "某某颗粒", None),
        ("国家药监局批准甲乙有限公司某某油简化注册", "某某油", "甲乙有限公司"),
        ("国家药监局批准甲乙公司某某疫苗（某某载体）适用人群扩展至9至45岁", "某某疫苗（某某载体）", "甲乙公司"),
        ("国家药监局批准甲乙公司“某某软件”创新产品注册申请", "某某软件", "甲乙公司"),
        ("国家药监局应急审批通过甲乙公司某某检测试剂盒", "某某检测试剂盒", "甲乙公司"),
        ("国家药监局批准甲乙制药的某某片儿童适应症", "某某片", "甲乙制药"),
        ("国家药监局批准双特异性抗体某某单抗注射液附条件上市", "某某单抗注射液", None),
        ("甲乙公司某某胶囊获得药品注册批件", "某某胶囊", "甲乙公司"),
        ("国家药监局批准13价某某疫苗上市", "13价某某疫苗", None),
        ("某某片在国内获批上市", "某某片", None),
        ("首某通便胶囊获批上市", "首某通便胶囊", None),
        ("多孔某某材料获批上市", "多孔某某材料", None),
        ("首款某某片获批上市", None, None),
        ("多款某某药获批上市", None, None),
        ("NMPA approves marketing of Redtinib for Injection", "Redtinib for Injection", None),
        ("NMPA grants marketing approval to Widgetis' Redtinib", "Redtinib", None),
        ("NMPA approves CAR-T product Redcel Injection", "Redcel Injection", None),
        ("NMPA conditionally approves gout drug Redtinib", "Redtinib", None),
        ("NMPA approves Acme's COVID-19 treatment Redlovid for import", "Redlovid", None),
        ("FDA approves gene therapy Injection Kit", "gene therapy Injection Kit", None),
        ("国家药监局批准首个国产某疫苗上市", None, None),
        ("甲乙公司3款产品获批上市", None, None),
        ("我国首个某病治疗药物获批上市", None, None),
        ("某省药监局批准甲乙公司药品生产许可", None, None),
    ],
)
def test_the_company_the_disease_and_the_country_are_no_part_of_a_products_name(
    title: str, product: str | None, applicant: str | None
) -> None:
    assert fields(title)[:2] == (product, applicant)


@pytest.mark.parametrize(
    "title",
    [
        "FDA approves first gene therapy for red cell gout",
        "NMPA Approves Two Innovative Devices for Marketing",
        "两款创新药获批上市",
        "某公司获得药品上市许可",
        "首个示例疗法获批上市",
        "NMPA Announcement on Approved Establishments",
        "TGA provisionally approves booster for 16 and 17 year olds",
        "TGA grants provisional approval to COVID-19 vaccine",
        "China Approves World's First Sabin Strain Vaccine",
    ],
)
def test_a_headline_about_a_class_or_a_number_names_none(title: str) -> None:
    assert fields(title)[0] is None


def test_the_text_names_the_applicant_and_the_indication() -> None:
    english = (
        "Recently, the NMPA approved the marketing application of Redtinib Tablets submitted by Example Pharma "
        "(Suzhou) Co., Ltd. The drug is indicated for the treatment of adults with red cell gout. It is new."
    )
    title = "Redtinib Tablets Approved for Marketing by NMPA"
    told = ("Redtinib Tablets", "Example Pharma (Suzhou) Co., Ltd.", "adults with red cell gout")
    assert fields(title, english) == fields(title, None, english) == told
    chinese = (
        "近日，国家药品监督管理局批准苏州示例生物医药有限公司申报的1类创新药示例替尼片（商品名：示例）上市，"
        "适用于痛风成人患者。"
    )
    assert fields("国家药监局批准示例替尼片上市", chinese) == ("示例替尼片", "苏州示例生物医药有限公司", "痛风成人患者")


def test_the_summary_of_another_article_names_nothing() -> None:
    summary = "China's top legislator met with a delegation. The talks were filed by Another Company Ltd."
    assert fields("Redtinib Tablets Approved for Marketing by NMPA", summary) == ("Redtinib Tablets", None, None)
