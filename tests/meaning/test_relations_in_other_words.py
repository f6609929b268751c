"""Relations of notices whose titles differ in wording, edition, office or country, with invented titles."""

from datetime import date

import pytest

from cdetrack.meaning.relations import relation
from support.notices import worded
from support.related import how, notice

BUNDLE = "国家药监局器审中心关于发布木制夹板等3项医疗器械注册审查指导原则的通告（2031年第3号）"
PROPOSED = "The agency is proposing to amend its regulations on widgets."
FINAL = "The agency is issuing a final rule to amend its regulations on widgets."
STANDARD = "国家药监局关于发布YY 9290.3—2031《夹板光学 木制夹板 第3部分：测试方法》"


@pytest.mark.parametrize(
    ("day", "expected"), [("2028-01-06", "issues"), ("2028-01-10", "issues"), ("2029-01-06", "draft-of")]
)
def test_a_list_of_guidances_may_not_say_that_one_is_a_draft(day: str, expected: str) -> None:
    announced = notice("Whether a Widget Trial Is Underway; Draft Guidance for Industry; Availability", "2028-01-07")
    listed = notice("Whether a Widget Trial is Underway", day)._replace(kind="guideline")
    assert how(announced, listed) == expected


@pytest.mark.parametrize(
    ("summary", "issued", "day", "expected"),
    [
        (
            "中心制定了《木制夹板注册审查指导原则》《竹制夹板注册审查指导原则》，现予发布。",
            "竹制夹板注册审查指导原则",
            "2031-04-15",
            "issues",
        ),
        (
            "现予发布。附件：1.木制夹板注册审查指导原则 2.竹制夹板注册审查指导原则 3.金属夹板注册审查指导原则",
            "金属夹板注册审查指导原则",
            "2031-04-15",
            "issues",
        ),
        (
            "附件：\n1．木制夹板注册审查指导原则.docx\n2．竹制夹板注册审查指导原则.docx",
            "竹制夹板注册审查指导原则",
            "2031-04-16",
            "issues",
        ),
        ("根据《竹制夹板注册审查指导原则》制定，现予发布。", "竹制夹板注册审查指导原则", "2031-04-15", None),
        ("中心制定了《竹制夹板注册审查指导原则》，现予发布。", "竹制夹板注册审查指导原则", "2031-08-15", None),
        (
            "中心制定了《竹制夹板注册审查指导原则》，现予发布。",
            "关于《竹制夹板注册审查指导原则》的说明会",
            "2031-04-15",
            None,
        ),
        ("中心制定了《竹制夹板管理办法》，现予发布。", "竹制夹板管理办法", "2031-04-15", None),
    ],
)
def test_the_text_of_a_bundle_lists_what_it_issues(summary: str, issued: str, day: str, expected: str | None) -> None:
    assert how(notice(BUNDLE, "2031-04-15", summary), notice(issued, day)) == expected


@pytest.mark.parametrize(
    ("issued", "day", "expected"),
    [
        ("Agency releases Evidence for Bone Splints", "2031-04-15", None),
        ("Evidence for Bone Splints", "2031-04-15", "issues"),
        ("Choice of a Bone Nail [BN]", "2031-04-16", "issues"),
        ("Evidence for Bone Splints of Wood", "2031-04-15", None),
        ("Evidence for Bone Splints", "2031-08-15", "draft-of"),
    ],
)
def test_the_summary_of_a_notice_of_several_drafts_names_them(issued: str, day: str, expected: str | None) -> None:
    title = "Widget Program; Draft Guidances for Industry and Food and Drug Administration Staff; Availability"
    summary = 'Three draft guidances titled "Evidence for Bone Splints," "A Splint," and "Choice of a Bone Nail [BN]."'
    several = notice(title, "2031-04-15", summary)
    assert how(several, notice(issued, day)) == expected


