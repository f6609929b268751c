"""Relations of Chinese notices: renamed finals, rounds of comments, parts of a whole, late copies, interpretations."""

from datetime import date

import pytest

from support.notices import worded
from support.related import how, notice


@pytest.mark.parametrize(
    ("draft", "final", "expected"),
    [
        ("木制夹板使用质量监督管理办法", "木制夹板使用和维修质量监督管理办法", "draft-of"),
        ("木制夹板备案管理办法", "木制夹板备案与登记管理办法", "draft-of"),
        ("木制夹板标签防伪改革工作方案", "木制夹板标签防伪及可读改革工作方案", "draft-of"),
        ("木板和竹板夹具强度研究技术要求", "木板夹具强度研究技术指导原则", "draft-of"),
        ("木制夹板药学研究与评价技术指导原则", "木制夹板药学研究技术指导原则（试行）", "draft-of"),
        ("木制夹板登记资料规范", "木制夹板登记资料管理规定", "draft-of"),
        ("现场使用数据支持木制夹板研发的基本考虑", "现场使用数据支持木制夹板研发与审评的指导原则", "draft-of"),
        ("木制夹板上市申请受理工作程序", "木制夹板上市许可申请受理工作规范", "draft-of"),
        ("某省药品监督管理局关于木制夹板网上销售服务管理规定", "木制夹板网上销售服务管理办法", "draft-of"),
        ("木制夹板CT影像检测软件注册审查指导原则", "木制夹板CT图像检测软件注册审查指导原则", "draft-of"),
        ("木制夹板及配套工具质量控制审查指导原则", "木制夹板及工具质量控制审查指导原则", "draft-of"),
        ("动态木夹板系统注册审查指导原则", "动态木夹板机注册审查指导原则", "draft-of"),
        # How the work is done is no rules of the matter.
        ("木制夹板抽样检验工作程序", "木制夹板抽样检验管理办法", None),
        ("木制夹板抽样检验工作规范", "木制夹板抽样检验管理办法", None),
        ("木制夹板使用质量管理规范", "木制夹板使用质量监督管理办法", None),
        # Another product, another practice, or a word that nothing joins.
        ("木制夹板使用质量管理规范", "木制夹板使用和维修质量监督管理办法", None),
        ("木制夹板使用质量监督管理办法", "木制夹板临时使用质量监督管理办法", None),
        ("木制夹板登记资料规范", "木制新型夹板登记和备案资料管理规定", None),
    ],
)
def test_a_final_may_have_a_word_more_or_another_word_for_its_sort(
    draft: str, final: str, expected: str | None
) -> None:
    a = notice(f"关于公开征求《{draft}（征求意见稿）》意见的通知", "2030-03-01")
    assert how(a, notice(f"国家药监局关于发布《{final}》的公告（2031年第9号）", "2031-01-10")) == expected


def test_guidelines_for_two_products_have_no_common_draft() -> None:
    a = notice("关于公开征求《木制弹性夹板注册审查指导原则（征求意见稿）》意见的通知", "2030-03-01")
    assert how(a, notice("木制弹性夹板和绷带注册审查指导原则（2031年第9号）", "2031-01-10")) is None


def test_the_second_round_stands_behind_the_title() -> None:
    first = notice("关于木片含水量测定法标准草案的公示", "2030-03-01")
    again = notice("关于木片含水量测定法标准草案的公示（第二次）", "2030-09-01")
    assert how(again, first) == "supersedes"
    assert how(notice("关于木片含水量测定法标准草案的公示（再次公示）", "2030-09-01"), first) == "supersedes"
    assert how(notice("关于木片含水量检查结果的公示（第二次）", "2030-09-01"), first) is None


def test_an_unmarked_draft_is_not_that_of_a_much_later_edition() -> None:
    draft = notice("关于公开征求《夹板数据技术规范（征求意见稿）》意见的通知", "2025-04-28")
    assert how(draft, notice("关于发布《夹板数据技术规范V1.0》的通告", "2027-09-30")) == "draft-of"
    assert how(draft, notice("关于发布《夹板数据技术规范V1.1》的通告", "2030-09-30")) is None


