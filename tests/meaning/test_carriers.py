"""One notice of two carriers, with invented titles."""

from datetime import date

import pytest

from support.notices import worded
from support.related import how, notice

REGISTER = "https://www.federalregister.gov/documents/2031/05/06/{}/withdrawal"
COPY = "https://www.govinfo.gov/content/pkg/FR-2031-05-06/html/{}.htm"
WITHDRAWN = "Withdrawal of Draft Guidance Documents Published Before the Great Splint"
WARNS = "FDA warns of rare but serious reaction of the skin to the bone medicines widgetol{} and splintamol{}"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # A carrier leaves out under which names a medicine is sold.
        (WARNS.format(" (Widgo, Widgo XR)", " (Splinta)"), WARNS.format("", ""), "same-document"),
        (WARNS.format(" (Widgo, Widgo XR)", " (Splinta)"), WARNS.format("", "").replace("splintamol", "castol"), None),
        (WARNS.format(" (Draft)", ""), WARNS.format("", ""), None),
        (WARNS.format(" (Widgo)", ""), WARNS.format("", "").replace("warns", "removes warning"), None),
        # A word more at the end of a long headline.
        (
            "FDA Withdraws Draft Guidance for Industry: Statistical Ways to Evaluate Likeness of Clay Splints",
            "FDA Withdraws Draft Guidance Regarding Statistical Ways to Evaluate Likeness of Clay Splints in Surgery",
            "same-document",
        ),
        (
            "FDA Withdraws Draft Guidance for Industry: Statistical Ways to Evaluate Likeness of Clay Splints",
            "FDA Withdraws Draft Guidance Regarding Statistical Ways to Evaluate Likeness of Clay Splints in Adults",
            None,
        ),
        # An announcement in two translations.
        (
            "NMPA Issued the Announcement on Effective Marking and Tracing of the First Batch of Splints of Wood",
            "Official Release of the Announcement on Matters of Marking and Tracing of First-batch Splints of Wood",
            "same-document",
        ),
        (
            "NMPA Issued the Announcement on Effective Marking and Tracing of the First Batch of Splints of Wood",
            "Official Release of the Announcement on Matters of Marking and Tracing of Second-batch Splints of Wood",
            None,
        ),
        (
            "NMPA Issued the Announcement on Effective Marking and Tracing of the First Batch of Splints of Wood",
            "Interpretation of the Announcement on Effective Marking and Tracing of the First Batch of Splints of Wood",
            "interpreted-by",
        ),
        # The number of an alert.
        (
            "Alert N°11/2031 Falsified splints found in two regions",
            "Medical Product Alert N° 11/2031 (English)",
            "same-document",
        ),
        ("Alert N°11/2031 Falsified splints found in two regions", "Medical Product Alert N° 12/2031 (English)", None),
        ("Alert N°11/2031 Falsified splints found in two regions", "Public Alert No. 11/2031 on false casts", None),
        # The session of a committee.
        (
            "Meeting highlights from the Wooden Splint Committee (WSC) 13-16 May 2031",
            "WSC meeting highlights 13-16 May 2031",
            "same-document",
        ),
        (
            "Meeting highlights from the Wooden Splint Committee (WSC) 13-16 May 2031",
            "WSC meeting agenda 13-16 May 2031",
            None,
        ),
        (
            "Meeting highlights from the Wooden Splint Committee (WSC) 13-16 May 2031",
            "IRC meeting highlights 13-16 May 2031",
            None,
        ),
    ],
)
def test_two_carriers_word_one_act(one: str, other: str, expected: str | None) -> None:
    assert how(notice(one, "2031-05-16"), notice(other, "2031-05-16")) == expected


@pytest.mark.parametrize(
    ("urls", "expected"),
    [
        ((REGISTER.format("2031-10477"), COPY.format("2031-10477")), "same-document"),
        ((REGISTER.format("2031-10477"), COPY.format("2031-10478")), None),
        ((REGISTER.format("2031-10477"), "https://law.example/federal-register/withdrawal-1"), "same-document"),
        ((REGISTER.format("2031-10477"), "https://law.example/news/withdrawal-1"), None),
    ],
)
def test_copies_of_one_entry_in_the_register_have_its_number(urls: tuple[str, str], expected: str | None) -> None:
    one, other = (worded(WITHDRAWN, date(2031, 5, 6), url=url, sources=(f"y/{at}",)) for at, url in enumerate(urls))
    assert how(one, other) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (f"03-9865. {WITHDRAWN} for Small Bones", "same-document"),
        (f"74 FR 11 pgs. 3060-3061 - {WITHDRAWN} for Small Bones", "same-document"),
        (f"13-9865-B. {WITHDRAWN} for Small Bones", None),
    ],
)
def test_a_copy_has_its_place_in_the_register_before_the_title(title: str, expected: str | None) -> None:
    assert how(notice(f"{WITHDRAWN} for Small Bones", "2031-05-06"), notice(title, "2031-05-06")) == expected


