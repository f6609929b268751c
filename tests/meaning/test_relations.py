"""Drafts and finals, bundles, editions, repeals, corrections by number, translations."""

from datetime import date, timedelta

import pytest

from cdetrack.meaning.relations import relation_evidence
from cdetrack.meaning.repeals import repealed_in
from cdetrack.meaning.subject import subject_of
from cdetrack.model.notice import Notice
from support.related import how, notice
from support.tables import cases

BUNDLE = "国家药监局器审中心关于发布木制夹板等3项医疗器械产品注册审查指导原则的通告（2031年第3号）"
CASES = cases("relations")


@pytest.mark.parametrize(("expected", "below"), CASES.values(), ids=list(CASES))
def test_notices_are_related_by_their_titles_days_and_summaries(expected: str, below: list[str]) -> None:
    """A case of tests/data/relations: the relation of a notice to another, each with the lines of its summary."""
    notices: list[list[str]] = []
    for line in below:
        if line.startswith("  "):
            notices[-1].append(line.removeprefix("  "))
        else:
            notices.append(line.split(" ", 1))
    one, other = (notice(title, day, "\n".join(summary) or None) for day, title, *summary in notices)
    assert (how(one, other) or "none") == expected


@pytest.mark.parametrize(
    ("announcement", "issued"),
    [
        (BUNDLE, "木制夹板注册审查指导原则（2031年第3号）"),
        (BUNDLE, "竹制夹板注册技术审查指导原则（2031年修订版）（2031年第3号）"),
        (
            "国家药监局关于发布夹板稳定性研究技术指导原则的通告（2031年第7号）",
            "夹板稳定性研究技术指导原则（2031年第7号）",
        ),
        ("关于印发《夹板经营质量管理规范》的通知", "夹板经营质量管理规范"),
        (
            "国家药监局药审中心关于发布《木制夹板试验设计技术指导原则（试行）》等3个技术指导原则的通告（2031年第44号）",
            "木制夹板试验设计技术指导原则（试行）",
        ),
        (
            (
                "Notice of the CMDE on the Issuance of Four Guiding Principles for the Registration and Review of"
                " Medical Device Products, including Wooden Finger Splints (No. 17, 2031)"
            ),
            "Guiding Principles for the Registration Review of Wooden finger splints",
        ),
        (
            "NMPA Announcement on Issuance and Implementation of the Measures for the Administration of Wooden Splints",
            "Measures for the Administration of Wooden Splints",
        ),
        (
            (
                "NMPA Announcement on Issuing the Guidance for Wooden Splints in Toys"
                " and the Guidance for Bamboo Splints in Games"
            ),
            "Guidance for Bamboo Splints in Games",
        ),
    ],
)
def test_an_announcement_issues_its_guidelines(announcement: str, issued: str) -> None:
    a, b = notice(announcement, "2031-03-09"), notice(issued, "2031-03-20", url="https://www.cmde.org.cn/a/1.html")
    assert (how(a, b), how(b, a)) == ("issues", "issued-by")


def test_a_bare_title_of_any_kind_is_not_the_announcement_that_issues_it() -> None:
    act = notice("国家药监局关于发布木制夹板质量管理规范附录独立软件的通告（2031年第43号）", "2031-03-09")
    for kind in ("news", "regulation", "guideline"):
        bare = notice("木制夹板质量管理规范附录独立软件", "2031-03-09")._replace(kind=kind)
        assert how(act, bare) != "same-document"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("木制夹板注册审查指导原则（2031年第3号）", "竹制夹板注册审查指导原则（2031年第3号）"),
        (
            "国家药监局关于发布木制夹板注册审查指导原则的通告（2031年第3号）",
            "竹制夹板注册审查指导原则（2031年第3号）",
        ),
        (BUNDLE, "木制夹板注册审查指导原则（2030年第3号）"),
        ("国家药监局药审中心关于发布木制夹板等3项指导原则的通告（2031年第3号）", BUNDLE),
    ],
)
def test_a_number_alone_relates_nothing(one: str, other: str) -> None:
    a, b = notice(one, "2031-03-09"), notice(other, "2031-03-09")
    assert how(a, b) is how(b, a) is None


DRAFT = "关于公开征求《木制夹板注册审查指导原则（征求意见稿）》意见的通知"