def test_a_title_that_says_revised_has_the_next_edition_and_not_that_of_the_first_draft() -> None:
    draft = notice("关于公开征求《木制夹板登记管理办法（征求意见稿）》意见的通知", "2026-03-01")
    first = notice("关于发布《木制夹板登记管理办法》的公告", "2026-10-01")
    soon = notice("关于修订发布《木制夹板登记管理办法》的公告", "2027-01-10")
    assert (how(draft, first), how(soon, first)) == ("draft-of", "supersedes")
    assert how(draft, notice("关于修订发布《木制夹板登记管理办法》的公告", "2029-01-10")) is None
    assert how(notice("关于印发修订后的木制夹板登记管理办法的通知", "2027-01-10"), first) == "supersedes"


def test_a_supplement_or_an_amendment_is_no_edition_of_the_whole() -> None:
    old = notice("国家药监局关于发布《国家夹板药典》（2025年版）的公告（2025年第67号）", "2025-06-05")
    new = notice("国家药监局关于发布《国家夹板药典》（2030年版）的公告（2030年第7号）", "2030-06-05")
    added = notice("国家药监局关于颁布《国家夹板药典》（2030年版）第一增补本的公告（2031年第12号）", "2031-10-12")
    assert how(new, old) == "supersedes"
    assert how(added, old) is None
    assert how(added, new) is None


def test_a_guideline_of_years_before_is_replaced_by_the_next_that_is_issued() -> None:
    old = notice("总局关于发布夹板豁免指导原则的通告（2026年第87号）", "2026-03-28")
    new = "国家药监局药审中心关于发布《夹板豁免指导原则》的通告"
    assert how(notice(new, "2031-05-11"), old) == "supersedes"
    assert how(notice(new, "2027-05-11"), old) is None
    results = notice("总局关于发布夹板监督抽检结果的通告（2026年第8号）", "2026-03-28")
    assert how(notice("国家药监局关于发布夹板监督抽检结果的通告", "2031-05-11"), results) is None


def test_a_former_ministrys_document_is_repealed_by_its_name() -> None:
    text = "自2032年5月1日起施行。原国家质量监督检验检疫总局2017年发布的《夹板标识管理规定》同时废止。"
    new = notice("国家药监局关于发布《夹板标签管理办法》的公告（2031年第77号）", "2031-05-31", text)
    assert how(new, notice("夹板标识管理规定（国家质量监督检验检疫总局令第100号）", "2017-08-27")) == "supersedes"
    # A province repeals its own.
    there = notice("广东省药品监督管理局关于印发夹板标签管理办法的通知", "2031-05-31", text)
    assert how(there, notice("国家药监局关于印发《夹板标识管理规定》的通知", "2017-08-27")) is None


def test_orders_of_the_ministry_above_the_regulator_are_of_one_line() -> None:
    old = notice("夹板召回管理办法（试行）（卫生部令第82号）", "2021-05-20")
    assert how(notice("夹板召回管理办法（国家食品药品监督管理总局令第29号）", "2027-02-08"), old) == "supersedes"


def test_the_files_of_one_announcement_stand_beside_the_one_that_it_names() -> None:
    text = "现发布《夹板核查工作程序（试行）》《夹板核查要点（木制）（试行）》。为配合《夹板管理办法》的实施。"
    a = notice("国家药监局核查中心关于发布《夹板核查工作程序（试行）》等5个文件的通告", "2031-12-20", text)
    assert how(a, notice("夹板核查要点（木制）（试行）", "2031-12-20")) == "issues"
    assert how(a, notice("夹板管理办法", "2031-12-20")) is None