@pytest.mark.parametrize(
    ("summary", "later", "expected"),
    [
        (PROPOSED, FINAL, "draft-of"),
        (PROPOSED, "The agency is amending its regulations on widgets.", "draft-of"),
        (PROPOSED, None, None),
        (PROPOSED, PROPOSED, None),
        (FINAL, PROPOSED, None),
        (FINAL, FINAL, None),
    ],
)
def test_a_summary_tells_the_proposal_from_the_rule_of_one_title(
    summary: str, later: str | None, expected: str | None
) -> None:
    title = "Wooden Splint Labels and Package Inserts for Home Use"
    assert how(notice(title, "2030-03-01", summary), notice(title, "2031-03-01", later)) == expected


def test_a_revision_supersedes_the_document_that_its_text_names() -> None:
    new = notice(
        "国家药监局关于发布免检夹板名录（2031年）的通告（2031年第23号）",
        "2031-06-24",
        "国家药监局组织修订了《免检夹板产品名录》（国家药监局通告2027年第70号），形成《免检夹板名录（2031年）》，现予公布。",
    )
    assert how(new, notice("国家药监局关于发布免检夹板产品名录的通告（2027年第70号）", "2027-09-18")) == "supersedes"


def test_the_english_page_of_a_draft_may_leave_out_that_comments_are_asked_for() -> None:
    page = notice("Checklist and Judgment Criteria of Vaccine GMP Inspection (Draft for Comments)", "2031-03-30")
    original = "国家药监局综合司公开征求《疫苗生产质量管理规范检查要点及判定原则（征求意见稿）》意见"
    assert how(page, notice(original, "2031-03-30")) == "translation-of"
    assert how(page, notice(original.replace("疫苗", "化妆品"), "2031-03-30")) is None


WIDGETS = "Widget Control Strategies for Blood Establishments; Draft Guidance for Industry; Availability"
SPLINTS = "关于公开征求《木制夹板包装指导原则（征求意见稿）》意见的通知"


@pytest.mark.parametrize(
    ("title", "summary", "day", "expected"),
    [
        (
            WIDGETS,
            "The draft guidance replaces the draft guidance of the same title dated March 2031.",
            "2033-05-15",
            "supersedes",
        ),
        (
            WIDGETS,
            "This draft guidance supersedes the earlier draft guidance issued in March 2031.",
            "2033-05-15",
            "supersedes",
        ),
        (WIDGETS, "This draft revises and replaces the 2031 draft guidance.", "2033-05-15", "supersedes"),
        (WIDGETS, "The agency is reissuing the draft guidance of March 2031.", "2033-05-15", "supersedes"),
        (WIDGETS, "The previous draft guidance of March 2031 is withdrawn.", "2033-05-15", "supersedes"),
        (WIDGETS, "This is a revision of the draft guidance published in 2031.", "2033-05-15", "supersedes"),
        (SPLINTS, "我中心根据反馈意见修改，现再次公开征求意见。", "2033-05-15", "supersedes"),
        (SPLINTS, "本稿替代2031年发布的征求意见稿。", "2033-05-15", "supersedes"),
        (SPLINTS, "在前期公开征求意见的基础上修改完善，形成征求意见稿。", "2033-05-15", "supersedes"),
        (WIDGETS, "The draft guidance, when finalized, will represent the thinking of the agency.", "2033-05-15", None),
        (WIDGETS, "This draft guidance revises the guidance of 2020.", "2033-05-15", None),
        (SPLINTS, "现公开征求意见。", "2033-05-15", None),
        # One draft on two pages, a week apart.
        (
            WIDGETS,
            "The draft guidance replaces the draft guidance of the same title dated March 2029.",
            "2031-03-10",
            None,
        ),
    ],
)
def test_a_summary_says_that_a_draft_replaces_an_earlier_one(
    title: str, summary: str, day: str, expected: str | None
) -> None:
    assert how(notice(title, day, summary), notice(title, "2031-03-03")) == expected