@pytest.mark.parametrize(
    ("draft", "final"),
    [
        (DRAFT, "木制夹板注册审查指导原则（2031年第3号）"),
        (DRAFT, "国家药监局器审中心关于发布木制夹板产品注册技术审查指导原则的通告（2031年第3号）"),
        (DRAFT, "木制夹板注册审查指导原则（2031年修订版）（2031年第3号）"),
        (
            "关于公开征求《木制夹板注册申报指导原则（征求意见稿）》等2项医疗器械注册审查指导原则意见的通知",
            "木制夹板注册审查指导原则",
        ),
        (
            "关于公开征求《夹板研究指导原则》（征求意见稿）和《绷带检验技术指南（征求意见稿）》意见的通知",
            "绷带检验技术指南",
        ),
        ("木制夹板评价指导原则 第1部分：材料（征求意见稿）", "木制夹板评价指导原则 第1部分：材料（试行）"),
        ("夹板管理办法（修订草案征求意见稿）", "夹板管理办法"),
        (
            "Draft Guidance for Industry: Stability Testing of Wooden Splints",
            "Stability Testing of Wooden Splints; Guidance for Industry",
        ),
        (
            "Stability Testing of Wooden Splints; Revised Draft Guidance for Industry; Availability",
            "Stability Testing of Wooden Splints; Guidance for Industry; Availability",
        ),
        (
            "药审中心关于公开征求《木制夹板检验方法（征求意见稿）》意见的通知",
            "国家药监局关于发布《木制夹板检验方法》的公告（2031年第9号）",
        ),
        (
            "国家药监局综合司公开征求木制夹板临床评价技术指导原则（征求意见稿）意见",
            "木制夹板临床评价技术指导原则（试行）",
        ),
        ("农业农村部关于《国务院关于木制夹板的规定（征求意见稿）》公开征求意见的通知", "国务院关于木制夹板的规定"),
        (
            (
                "Submission Recommendations for a Predetermined Change Control Plan of Wooden Splint Testing"
                "/Machine Sawing Enabled Toy Software Functions; Draft Guidance for Industry; Availability"
            ),
            (
                "Submission Recommendations for a Predetermined Change Control Plan of Wooden Splint Testing"
                " Enabled Toy Software Functions; Guidance for Industry; Availability"
            ),
        ),
        (
            "Splints; Classification of Parts; Proposed List of Parts Suitable for Toys; Request for Comments",
            "Splints; Classification of Parts; Finalized List of Parts Suitable for Toys",
        ),
    ],
)
def test_a_draft_belongs_to_its_final(draft: str, final: str) -> None:
    a, b = notice(draft, "2030-01-10")._replace(status="draft"), notice(final, "2031-03-09")
    if b.kind == "news":  # a name that no word for a document ends
        b = b._replace(kind="guideline")
    assert (how(a, b), how(b, a)) == ("draft-of", "final-of")


@pytest.mark.parametrize(
    ("draft", "final", "day"),
    [
        (DRAFT, "竹制夹板注册审查指导原则（2031年第3号）", "2031-03-09"),
        (DRAFT, "木制夹板注册审查指导原则（2029年第3号）", "2029-03-09"),
        (DRAFT, "木制夹板注册审查指导原则（2034年修订版）", "2034-03-09"),
        (DRAFT, "木制夹板临床评价注册审查指导原则", "2031-03-09"),
        (DRAFT, "《木制夹板注册审查指导原则》解读", "2031-03-09"),
        (DRAFT, "关于更正《木制夹板注册审查指导原则》的说明", "2031-03-09"),
        ("木制夹板评价指导原则 第1部分：材料（征求意见稿）", "木制夹板评价指导原则 第2部分：尺寸", "2031-03-09"),
    ],
)
def test_a_draft_belongs_to_no_other_document(draft: str, final: str, day: str) -> None:
    a, b = notice(draft, "2030-01-10"), notice(final, day)
    assert how(a, b) is how(b, a) is None


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("木制夹板注册审查指导原则（2031年修订版）", "木制夹板产品注册技术审查指导原则"),
        ("木制夹板注册审查指导原则（2031年修订版）", "木制夹板技术审查指导原则（2025年修订版）"),
        ("木制夹板检验技术指南（第三版）", "木制夹板检验技术指南（第二版）"),
        ("木制夹板管理办法", "木制夹板管理办法（试行）"),
        ("木制夹板注册管理办法", "木制夹板注册管理办法（局令第28号）"),
        ("木制夹板快速报告常见问答（2.0版）", "木制夹板快速报告常见问答（1.0版）"),
        (
            "国家药监局关于颁布2031年版《夹板药典标准》的公告（2031年第29号）",
            "国家药监局关于发布2026年版《夹板药典标准》的公告（2026年第78号）",
        ),
        ("海关总署公告2031年第117号（关于废止海关总署公告2001年第3号的公告）", "海关总署公告2001年第3号"),
        (
            "国家药监局关于发布《木制夹板管理办法》的公告（2031年第9号）",
            "国家食品药品监督管理总局关于发布《木制夹板管理办法》的公告（2016年第1号）",
        ),
        (
            "ICH Guideline E6(R3): Good Splint Practice for Toys",
            "ICH Guideline E6(R2): Good Splint Practice for Toys",
        ),
    ],
)
def test_a_later_edition_supersedes_the_one_before(new: str, old: str) -> None:
    a, b = notice(new, "2031-03-09"), notice(old, "2026-03-09")
    assert (how(a, b), how(b, a)) == ("supersedes", "superseded-by")


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("2030年度木制夹板审评报告", "2029年度木制夹板审评报告"),
        ("参比夹板目录（第九十一批）", "参比夹板目录（第九十批）"),
        ("关于开展木制夹板专项检查的通知", "关于开展木制夹板专项检查的通知"),
        ("木制夹板管理办法", "木制夹板管理办法"),
        ("甲省药品监督管理局木制夹板管理办法（2031年修订版）", "乙省药品监督管理局木制夹板管理办法"),
    ],
)
def test_what_comes_again_is_no_later_edition(new: str, old: str) -> None:
    a, b = notice(new, "2031-03-09"), notice(old, "2030-03-09")
    assert how(a, b) is how(b, a) is None