@pytest.mark.parametrize(
    ("title", "about", "expected"),
    [
        ("权威解读《夹板登记专门规定》——守住质量底线", "国家药监局关于发布《夹板登记专门规定》的公告", "interprets"),
        ("夹板登记专门规定系列解读（三）", "国家药监局关于发布《夹板登记专门规定》的公告", "interprets"),
        ("一文读懂《夹板登记专门规定》七大亮点", "国家药监局关于发布《夹板登记专门规定》的公告", "interprets"),
        ("一文读懂《夹板登记专门规定》配套细则", "国家药监局关于发布《夹板登记专门规定》的公告", None),
        ("一张图读懂夹板登记专门规定", "国家药监局关于发布《夹板登记专门规定》的公告", "interprets"),
        (
            "司法部 市场监管总局负责人就《夹板监督管理条例》答记者问",
            "夹板监督管理条例（国务院令第939号）",
            "interprets",
        ),
        ("《夹板现代化建设指导意见》政策问答", "国家药监局关于印发夹板现代化建设指导意见的通知", "interprets"),
        ("夹板现代化建设指导意见问答（一）", "国家药监局关于印发夹板现代化建设指导意见的通知", "interprets"),
        (
            "《〈夹板生产质量管理规范〉胶水附录、钉子附录》解读",
            "国家药监局关于发布《夹板生产质量管理规范》胶水附录、钉子附录的公告",
            "interprets",
        ),
        (
            "《〈夹板生产质量管理规范〉胶水附录》解读",
            "国家药监局关于发布《夹板生产质量管理规范》钉子附录的公告",
            None,
        ),
        ("《夹板药典》：木片标准", "国家药监局关于发布《夹板药典通用技术规范》的公告", None),
    ],
)
def test_interpretations_have_many_forms(title: str, about: str, expected: str | None) -> None:
    assert how(notice(title, "2031-03-02"), notice(about, "2031-03-01")) == expected


def test_an_adjustment_is_interpreted_within_weeks_for_the_next_has_its_title() -> None:
    title = "国家药监局关于调整《夹板分类目录》部分内容的公告（2031年第30号）"
    why = "《关于调整〈夹板分类目录〉部分内容的公告》解读"
    assert how(notice(why, "2031-03-28"), notice(title, "2031-03-28")) == "interprets"
    assert how(notice(why, "2031-09-28"), notice(title, "2031-03-28")) is None


def test_appendices_of_a_practice_are_not_the_practice() -> None:
    a = notice("关于发布《夹板生产质量管理规范（2020年修订）》无菌夹板等5个附录的公告（2031年第16号）", "2031-02-24")
    assert how(a, notice("夹板生产质量管理规范（2020年修订）", "2031-02-12")) is None


def test_the_draft_of_an_amendment_is_not_that_of_the_amended_rules() -> None:
    a = notice("关于公开征求《关于修改〈夹板使用管理办法〉等规章的决定（征求意见稿）》意见的公告", "2031-09-01")
    assert how(a, notice("夹板使用管理办法（国家市场监督管理总局令第84号）", "2031-10-13")) is None


@pytest.mark.parametrize(
    ("title", "number", "expected"),
    [
        ("国家药监局 海关总署关于发布《进口夹板通关检验管理规定》的公告", "（2031年第100号）", "same-document"),
        ("国家药监局关于发布国家夹板质量监督抽检结果的通告", "（2031年第61号）", None),
    ],
)
def test_a_carrier_leaves_out_the_number_weeks_later(title: str, number: str, expected: str | None) -> None:
    assert how(notice(title + number, "2031-09-05"), notice(title, "2031-09-27")) == expected


def test_the_state_before_the_name_of_a_law_is_left_out() -> None:
    a = notice("国家药监局综合司公开征求《中华人民共和国夹板管理法实施条例（修订草案征求意见稿）》意见", "2031-05-09")
    assert how(a, notice("《夹板管理法实施条例（修订草案征求意见稿）》公开征求意见", "2031-05-10")) == "same-document"


def test_a_long_decision_that_moves_a_time_is_made_once() -> None:
    title = "全国人民代表大会常务委员会关于延长授权国务院在部分地方开展夹板持有人制度试点期限的决定"
    assert how(notice(title, "2031-10-26"), notice(title, "2031-10-27")) == "same-document"