def test_a_title_that_the_register_has_several_times_a_day_is_of_no_one_entry() -> None:
    one, other = (
        worded("Privacy Act; System of Records", date(2031, 5, 6), url=url, sources=(f"y/{at}",))
        for at, url in enumerate((REGISTER.format("2031-10477"), "https://law.example/federal-register/privacy-1"))
    )
    assert how(one, other) is None


def on_two_sites(title: str, *, days: int = 0, places: tuple[str, str] = ("a", "b")) -> str | None:
    """Return the relation of two notices with this title on two sites, that many days apart."""
    one, other = (
        worded(title, date(2031, 5, 6 + days * at), sources=(f"{place}/news",), url=f"https://{place}.example/{at}")
        for at, place in enumerate(places)
    )
    return how(one, other)


@pytest.mark.parametrize("days", [0, 1])
@pytest.mark.parametrize(
    "title",
    [
        "关于公开征求《木夹板指南（征求意见稿）》意见的通知",
        "关于就《中华人民共和国夹板管理法（征求意见稿）》公开征求意见的公告",
        "夹板召回管理办法",
        "木制夹板临床试验指导原则（试行）",
        "关于印发木制夹板应用管理办法（试行）的通知",
        "《木制夹板管理办法》政策解读",
        "Request for comments on the draft guideline on wooden splints",
        "Draft guideline on evaluation of wooden splints",
        "Splints of Wood: Studies of Strength; Draft Guidance for Industry; Availability",
        "Example Limb Ltd. Issues Voluntary Recall of Wooden Splints Due to Worms",
    ],
)
def test_a_second_site_with_the_name_of_a_document_carries_it(title: str, days: int) -> None:
    """The title names nobody, and needs no length for that: the draft or the rules that it names are for all."""
    assert on_two_sites(title, days=days) == "same-document"


@pytest.mark.parametrize(
    "title",
    [
        "关于公开征求意见的通知",
        "关于2031年元旦放假的通知",
        "2031年政府信息公开工作年度报告",
        "政府信息公开指南",
        "夹板经营许可证核发办事指南",
        "行政许可事项目录",
        "夹板行政处罚裁量适用规则",
        "关于印发夹板安全专项整治工作方案的通知",
        "关于举办木制夹板注册核查要点与判定原则宣贯培训班的通知",
        "关于公开征求2031年度工作计划意见的通知",
        "夹板召回信息",
        "Annual report 2031",
        "Request for public comments",
        "Consultation on draft guidelines",
        "Consultation on fees and charges for wooden splints",
        "Code of conduct guideline for members of committees",
        "Recall notice: wooden splints with worms",
        "Minutes of the meeting of the committee on wooden splints of the northern and southern islands",
    ],
)
def test_two_sites_have_matters_of_their_own_under_one_title(title: str) -> None:
    assert on_two_sites(title) is None


def test_two_authorities_have_each_a_guideline_of_their_own() -> None:
    title = "Draft guideline on wooden splints"
    one, other = (
        worded(title, date(2031, 5, 6), url=f"https://{name}.example", sources=(name,))._replace(issuers=issuers)
        for name, issuers in (("one", ("EMA",)), ("other", ("HSA",)))
    )
    assert how(one, other) is None
    assert how(one._replace(issuers=()), other) == "same-document"


def test_two_provinces_have_each_a_plan_of_its_own_and_the_rules_of_the_nation() -> None:
    assert on_two_sites("关于公开征求木制夹板专项整治方案意见的通知", places=("gd-mpa", "sh-mpa")) is None
    assert on_two_sites("关于公开征求木制夹板管理办法意见的通知", places=("gd-mpa", "sh-mpa")) == "same-document"


def test_a_long_chinese_headline_is_of_one_origin_on_its_day_alone() -> None:
    headline = "木夹板企业与某大学就新一代轻型夹板的研制达成战略合作"
    assert on_two_sites(headline) == "same-document"
    assert on_two_sites(headline, days=1) is None