@pytest.mark.parametrize(
    ("summary", "old"),
    [
        ("自2031年5月1日起施行。《关于发布木制夹板证明管理规定的通告》（2015年第18号）同时废止。", None),
        ("原《木制夹板证明管理规定》予以废止。", "木制夹板证明管理规定"),
        ("本办法施行之日起，《绷带规定（试行）》《木制夹板证明管理规定》同时废止。", "木制夹板证明管理规定"),
        ("自施行之日起废止《木制夹板证明管理规定》。", "木制夹板证明管理规定（试行）"),
    ],
)
def test_a_repeal_supersedes(summary: str, old: str | None) -> None:
    a = notice("国家药监局关于发布夹板出口证明管理规定的公告（2031年第12号）", "2031-02-01", summary)
    b = notice(old or "关于发布木制夹板证明管理规定的通告（2015年第18号）", "2015-06-01")
    assert (how(a, b), how(b, a)) == ("supersedes", "superseded-by")


def test_an_english_repeal_supersedes() -> None:
    text = (
        "It shall come into force as of May 1, 2031. The Administrative Provisions on Certificates for Wooden Splints "
        "shall be repealed simultaneously."
    )
    a = notice("Administrative Provisions on Export of Splints and Toys", "2031-02-01", text)
    b = notice("Administrative Provisions on Certificates for Wooden Splints", "2015-06-01")
    assert how(a, b) == "supersedes"


@pytest.mark.parametrize(
    "text",
    [
        "根据《木制夹板证明管理规定》，制定本办法。",
        "与《木制夹板证明管理规定》同时施行。",
        "文件自动失效的条件见附件。",
        "Splints that were replaced shall be recorded.",
    ],
)
def test_a_cited_document_is_not_repealed(text: str) -> None:
    assert repealed_in(text) == ()


def test_a_clean_up_of_a_whole_field_relates_to_none_of_it() -> None:
    assert repealed_in("".join(f"《夹板第{at}类管理规定》" for at in range(40)) + "同时废止。") == ()


@pytest.mark.parametrize(
    "correction",
    [
        "关于国家药监局公告2031年第52号附件的更正",
        "关于国家药监局2031年第52号公告的更正",
        "国家药监局关于更正2031年第52号公告附件的公告",
        "国家药监局2031年第52号公告补充说明",
        "国家药监局关于2031年第52号公告的更正公告（2031年第60号）",
        "国家药监局关于更正《夹板检验管理办法》附件内容的说明",
    ],
)
def test_a_correction_names_a_number_or_a_title(correction: str) -> None:
    a = notice(correction, "2031-05-20")
    b = notice("国家药监局关于发布《夹板检验管理办法》的公告（2031年第52号）", "2031-04-29")
    other = notice("国家药监局关于发布《绷带检验管理办法》的公告（2031年第53号）", "2031-04-29")
    assert (how(a, b), how(b, a)) == ("corrects", "corrected-by")
    assert how(a, other) is None
    assert how(a, notice("国家药监局关于夹板通用名称的通知（药监综药注函〔2031〕52号）", "2031-04-29")) is None


CHINESE = "国家药监局关于优化创新药临床试验审评审批有关事项的公告（2031年第86号）"
ENGLISH = "NMPA Announcement on Optimizing the Review and Approval of Clinical Trials of Innovative Drugs"


def test_an_english_page_belongs_to_its_original() -> None:
    a, b = notice(f"{ENGLISH} (No. 86, 2031)", "2031-10-14"), notice(CHINESE, "2031-09-12")
    assert (how(a, b), how(b, a)) == ("translation-of", "translated-by")