def test_a_final_may_put_words_into_a_long_name() -> None:
    draft = (
        "Buyer Choice Reports, Review in Widget Approval Requests, Splint Exemption Requests, Gadget Marketing Forms,"
        " and Inclusion in Package Leaflets; Draft Guidance for Industry; Availability"
    )
    final = (
        draft.replace("Draft Guidance", "Guidance")
        .replace("Reports", "Voluntary Reports")
        .replace("Package", "Decision and Package")
    )
    assert how(notice(draft, "2031-05-18"), notice(final, "2032-08-24")) == "draft-of"
    short = "Review in Widget Approval Requests; Draft Guidance for Industry; Availability"
    longer = "Review of Steel in Widget Approval Requests; Guidance for Industry; Availability"
    assert how(notice(short, "2031-05-18"), notice(longer, "2032-08-24")) is None


def test_an_extended_trial_is_one_in_chinese() -> None:
    english = "NMPA and NHC Issued Provisions for Extended Clinical Trials of Medical Devices (Interim)"
    chinese = "国家药监局 国家卫生健康委关于发布医疗器械拓展性临床试验规定（试行）的公告（2031年第41号）"
    assert how(notice(english, "2031-03-20"), notice(chinese, "2031-03-20")) == "translation-of"


def test_the_source_of_a_centre_tells_the_series_of_a_number_without_an_address() -> None:
    bundle = notice(BUNDLE, "2031-03-02")
    listed = worded("骨钉注册审查指导原则（2031年第3号）", date(2031, 3, 2), sources=("cmde/guidelines",))
    elsewhere = worded("骨钉注册审查指导原则（2031年第3号）", date(2031, 3, 2), sources=("cde/guidelines",))
    assert how(bundle, listed) == "issues"
    assert relation(bundle, elsewhere) is None


def test_an_agency_issues_no_document_of_another_agency() -> None:
    announced = "Q39(R2) Splint Impurities; Guidance for Industry; Availability"
    a = worded(announced, date(2028, 9, 13), sources=("fr/fda",))._replace(issuers=("FDA",))
    listed = worded("Q39(R2) Guideline for Splint Impurities", date(2028, 9, 10), sources=("fda/guidance",))
    assert relation(a, listed._replace(issuers=("FDA", "ICH"))) == "issues"
    assert relation(a, listed._replace(sources=("ema/documents",), issuers=("EMA", "ICH"))) is None
    assert relation(a, listed._replace(sources=("ich/guidelines",), issuers=("ICH",))) is None


def test_a_guidance_for_boards_and_sponsors_has_a_name_before_its_sort() -> None:
    title = "Splint Consent; Guidance for Institutional Review Boards, and Sponsors; Availability"
    listed = "Splint Consent: Guidance for IRBs, Clinical Investigators, and Sponsors"
    a = worded(title, date(2028, 9, 13), sources=("fr/fda",))
    b = worded(listed, date(2028, 9, 13), sources=("fda/guidance",))._replace(kind="guideline")
    assert how(a, b) == "issues"


@pytest.mark.parametrize(
    "summary",
    [
        "This guidance supersedes FDA's Guidance for Splints Contained in Widgets issued in May 2025.",
        "This guidance replaces the final guidance entitled “Guidance for Splints Contained in Widgets” of May 2025.",
    ],
)
def test_a_summary_names_the_guidance_that_it_replaces(summary: str) -> None:
    new = notice("Splint Software Functions in New Widgets", "2031-03-02", summary)._replace(kind="guideline")
    old = notice("Guidance for Splints Contained in Widgets", "2025-05-02")
    assert how(new, old) == "supersedes"