@pytest.mark.parametrize(
    ("issuer", "name", "expected"),
    [
        ("国务院办公厅", "夹板振兴重大工程实施方案", "issues"),
        ("广东省人民政府办公厅", "广东省夹板振兴重大工程实施方案", None),
        ("深圳市卫生健康委员会", "深圳市夹板振兴重大工程实施方案", None),
    ],
)
def test_the_plan_of_a_place_is_not_the_nations(issuer: str, name: str, expected: str | None) -> None:
    a = notice(f"{issuer}关于印发{name}的通知", "2031-02-10")
    assert how(a, notice("夹板振兴重大工程实施方案", "2031-02-28")) == expected
    explained = {"issues": "interprets"}.get(expected or "")
    assert how(notice("《夹板振兴重大工程实施方案》政策解读", "2031-03-01"), a) == explained


def test_the_plan_of_a_place_keeps_its_own_interpretation() -> None:
    a = notice("深圳市卫生健康委员会关于印发深圳市夹板振兴重大工程实施方案的通知", "2031-02-10")
    assert how(notice("《深圳市夹板振兴重大工程实施方案》解读", "2031-02-11"), a) == "interprets"


@pytest.mark.parametrize(
    "stage", ["征求意见初稿", "征求意见二稿", "第二稿", "征求意见第三稿", "意见征询稿", "公开征求意见稿"]
)
def test_drafts_have_many_stages(stage: str) -> None:
    a = notice(f"关于征求《夹板标识系统规则（{stage}）》意见的函", "2030-02-27")
    assert how(a, notice("国家药监局关于发布夹板标识系统规则的公告（2030年第66号）", "2030-08-27")) == "draft-of"


@pytest.mark.parametrize(
    "title",
    [
        "国家药监局综合司关于《夹板生产监督管理办法》第六条适用问题的复函",
        "国家药监局综合司关于《夹板生产监督管理办法》有关条款的答复",
        "关于《夹板生产监督管理办法》执行情况的通报",
    ],
)
def test_a_reply_about_rules_is_no_edition_of_them(title: str) -> None:
    draft = notice("关于公开征求《夹板生产监督管理办法（征求意见稿）》意见的公告", "2030-03-01")
    rules = notice("夹板生产监督管理办法（国家市场监督管理总局令第28号）", "2031-01-22")
    reply = notice(title, "2032-10-12")
    assert how(draft, rules) == "draft-of"
    assert how(draft, reply) is None
    assert how(reply, rules) is None


def test_what_came_of_a_consultation_is_no_draft() -> None:
    a = notice("关于《夹板调剂使用管理办法（征求意见稿）》公开征求意见情况的反馈", "2030-04-12")
    assert how(a, notice("关于印发夹板调剂使用管理办法的通知", "2030-06-20")) is None


def test_the_interpretation_of_an_amendment_corrects_nothing() -> None:
    a = notice("《国务院关于修改〈夹板监督管理条例〉的决定》解读", "2031-05-19")
    assert how(a, notice("夹板监督管理条例（国务院令第650号）", "2028-03-07")) is None
    decision = notice("国务院关于修改《夹板监督管理条例》的决定（国务院令第780号）", "2031-05-04")
    assert how(a, decision) == "interprets"


def test_what_is_named_behind_a_quoted_name_is_a_document_of_its_own() -> None:
    rules = notice("关于发布《夹板研究技术指导原则（试行）》的通告（2031年第5号）", "2031-05-06")
    template = "关于发布《〈夹板研究技术指导原则（试行）〉{}》的通告（2032年第9号）"
    assert how(notice(template.format("配套模板"), "2032-03-01"), rules) is None
    assert how(notice(template.format("胶水变更的问答"), "2032-03-01"), rules) == "interprets"
    assert how(notice(template.format("胶水变更的问答"), "2033-12-01"), rules) is None
    assert how(notice(template.format("有关问题的解答"), "2032-03-01"), rules) == "interprets"