@pytest.mark.parametrize(
    "chinese",
    [
        "国家药监局关于发布牙膏备案资料管理规定的公告（2031年第86号）",
        "国家药监局药审中心关于优化创新药临床试验审评审批有关事项的公告（2031年第86号）",
        "国家药监局关于优化创新药临床试验审评审批有关事项的公告（2031年第85号）",
        "国家药监局关于创新药的公告",
    ],
)
def test_in_doubt_a_page_is_no_translation(chinese: str) -> None:
    a, b = notice(f"{ENGLISH} (No. 86, 2031)", "2031-10-14"), notice(chinese, "2031-09-12")
    assert how(a, b) is how(b, a) is None


@pytest.mark.parametrize(
    ("english", "chinese", "day"),
    [
        ("Measures for the Administration of Drug Recall", "药品召回管理办法", "2031-09-12"),
        ("Provisions for Toothpaste Regulation", "牙膏监督管理办法（国家市场监督管理总局令第71号）", "2030-09-12"),
        (
            "Provisions for Implementation of the Drug Administration Law (Revised Draft)",
            "中华人民共和国药品管理法实施条例（修订草案征求意见稿）",
            "2031-09-12",
        ),
        (
            "Announcement on Work concerning the Implementation of GB 9706.1-2030 and Supporting Collateral Standards",
            "国家药监局关于GB 9706.1-2030及配套并列标准实施有关工作的通告（2031年第14号）",
            "2031-09-12",
        ),
        (
            "NMPA Announcement on Further Clarifying the Requirements for Radiofrequency Therapies (No. 86, 2031)",
            "国家药监局关于进一步明确射频治疗仪类产品有关要求的公告（2031年第86号）",
            "2031-09-12",
        ),
        (
            (
                "Announcement of the National Medical Products Administration and National Administration of"
                " Traditional Chinese Medicine on Issuing the Good Agricultural Practice for Chinese Crude Drugs"
            ),
            "国家药监局 国家中医药局关于发布《中药材生产质量管理规范》的公告（2031年第22号）",
            "2031-09-12",
        ),
        (
            "NMPA Announcement on Issuance of Electronic Drug Registration Certificates",
            "国家药监局关于发放药品电子注册证的公告（2031年第83号）",
            "2031-09-12",
        ),
        (
            "Policy Interpretation of the Measures for the Administration of Cosmetic Labels",
            "《化妆品标签管理办法》政策解读",
            "2031-09-12",
        ),
        # The Chinese text is on the page of the announcement that issues it.
        ("Administrative Measures for Drug Recall", "国家药监局关于发布《药品召回管理办法》的公告", "2031-06-12"),
        ("Good Clinical Practice for Drugs", "国家药监局关于发布药物临床试验质量管理规范的公告", "2031-06-12"),
        ("Provisions for the Stability of Drugs", "药品稳定性管理规定", "2031-09-12"),
        (
            "Special Examination Procedures for Innovative Medical Devices",
            "国家药监局关于发布创新医疗器械特别审查程序的公告（2031年第83号）",
            "2031-06-12",
        ),
        ("Good Laboratory Practice for Nonclinical Studies of Drugs", "药物非临床研究质量管理规范", "2031-06-12"),
        ("Good Manufacturing Practice for Drugs (2031 Revision)", "药品生产质量管理规范（2031年修订）", "2031-06-12"),
        ("Measures for Internet Drug Information Services", "互联网药品信息服务管理办法", "2031-06-12"),
        ("Measures for Cosmetics Sampling and Testing", "化妆品抽样检验管理办法", "2031-06-12"),
        ("Measures for Unannounced Inspection of Drugs", "药品飞行检查办法", "2031-06-12"),
        ("Provisions for Drug Registration Fees", "药品注册收费管理规定", "2031-06-12"),
    ],
)
def test_titles_that_the_glossary_knows_as_a_whole_need_no_number_or_issuer(
    english: str, chinese: str, day: str
) -> None:
    a, b = notice(english, "2031-09-14"), notice(chinese, day)
    assert (how(a, b), how(b, a)) == ("translation-of", "translated-by")