def test_all_rules_of_a_list_are_repealed_where_each_has_its_day() -> None:
    text = (
        "2004年2月4日某局令第6号公布的《骨钉许可证管理办法》和2007年1月31日某局令第26号公布的"
        "《骨钉流通监督管理办法》同时废止。"
    )
    new = notice("骨钉经营和使用质量监督管理办法", "2031-03-02", text)
    for name in ("骨钉许可证管理办法", "骨钉流通监督管理办法"):
        assert how(new, notice(name, "2007-02-02")) == "supersedes"
    # Supplementary provisions are no correction.
    named = notice("关于印发骨钉注册管理补充规定的通知（某监注〔2008〕3号）", "2008-01-07")
    assert named.kind == "notice"
    repeals = "《关于印发骨钉注册管理补充规定的通知》（某监注〔2008〕3号）同时废止。"
    assert how(notice("关于发布骨钉注册管理专门规定的公告", "2031-03-02", repeals), named) == "supersedes"


def test_reference_products_are_those_of_generics_in_the_draft_of_their_list() -> None:
    draft = notice("关于发布《化学仿制药参比制剂目录（第八十批）》（征求意见稿）的公示", "2031-03-02")
    final = "关于发布仿制药参比制剂目录（第八十批）的通告（2031年第32号）"
    assert how(draft, notice(final, "2031-08-02")) == "draft-of"
    assert how(draft, notice(final.replace("八十批", "八十一批"), "2031-08-02")) is None


def test_a_draft_of_long_ago_is_replaced_where_the_text_names_its_day() -> None:
    title = "Splint Products: Chemistry, Manufacturing, and Labels; Draft Guidance for Industry; Availability"
    text = "This revised draft guidance replaces the draft of the same name that published on August 21, 2012."
    assert how(notice(title, "2031-10-30", text), notice(title, "2012-08-21")) == "supersedes"
    assert how(notice(title, "2031-10-30", text), notice(title, "2011-08-21")) is None


def test_one_text_has_an_order_behind_its_name_or_an_author_inside() -> None:
    day = date(2031, 9, 1)
    for one, other in (
        ("骨钉网络销售监督管理办法（国家市场监督管理总局令第58号）", "骨钉网络销售监督管理办法"),
        (
            "Regulation (EU) 2031/1860 of the European Parliament and of the Council amending the splint rules",
            "Regulation (EU) 2031/1860 amending the splint rules",
        ),
    ):
        a, b = worded(one, day, sources=("samr/orders",)), worded(other, day, sources=("npc/laws",))
        assert relation(a, b) == "same-document"


def test_a_number_of_a_text_of_unknown_origin_may_be_any_bodys() -> None:
    listed = worded("高流骨钉注册审查指导原则（2031年第3号）", date(2031, 3, 2), sources=("ingest",))
    assert how(notice(BUNDLE, "2031-03-02"), listed) == "issues"
    own = worded("高流骨钉注册审查指导原则（2031年第3号）", date(2031, 3, 2), sources=("nmpa/drugs",))
    assert how(notice(BUNDLE, "2031-03-02"), own) is None


def test_a_supplementary_application_supplements_no_document() -> None:
    plan = "优化骨钉补充申请审评审批程序改革试点工作方案"
    issued = notice(f"国家药监局关于印发{plan}的通知（国药监药注〔2031〕9号）", "2031-02-27")
    assert how(issued, notice(plan, "2031-02-27")) == "issues"
    supplement = notice("国家药监局关于印发骨钉审评审批程序补充规定的通知（国药监药注〔2031〕9号）", "2031-02-27")
    assert how(supplement, notice("骨钉审评审批程序规定", "2031-02-27")) != "issues"


def test_a_guideline_for_some_is_not_the_general_one() -> None:
    general = "国家药监局药审中心关于发布《化学骨钉改良型新药临床试验技术指导原则》的通告（2030年第54号）"
    issued = notice(general, "2030-12-31")
    assert how(issued, notice("化学骨钉改良型新药临床试验技术指导原则", "2031-01-13")) == "issues"
    assert how(issued, notice("儿童用化学骨钉改良型新药临床试验技术指导原则（试行）", "2031-09-13")) is None