def test_editions_of_the_council_follow_each_other_in_chinese() -> None:
    title = "国家药监局关于适用《Q3D（R{}）：夹板杂质》国际人用药品注册技术协调会指导原则的公告"
    assert how(notice(title.format(2), "2031-01-21"), notice(title.format(1), "2028-01-21")) == "supersedes"
    draft = notice("关于公开征求《Q3D（R2）：夹板杂质指导原则（征求意见稿）》意见的通知", "2027-01-21")
    assert how(draft, notice(title.format(1), "2028-01-21")) is None


def test_a_bundle_issues_what_stands_beside_its_first_document_whatever_its_sort() -> None:
    text = "制定了《夹板研发技术指导原则（试行）》、《木制夹板有效性研究技术要点（试行）》，依据《夹板管理法》。"
    a = notice("国家药监局药审中心关于发布《夹板研发技术指导原则（试行）》等5个指导原则的通告", "2031-08-14", text)
    assert how(a, notice("木制夹板有效性研究技术要点（试行）", "2031-08-14")) == "issues"


def test_an_interpretation_that_names_the_issuer_is_of_no_other_bodys_notice() -> None:
    why = notice("图解丨国家药监局关于进一步加强夹板生产监督检查的公告", "2031-01-19")
    assert how(why, notice("国家药监局关于进一步加强夹板生产监督检查的公告", "2031-01-17")) == "interprets"
    assert how(why, notice("江西省药品监督管理局关于进一步加强夹板生产监督检查的通知", "2031-01-20")) is None


def test_a_poster_interprets_what_it_draws() -> None:
    poster = notice("图解海报 | 木制夹板生产管理办法", "2031-01-19")
    assert how(poster, notice("木制夹板生产管理办法", "2031-01-17")) == "interprets"


@pytest.mark.parametrize(
    "title",
    [
        "北京市药品监督管理局关于发布《北京市〈夹板经营监督管理办法〉实施细则（2027年修订版）》的通告",
        "某军实施《夹板经营监督管理办法》办法",
        "关于发布《夹板经营监督管理办法》配套文件的公告（2031年第48号）",
        "关于举办《夹板经营监督管理办法》宣贯培训班的通知",
    ],
)
def test_what_carries_rules_out_is_no_edition_of_them(title: str) -> None:
    draft = notice("公开征求《夹板经营监督管理办法（征求意见稿）》意见", "2030-02-25")
    old = notice("夹板经营监督管理办法（国家食品药品监督管理总局令第8号）", "2024-02-25")
    new = notice("夹板经营监督管理办法（国家市场监督管理总局令第84号）", "2031-03-22")
    assert how(new, old) == "supersedes"
    assert how(draft, new) == "draft-of"
    about = notice(title, "2031-04-11")
    assert [how(about, each) for each in (draft, old, new)] == [None, None, None]
    assert how(new, notice(title, "2027-04-11")) is None


def test_implementing_rules_keep_their_own_editions() -> None:
    old = notice("关于发布《北京市〈夹板经营监督管理办法〉实施细则（2027年修订版）》的通告", "2027-04-11")
    new = notice("关于发布《北京市〈夹板经营监督管理办法〉实施细则（2031年修订版）》的通告", "2031-04-11")
    assert how(new, old) == "supersedes"
    assert how(notice("《北京市〈夹板经营监督管理办法〉实施细则》解读", "2031-04-12"), new) == "interprets"


def test_rules_repeal_an_earlier_edition_of_their_name_and_not_their_own_page() -> None:
    text = "原国家食品药品监督管理局令第14号公布的《夹板生产监督管理办法》同时废止。"
    new = notice("夹板生产监督管理办法（国家市场监督管理总局令第28号）", "2031-03-30", text)
    assert how(new, notice("夹板生产监督管理办法", "2031-01-22")) != "supersedes"
    assert how(new, notice("夹板生产监督管理办法", "2024-08-05")) == "supersedes"


def test_the_draft_of_an_amendment_corrects_no_draft() -> None:
    a = notice("关于公开征求《关于修改〈夹板使用管理办法〉的决定（征求意见稿）》意见的公告", "2031-09-01")
    assert how(a, notice("公开征求《夹板使用管理办法（征求意见稿）》意见", "2030-02-25")) is None