@pytest.mark.parametrize(
    ("english", "chinese", "day"),
    [
        ("Measures for the Administration of Drug Recall", "医疗器械召回管理办法", "2031-09-12"),
        ("Measures for the Administration of Drug Recall", "药品召回管理办法", "2028-09-12"),
        ("Measures for the Administration of Drug Recall", "药品召回管理办法（征求意见稿）", "2031-09-12"),
        ("Measures for the Administration of Drug Recall", "药品召回信息管理办法实施细则", "2031-09-12"),
        ("Regulations on the Administration of Drugs", "药品管理办法", "2031-09-12"),
        # Neither a text that works on the rules nor one of several that are issued, nor one with a word more.
        ("Measures for Drug Recall", "国家药监局关于实施《药品召回管理办法》的公告", "2031-06-12"),
        (
            "NMPA Announcement on Optimizing Clinical Trial Review and Approval of Medical Devices",
            "国家药监局关于优化创新药临床试验审评审批有关事项的公告（2031年第86号）",
            "2031-09-12",
        ),
        (
            "NMPA Announcement on Implementation of the Measures for Drug Recall Safety",
            "国家药监局关于发布《药品召回安全管理办法》的公告",
            "2031-09-12",
        ),
        ("Measures for Drug Recall", "药品召回工作程序", "2031-06-12"),
        ("Procedures for Drug Recall", "药品召回管理办法", "2031-06-12"),
        ("Measures for Drug Recall", "国家药监局关于发布《药品召回管理办法》等2个文件的公告", "2031-06-12"),
        ("Provisions for Administration of Drug Recall Bonds", "药品召回管理办法", "2031-06-12"),
        ("Provisions for Drug Registration Fees", "药品注册管理办法", "2031-06-12"),
        ("Provisions for Toothpaste Regulation", "牙膏备案资料管理规定", "2031-09-12"),
        (
            "Announcement on the Implementation of GB 9706.1-2030",
            "国家药监局关于GB 9706.2-2030实施的通告",
            "2031-09-12",
        ),
    ],
)
def test_one_term_more_or_less_is_another_document(english: str, chinese: str, day: str) -> None:
    a, b = notice(english, "2031-09-14"), notice(chinese, day)
    assert how(a, b) is how(b, a) is None


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("NMPA Announcement on Regulating Weian Capsules as Non-prescription Drugs", "胃安胶囊转换为非处方药"),
        ("NMPA Announcement on Revising the Package Insert of Huoxue Zhitong Preparations", "修订活血止痛制剂说明书"),
        ("NMPA Announcement on the Establishment of Aidian Port as a Drug Import Port", "增设爱店口岸为药品进口口岸"),
    ],
)
def test_a_name_in_pinyin_ties_a_page_to_its_original_and_to_no_other(english: str, chinese: str) -> None:
    a, b = notice(english, "2031-09-14"), notice(f"国家药监局关于{chinese}的公告（2031年第7号）", "2031-09-12")
    assert (how(a, b), how(b, a)) == ("translation-of", "translated-by")
    for name, other in (("胃安", "感冒"), ("活血", "消栓"), ("爱店", "凭祥")):
        if name in chinese:
            c = notice(b.title.replace(name, other), "2031-09-12")
            assert how(a, c) is how(c, a) is None


def test_other_counts_are_of_other_pages() -> None:
    a = notice("NMPA Announcement on Cancelling the Drug Registration Certificates of 12 Drugs", "2031-09-14")
    b = notice("国家药监局关于注销15个药品注册证书的公告（2031年第5号）", "2031-09-12")
    assert how(a, b) is None
    assert how(a, notice(b.title.replace("15", "12"), "2031-09-12")) == "translation-of"


def test_a_draft_and_its_final_may_be_two_translations() -> None:
    a = notice(
        "NMPA Solicits Opinions on <Management Requirements for Temporary Import and Use of Clinically Urgent Medical"
        " Devices in Healthcare Institutions (Draft for Public Comment)>",
        "2030-10-18",
    )
    b = notice(
        "NMPA Announcement On The Temporary Importation And Use Management Requirements Of Urgently Needed Medical"
        " Devices By Medical Institutions",
        "2031-07-19",
    )
    assert (how(a, b), how(b, a)) == ("draft-of", "final-of")


def test_an_interpretation_has_a_translation_as_well() -> None:
    a = notice("Policy Interpretation of Provisions on the Experimental Research of Psychotropic Drugs", "2031-09-14")
    assert how(a, notice("《精神药品实验研究管理规定》政策解读", "2031-09-12")) == "translation-of"
    assert how(a, notice("《精神药品经营管理规定》政策解读", "2031-09-12")) is None


def test_a_translation_without_a_number_has_the_same_terms() -> None:
    a = notice("NMPA Announcement on the Good Manufacturing Practice for Cosmetics", "2031-10-14")
    b = notice("国家药监局关于发布《化妆品生产质量管理规范》的公告（2031年第1号）", "2031-09-12")
    assert how(a, b) == "translation-of"
    assert how(a._replace(date=date(2031, 12, 30)), b) is None


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        (
            "NMPA Announcement on Revising the Package Inserts of Exampline Injection",
            "国家药监局关于修订另一例注射液说明书的公告（2031年第7号）",
        ),
        ("NMPA Announcement on the Good Manufacturing Practice for Cosmetics", "国家药监局关于化妆品网络经营的公告"),
    ],
)
def test_a_common_form_or_a_name_outside_the_glossary_is_no_translation(english: str, chinese: str) -> None:
    a, b = notice(english, "2031-09-14"), notice(chinese, "2031-09-12")
    assert how(a, b) is how(b, a) is None