def test_the_new_rules_that_take_effect_are_not_repealed() -> None:
    rules = notice("关于发布骨钉经营质量管理规范的公告（2030年第58号）", "2030-12-12")
    text = "本办法于2031年7月1日废止，新的《骨钉经营质量管理规范》同时生效。"
    assert how(notice("骨钉经营监督管理办法", "2031-12-01", text), rules) is None
    text = "本办法自2031年7月1日起施行，同时废止原《骨钉经营质量管理规范》。"
    assert how(notice("骨钉经营监督管理办法", "2031-12-01", text), rules) == "supersedes"


@pytest.mark.parametrize(("sort", "expected"), [("administrative order", "draft-of"), ("classification panel", None)])
def test_an_administrative_order_is_proposed(sort: str, expected: str | None) -> None:
    title = "Medical Devices; Reclassification of Splint Wheelchairs"
    proposal = notice(title, "2031-06-02", f"The agency is issuing a proposed {sort} to reclassify splints.")
    final = notice(title, "2032-06-02", "The agency is issuing a final order to reclassify splints.")

    assert how(proposal, final) == expected


@pytest.mark.parametrize("what", ["部分规范性文件", "一批规章", "和修改部分行政法规"])
def test_an_announcement_of_repeals_follows_none(what: str) -> None:
    title = f"国家药监局关于废止{what}的公告"

    assert (
        how(notice(f"{title}（2034年第95号）", "2034-10-27"), notice(f"{title}（2031年第49号）", "2031-12-30")) is None
    )


def test_a_sheet_of_amendments_corrects_the_announcement_of_its_standard() -> None:
    sheet = notice(f"{STANDARD}第1号修改单的公告", "2032-07-08")
    others = STANDARD.replace("9290.3", "9290.4").replace("木制", "钢制")

    assert how(sheet, notice(f"{STANDARD}等医疗器械行业标准的公告", "2031-09-05")) == "corrects"
    assert how(sheet, notice(f"{others}等医疗器械行业标准的公告", "2031-09-05")) is None


@pytest.mark.parametrize(("one", "other"), [("审批", "审查"), ("审查", "审评审批")])
def test_the_final_of_a_procedure_may_have_another_word_for_its_review(one: str, other: str) -> None:
    draft = notice(f"公开征求《创新木制夹板特别{one}程序（征求意见稿）》意见", "2031-05-07")
    issued = notice(f"关于发布创新木制夹板特别{other}程序的公告（2031年第83号）", "2031-11-05")

    assert how(draft, issued) == "draft-of"


def test_rules_on_trial_may_be_followed_under_another_word_for_the_review() -> None:
    trial = notice("关于印发创新木制夹板特别审批程序（试行）的通知", "2027-02-07")

    assert how(notice("关于发布创新木制夹板特别审查程序的公告（2031年第83号）", "2031-11-05"), trial) == "supersedes"
    assert how(notice("关于发布优先木制夹板特别审查程序的公告（2031年第83号）", "2031-11-05"), trial) is None


def test_what_is_issued_and_carried_out_is_interpreted_in_one() -> None:
    reading = notice("《国家木制夹板炮制规范》实施政策解读", "2031-12-21")

    assert (
        how(reading, notice("关于发布实施《国家木制夹板炮制规范》的公告（2031年第118号）", "2031-12-21"))
        == "interprets"
    )
    assert how(reading, notice("关于发布《国家木制夹板炮制规范》的公告（2031年第118号）", "2031-12-21")) is None


@pytest.mark.parametrize("mark", ["[Update]", "(updated)", "[Updated 2 May 2031]"])
def test_an_update_says_so_in_brackets_behind_the_title(mark: str) -> None:
    title = "FDA warns consumers not to use certain wooden splints from several brands"

    assert how(notice(f"{title} {mark}", "2031-05-11"), notice(title, "2031-04-09")) == "corrects"


def test_targeted_consultations_follow_each_other() -> None:
    title = "argeted stakeholders consultation on the revision of annex 1, on manufacturing of wooden splints"

    assert how(notice(f"Second t{title}", "2031-05-11"), notice(f"T{title}", "2029-04-09")) == "supersedes"