def test_the_draft_of_appendices_is_no_later_draft_of_the_practice() -> None:
    a = notice("关于《夹板生产质量管理规范》附录（二次征求意见稿）听取意见的函", "2031-05-01")
    assert how(a, notice("公开征求《夹板生产质量管理规范（征求意见稿）》意见", "2029-07-01")) is None


def test_a_correction_is_of_the_list_and_not_of_its_draft() -> None:
    draft = notice("关于发布《夹板参比目录（第七批）》（征求意见稿）的公示", "2031-01-10")
    final = notice("国家药监局关于发布夹板参比目录（第七批）的通告（2031年第66号）", "2031-03-29")
    a = notice("国家药监局关于更正夹板参比目录（第七批）的公告", "2031-04-15")
    assert [how(a, each) for each in (draft, final)] == [None, "corrects"]
    assert how(notice("关于更正《夹板参比目录（第七批）（征求意见稿）》的通知", "2031-01-15"), draft) == "corrects"


def test_comments_on_a_draft_may_be_gathered_by_many_verbs() -> None:
    a = notice("关于组织开展《夹板标识系统规则（征求意见稿）》公开征求意见工作的通知", "2030-02-27")
    assert how(a, notice("国家药监局关于发布夹板标识系统规则的公告（2030年第66号）", "2030-08-27")) == "draft-of"


def test_a_supplement_of_the_pharmacopoeia_is_issued_under_its_short_name_as_well() -> None:
    a = notice("国家药监局关于颁布《中华人民共和国药典》（2030年版）第一增补本的公告（2031年第12号）", "2031-10-12")
    for name in ("《中国药典》（2030年版）第一增补本", "《中华人民共和国药典》2030年版第一增补本"):
        assert how(a, notice(name, "2031-10-13")) == "issues"
    for name in ("《中国药典》（2030年版）第二增补本", "《中国药典》（2030年版）"):
        assert how(a, notice(name, "2031-10-13")) is None


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            "預告修正「夾板檢驗方法-木材」草案及「夾板檢驗方法-膠水」草案",
            "修正「夾板檢驗方法-木材」及「夾板檢驗方法-膠水」，並自即日生效",
            "draft-of",
        ),
        ("預告修正「夾板檢驗方法-木材」、「夾板檢驗方法-釘子」草案", "修正「夾板檢驗方法-釘子」", "draft-of"),
        ("預告修正「夾板檢驗方法-木材」、「夾板檢驗方法-釘子」草案", "修正「夾板檢驗方法-膠水」", None),
        ("預告廢止「夾板檢驗方法-木材」", "廢止「夾板檢驗方法-木材」，並自即日生效", "draft-of"),
        ("預告廢止「夾板檢驗方法-木材」", "訂定「夾板檢驗方法-木材」", None),
        ("預告修正「夾板標示規定」第七點草案", "修正「夾板標示規定」第七點，並自即日生效", "draft-of"),
        ("預告修正「夾板標示規定」第七點草案", "修正「夾板標示規定」第八點，並自即日生效", None),
        ("訂定「夾板檢驗方法-木材」", "廢止「夾板檢驗方法-木材」，並自即日生效", "superseded-by"),
        ("訂定「夾板檢驗方法-木材」", "預告廢止「夾板檢驗方法-木材」", None),
    ],
)
def test_taiwan_announces_several_methods_and_their_repeal(before: str, after: str, expected: str | None) -> None:
    assert how(notice(before, "2030-08-12"), notice(after, "2031-01-20")) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("本部於本日修正「夾板使用範圍」，並廢止「夾板衛生標準」。", "supersedes"),
        ("本部於本日預告修正「夾板使用範圍」草案，並配合廢止「夾板衛生標準」。", None),
        ("夾板列入家具管理，實施後將配合廢止「夾板衛生標準」。", None),
        ("夾板列入家具管理，預告期滿。廢止「夾板衛生標準」。", "supersedes"),
    ],
)
def test_a_planned_repeal_is_none_yet(body: str, expected: str | None) -> None:
    repealing = worded("夾板移列至家具管理", date(2031, 1, 20), body=body)
    assert how(repealing, notice("訂定「夾板衛生標準」", "2022-05-10")) == expected