def test_a_carrier_may_leave_the_number_out_days_later() -> None:
    a, b = notice(CHINESE, "2031-09-12"), notice(CHINESE[: CHINESE.index("（")], "2031-09-22")
    assert how(a, b) == how(b, a) == "same-document"
    assert how(a, notice(CHINESE[: CHINESE.index("（")], "2031-10-22")) is None


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("木制夹板产品注册技术审查指导原则（2031年修订版）（2031年第3号）", ["木制夹板指导原则"]),
        ("关于公开征求《木制夹板注册审查指导原则（征求意见稿）》意见的通知", ["木制夹板指导原则"]),
        ("关于发布《夹板甲类管理办法》《夹板乙类管理办法》的公告", ["夹板甲类管理办法", "夹板乙类管理办法"]),
        ("《关于优化夹板试验审评有关事项的公告》政策解读", ["优化夹板试验审评"]),
        ("公告", []),
        ("", []),
    ],
)
def test_a_title_names_its_documents_in_one_spelling(title: str, names: list[str]) -> None:
    assert [name.base for name in subject_of(title).names] == names


@pytest.mark.parametrize(
    ("one", "other", "evidence"),
    [
        (
            notice(BUNDLE, "2031-03-01"),
            notice("木制夹板注册审查指导原则（2031年第3号）", "2031-03-01"),
            "one number, 2031-3; one name, 木制夹板指导原则",
        ),
        (
            notice("示例处理规则", "2031-03-01", "《示例处理暂行规则》同时废止。"),
            notice("示例处理暂行规则", "2021-03-01"),
            "the words of one repeal the other",
        ),
    ],
)
def test_a_relation_has_its_evidence(one: Notice, other: Notice, evidence: str) -> None:
    assert how(one, other) is not None
    assert evidence in relation_evidence(one, other)


@pytest.mark.parametrize(
    ("words", "repealed"),
    [
        ("自本公告发布之日起，2018年第9号公告同时废止。", True),
        ("原国家药监局公告2018年第9号废止。", True),
        ("国家药监局公告（2018年第9号）自2031年7月1日起停止执行。", True),
        ("国家药监局2018年第9号通告同时废止。", False),
        ("2018年第9号公告继续有效，旧证失效。", False),
    ],
)
def test_a_number_before_the_verb_names_what_is_repealed_among_acts_of_its_kind(words: str, *, repealed: bool) -> None:
    old = notice("国家药监局关于木制夹板备案的公告（2018年第9号）", "2018-03-05")
    new = notice("国家药监局关于夹板管理新要求的公告（2031年第66号）", "2031-05-06", words)
    assert how(new, old) == ("supersedes" if repealed else None)


def test_editions_that_are_numbered_may_follow_each_other_within_days() -> None:
    a = notice("关于印发夹板诊疗方案（试行第五版）的通知", "2031-02-05")
    b = notice("关于印发夹板诊疗方案（试行第四版）的通知", "2031-01-28")
    assert (how(a, b), how(b, a)) == ("supersedes", "superseded-by")


def test_a_guideline_of_the_ich_has_a_draft_by_its_step() -> None:
    a = notice("ICH E99 guideline on wooden splints for patient studies - Step 2b", "2030-12-05")
    b = notice("ICH E99 guideline on wooden splints for patient studies - Step 5", "2031-12-05")
    assert (how(a, b), how(b, a)) == ("draft-of", "final-of")


@pytest.mark.parametrize(
    ("update", "updated", "days"),
    [
        (
            "Compounding Wooden Splints From Wood; Draft Guidance for Industry; Extension of Comment Period",
            "Compounding Wooden Splints From Wood; Draft Guidance for Industry; Availability",
            200,
        ),
        (
            "Wooden Splints Used on Toys; Labeling; Further Delayed Effective Date; Request for Comments",
            "Wooden Splints Used on Toys; Labeling",
            1500,
        ),
        (
            "Splints; Draft Guidances for Industry; Reopening of the Comment Period",
            "Splints; Draft Guidances for Industry; Availability",
            100,
        ),
        (
            "Update: Class 4 Splint Defect Information: Example Ltd",
            "Class 4 Splint Defect Information: Example Ltd",
            440,
        ),
        ("Amendment to “Basic Principles on Global Splint Trials”", "Basic Principles on Global Splint Trials", 3000),
        ("国家药监局关于更正夹板禁用原料目录的公告", "国家药监局关于更新夹板禁用原料目录的公告（2031年第74号）", 14),
        ("国家药监局关于修改《木制夹板检验管理办法》部分条款的公告", "木制夹板检验管理办法", 900),
        (
            "Safety Reports for Wooden Splints; Electronic Submission; Delay of Compliance Date; New Portal of Reports",
            "Safety Reports for Wooden Splints; Electronic Submission",
            350,
        ),
        ("关于木制夹板等14种产品公告的更正说明", "关于木制夹板等14种产品的公告（2031年第7号）", 16),
    ],
)
def test_an_update_names_its_document_beside_the_act(update: str, updated: str, days: int) -> None:
    b = notice(updated, "2031-01-10")
    a = notice(update, "2031-01-10")._replace(date=b.date + timedelta(days=days))
    assert (how(a, b), how(b, a)) == ("corrects", "corrected-by")


@pytest.mark.parametrize(
    ("update", "other", "days"),
    [
        (
            "Splints; Draft Guidances for Industry; Reopening of the Comment Period",
            "Splints; Draft Guidances for Industry; Availability",
            400,
        ),
        ("Splint Committee; Notice of Meeting; Correction", "Splint Committee; Notice of Meeting", 400),
        (
            "Wooden Splints Used on Toys; Draft Guidance for Industry; Extension of Comment Period",
            "Wooden Splints Used on Toys; Guidance for Industry; Availability",
            30,
        ),
        ("Wooden Splints Used on Toys; Delay of Effective Date", "Bamboo Splints Used on Toys", 30),
        (
            "Wooden Splints Used on Toys; Second Delay of Effective Date",
            "Wooden Splints Used on Toys; Delay of Effective Date",
            30,
        ),
        ("Wooden Splints Used on Toys; Delay of Effective Date", "Wooden Splints Used on Toys", -30),
        ("Update: Class 4 Splint Defect Information: Example Ltd", "Class 4 Splint Defect Information: Sample Ltd", 30),
    ],
)
def test_an_update_is_of_no_other_document(update: str, other: str, days: int) -> None:
    b = notice(other, "2031-01-10")
    a = notice(update, "2031-01-10")._replace(date=b.date + timedelta(days=days))
    assert how(a, b) not in {"corrects", "same-document"}
    assert how(b, a) != "corrects"


@pytest.mark.parametrize(
    ("interpretation", "document"),
    [
        ("《夹板诊所备案管理暂行办法》解读", "夹板诊所备案管理暂行办法（国家卫生和计划生育委员会令第14号）"),
        ("《夹板注册人委托生产监督管理规定》解读", "夹板注册人委托生产监管规定"),
        ("《2031年国家医保药品目录调整方案》解读", "2031年国家基本医疗保险、工伤保险和生育保险药品目录调整方案"),
        (
            "《2031年国家医保药品目录调整方案》解读",
            "关于公布《2031年国家基本医疗保险、工伤保险和生育保险药品目录调整方案》及申报指南的公告",
        ),
        ("《夹板标签管理办法》问答（一）", "国家药监局关于发布《夹板标签管理办法》的公告（2031年第77号）"),
        (
            "图解政策：北京市食品药品监督管理局发布夹板快速审评审批办法",
            "北京市食品药品监督管理局关于印发《北京市夹板快速审评审批办法》的通知",
        ),
        (
            "图解政策：总局关于鼓励夹板创新实行优先审评的意见",
            "总局关于鼓励夹板创新实行优先审评的意见（食药监夹板〔2030〕126号）",
        ),
        (
            "Question and Answer Guide Regarding “Basic Principles on Submission of Splint Data”",
            "Basic Principles on Submission of Splint Data",
        ),
        (
            "Policy Interpretation of the NMPA Announcement on Including Splints into the Technical Specification",
            "NMPA Announcement on Including Splints into the Technical Specification (Edition 2015) (No. 45, 2030)",
        ),
    ],
)
def test_an_interpretation_leaves_out_number_place_or_edition(interpretation: str, document: str) -> None:
    a, b = notice(interpretation, "2031-01-20"), notice(document, "2031-01-10")
    assert (how(a, b), how(b, a)) == ("interprets", "interpreted-by")


@pytest.mark.parametrize(
    ("interpretation", "document", "day"),
    [
        ("《夹板快速审评审批办法》解读", "北京市夹板快速审评审批办法", "2031-01-10"),
        ("图解：上海市夹板快速审评审批办法", "北京市夹板快速审评审批办法", "2031-01-10"),
        ("《夹板诊所备案管理办法》解读", "夹板诊所备案管理办法", "2028-01-10"),
        ("《夹板诊所备案管理办法（2031年修订版）》解读", "夹板诊所备案管理办法（2030年修订版）", "2031-01-10"),
        ("《夹板诊所备案管理办法（征求意见稿）》解读", "夹板诊所备案管理办法", "2031-01-10"),
    ],
)
def test_an_interpretation_is_of_no_other_document(interpretation: str, document: str, day: str) -> None:
    a, b = notice(interpretation, "2031-01-20"), notice(document, day)
    assert how(a, b) is how(b, a) is None