def test_a_final_supports_what_its_draft_promoted() -> None:
    draft = "国家药监局综合司公开征求《关于促进珍稀夹板替代品研制有关事项的公告（征求意见稿）》意见"
    final = "国家药监局关于支持珍稀夹板替代品研制有关事项的公告（2031年第9号）"
    assert how(notice(draft, "2030-08-12"), notice(final, "2031-01-20")) == "draft-of"


def test_a_nutritional_supplement_supplements_no_document() -> None:
    title = "关于发布《夹板原料目录 营养素补充剂（{}年版）》《夹板功能目录 营养素补充剂（{}年版）》的公告"
    later, earlier = (notice(title.replace("{}", year), f"{year}-06-14") for year in ("2031", "2028"))
    assert how(later, earlier) == "supersedes"


def test_answers_on_a_standard_whose_name_has_no_word_for_it() -> None:
    title = "食品安全国家标准 儿童夹板标签（GB 99432-2031）"
    answers = "《食品安全国家标准 儿童夹板标签》（GB 99432-2031）问答（修订版）"
    assert how(notice(answers, "2031-06-14"), notice(title, "2031-03-14")) == "interprets"
    assert how(notice(answers, "2031-06-14"), notice(title.replace("99432", "99433"), "2031-03-14")) is None


def test_methods_of_testing_are_issued_under_their_name_with_a_number_of_their_own() -> None:
    issued = notice("市场监管总局关于发布《夹板中胶水的测定》等4项夹板补充检验方法的公告（2031年第9号）", "2031-05-16")
    assert how(issued, notice("夹板中胶水的测定（BJS 203101）", "2031-05-16")) == "issues"
    assert how(issued, notice("夹板中钉子的测定（BJS 203102）", "2031-05-16")) is None
    assert how(issued, notice("夹板中胶水的测定引起关注", "2031-05-16")) is None


def test_a_supplementary_application_supplements_no_document() -> None:
    title = "关于印发优化夹板补充申请程序改革试点工作方案的通知"
    numbered = worded(f"国家药监局{title}（国药监械注〔2031〕9号）", date(2031, 2, 27), sources=("nmpa/devices",))
    bare = worded(f"国家药监局{title}", date(2031, 2, 5), sources=("gd-mpa/devices",))
    assert how(numbered, bare) == "same-document"


def test_appendices_are_joined_by_a_word_or_a_mark() -> None:
    """The year of the whole is no edition of an appendix."""
    whole = "《木制夹板质量管理规范（2010年修订）》"
    issued = notice(f"国家药监局关于发布{whole}辅料附录、包材附录的公告（2035年第1号）", "2035-01-02")
    for joined in ("辅料附录和包材附录", "辅料附录、包材附录"):
        draft = f"国家药监局综合司公开征求《木制夹板质量管理规范》{joined}（征求意见稿）意见"
        assert how(notice(draft, "2032-06-02"), issued) == "draft-of"
    other = notice("国家药监局综合司公开征求《木制夹板质量管理规范》血液附录（征求意见稿）意见", "2032-06-02")
    assert how(other, issued) is None
    next_edition = "《木制夹板质量管理规范（2035年修订）》辅料附录（征求意见稿）"
    assert how(notice(f"国家药监局综合司公开征求{next_edition}意见", "2034-06-02"), issued) is None


def test_the_number_tells_which_list_a_correction_is_of() -> None:
    """The certificates that a list takes back are no document."""
    title = "国家药监局关于注销木制夹板等12个注册证书的公告"
    correction = notice("国家药监局关于更正2031年第940号公告附件的公告（2031年第946号）", "2031-05-10")
    assert how(correction, notice(f"{title}（2031年第940号）", "2031-04-25")) == "corrects"
    assert how(correction, notice(f"{title}（2031年第941号）", "2031-04-26")) is None