def test_a_province_interprets_its_own_rules_without_its_name() -> None:
    rules = notice("广东省夹板快速审评审批办法", "2031-01-10")._replace(sources=("gd-mpa/documents",))
    own = notice("《夹板快速审评审批办法》解读", "2031-01-12")._replace(sources=("gd-mpa/notices",))
    assert how(own, rules) == "interprets"
    assert how(own._replace(sources=("js-mpa/notices",)), rules) is None


@pytest.mark.parametrize(
    ("draft", "final"),
    [
        (
            "国家卫生健康委关于公开征求《夹板放射防护要求》等3项标准（征求意见稿）意见的函",
            "夹板放射防护要求（GBZ 130—2030）",
        ),
        (
            "Guiding Principles for Technical Review of Registration of Wooden Wires (Draft)",
            "Guidelines for Review of Registration of Wooden Wires",
        ),
        (
            "Announcement on the Third Batch of Unique Identification of Medical Devices (Draft for Comments)",
            "Announcement on the Third Batch of UDI",
        ),
    ],
)
def test_a_final_may_have_another_wording_of_one_frame(draft: str, final: str) -> None:
    a, b = notice(draft, "2030-01-10")._replace(status="draft"), notice(final, "2031-03-09")
    assert (how(a, b), how(b, a)) == ("draft-of", "final-of")


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("Wooden Splint Advertising Code 2031", "Wooden Splint Advertising Code 2026"),
        (
            "夹板标准管理办法（国家食品药品监督管理总局令第33号）",
            "夹板标准管理办法（试行）（国家药品监督管理局令第31号）",
        ),
        ("夹板注册管理办法（国家市场监督管理总局令第27号）", "夹板注册管理办法（国家食品药品监督管理局令第28号）"),
        (
            "Instructions for Wooden Splint Dossiers (Second Draft for Comments)",
            "Instructions for Wooden Splint Dossiers (Draft for Comments)",
        ),
        (
            "关于第二次公开征求《木制夹板检验管理办法（征求意见稿）》意见的通知",
            "关于公开征求《木制夹板检验管理办法（征求意见稿）》意见的通知",
        ),
        (
            "Wooden Splints for Toys; Revised Draft Guidance for Industry; Availability",
            "Wooden Splints for Toys; Draft Guidance for Industry; Availability",
        ),
        (
            "国家药监局 国家卫生健康委关于发布《夹板试验质量管理规范》的公告（2018年第28号）",
            "夹板试验质量管理规范（国家食品药品监督管理总局 国家卫生和计划生育委员会令第25号）",
        ),
    ],
)
def test_a_later_year_order_or_round_of_comments_supersedes(new: str, old: str) -> None:
    a, b = notice(new, "2018-04-26"), notice(old, "2014-01-04")
    assert (how(a, b), how(b, a)) == ("supersedes", "superseded-by")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (
            "MHRA approves splints for adults with sprains",
            "United Kingdom – MHRA approves splints for adults with sprains",
            1,
        ),
        ("Japan – Splints approved for adults with sprains", "China – Splints approved for adults with sprains", 0),
        (
            "Class 2 Recall: Example Ltd, Splints and Swabs, EL (26)A/26",
            "Class 2 Recall: Example Ltd, Splints and Swabs",
            1,
        ),
        ("Class 2 Recall: Example Ltd, Splints, EL (26)A/26", "Class 2 Recall: Example Ltd, Splints, EL (26)A/27", 0),
        ("Recall of Example Splints for Small Toys, 10 mg/5 mL", "Recall of Example Splints for Small Toys", 0),
        (
            "总局办公厅关于实施《木制夹板管理办法》有关事项的通知",
            "食品药品监管总局办公厅关于实施《木制夹板管理办法》有关事项的通知",
            1,
        ),
        ("国家卫生健康委关于印发木制夹板管理办法的通知", "关于印发木制夹板管理办法的通知 国卫医函〔2017〕48号", 1),
        ("某省卫生健康委关于印发木制夹板管理办法的通知", "关于印发木制夹板管理办法的通知 国卫医函〔2017〕48号", 0),
    ],
)
def test_a_carrier_adds_the_place_or_issuer_and_leaves_out_the_file_number(one: str, other: str, same: int) -> None:
    assert how(notice(one, "2017-06-23"), notice(other, "2017-06-23")) == ("same-document" if same else None)


def test_a_listing_may_leave_out_that_there_are_photos() -> None:
    a, b = (
        notice("Town hosts the Wooden Splint Conference of the Bay (with photos)", "2031-01-10"),
        notice("Town hosts the Wooden Splint Conference of the Bay", "2031-01-10"),
    )
    assert how(a, b) == "same-document"
