"""Relations by the matter of a document, its short name, or the order that makes it, with invented titles."""

import pytest

from cdetrack.meaning.relations import relation
from support.notices import worded
from support.related import how, notice

ERRATA = "关于2031年版《中国药典》勘误的函"
PHARMACOPOEIA = "国家药监局关于颁布2031年版《中华人民共和国药典》的公告（2031年第9号）"
IN_FORCE = "国家药监局关于实施2031年版《中华人民共和国药典》有关事宜的公告（2031年第8号）"
WORKS_ON = "关于实施《夹板质量管理规范》有关事宜的公告"
ORDER = "国家市场监督管理总局令第997号公布《夹板监督管理办法》自2031年8月1日起施行"
AVAILABLE = "Letters on Small Wooden Splints; Guidance for Industry; Availability"
DRAFTED = "Letters on Small Wooden Splints; Draft Guidance for Industry; Availability"
WITHDRAWAL = "Splint Act: Withdrawal of a 9A Request or Pending Request; Guidance for Industry; Availability"
REQUEST_DRAFTED = WITHDRAWAL.replace(":", ";").replace("Guid", "Draft Guid")
PROPOSED = "The agency is proposing to amend its regulations on splints."
FINAL = "The agency is issuing a final rule to amend its regulations on splints."
GAZETTED = "Canada Gazette, Part I, Volume 199, Number 9: "


@pytest.mark.parametrize(
    ("expected", "one", "day", "other", "other_day"),
    [
        # The frame around the matter of an announcement differs.
        ("interprets", "2031年版《中国药典》实施有关事项解读（一）", "2031-05-02", IN_FORCE, "2031-04-02"),
        ("interprets", "《夹板质量管理规范》实施有关事项解读", "2031-05-02", WORKS_ON, "2031-05-02"),
        (None, "2031年版《中国药典》实施有关事项解读（一）", "2031-05-02", PHARMACOPOEIA, "2031-04-02"),
        (None, "2026年版《中国药典》实施有关事项解读（一）", "2031-05-02", IN_FORCE, "2031-04-02"),
        (None, "《夹板质量管理规范》检查有关事项解读", "2031-05-02", WORKS_ON, "2031-05-02"),
        # A law by its short name.
        ("interprets", "《夹板管理法》解读", "2031-05-02", "中华人民共和国夹板管理法", "2031-05-02"),
        ("interprets", "《夹板法》解读", "2031-05-02", "中华人民共和国夹板法", "2031-05-02"),
        (None, "《夹板法》解读", "2031-05-02", "中华人民共和国支架法", "2031-05-02"),
        # Errata of a book.
        ("corrects", ERRATA, "2031-09-30", PHARMACOPOEIA, "2031-04-02"),
        (None, ERRATA, "2031-09-30", PHARMACOPOEIA.replace("2031年版", "2030年版"), "2031-04-02"),
        (None, ERRATA, "2031-09-30", IN_FORCE, "2031-04-02"),
        (None, "关于勘误“木夹板”国家药品标准有关内容的函", "2031-09-30", PHARMACOPOEIA, "2031-04-02"),
        # The withdrawal of a request is a matter, that of a guidance an act.
        ("draft-of", REQUEST_DRAFTED, "2030-11-02", WITHDRAWAL, "2031-10-02"),
        ("corrects", f"{DRAFTED.rpartition(';')[0]}; Withdrawal", "2031-11-02", DRAFTED, "2031-10-02"),
        # The next edition of a guidance, and its draft.
        ("supersedes", AVAILABLE, "2031-03-18", AVAILABLE, "2022-09-29"),
        ("draft-of", DRAFTED, "2029-12-22", AVAILABLE, "2031-03-18"),
        (None, DRAFTED, "2029-12-22", AVAILABLE, "2022-09-29"),
        (None, AVAILABLE, "2031-03-18", AVAILABLE, "2030-09-29"),
        # Proposed and made regulations of one matter.
        (
            "draft-of",
            f"{GAZETTED}Regulations Amending Certain Regulations Made Under the Splints Act (Watch over Old Splints)",
            "2030-06-15",
            "Regulations Amending the Splint Rules and the Gauze Rules (Watch over Old Splints): SOR/2031-999",
            "2031-12-23",
        ),
        (
            "draft-of",
            "Canada Gazette, Part 1, Vol. 199, No. 9 — Splint Trials Regulations",
            "2030-06-15",
            "Splint Trials Regulations: SOR/2031-998",
            "2031-12-23",
        ),
        (
            None,
            f"{GAZETTED}Regulations Amending the Bandage Regulations (Watch over Old Splints)",
            "2030-06-15",
            "Regulations Amending the Splint Regulations (Watch over Old Splints): SOR/2031-999",
            "2031-12-23",
        ),
        (
            None,
            f"{GAZETTED}Regulations Amending Certain Regulations Made Under the Splints Act (Watch over Old Splints)",
            "2030-06-15",
            "Regulations Amending the Splint Regulations (Watch over New Splints): SOR/2031-999",
            "2031-12-23",
        ),
        (
            None,
            f"{GAZETTED}Regulations Amending Certain Regulations Made Under the Splints Act (Miscellaneous Program)",
            "2030-06-15",
            "Regulations Amending the Splint Regulations (Miscellaneous Program): SOR/2031-999",
            "2031-12-23",
        ),
        # An order by its number.
        ("interprets", "《夹板监督管理办法》政策解读", "2031-03-23", ORDER, "2031-03-23"),
        ("same-document", "夹板监督管理办法（国家市场监督管理总局令第997号）", "2031-03-24", ORDER, "2031-03-23"),
        (None, "《支架监督管理办法》政策解读", "2031-03-23", ORDER, "2031-03-23"),
    ],
)  # fmt: skip
def test_a_relation_of_two_titles(expected: str | None, one: str, day: str, other: str, other_day: str) -> None:
    """The matter, the edition or the order of two titles relates them, and another one does not."""
    assert how(notice(one, day), notice(other, other_day)) == expected


@pytest.mark.parametrize(
    ("expected", "summary"),
    [
        ("translation-of", "Promulgated by SAMR Decree No. 997, in force as of August 1, 2031"),
        ("translation-of", "SAMR Decree No. 997"),
        (None, "SAMR Decree No. 996"),
        (None, "Promulgated by SAMR Decree No. 996, in force as of August 1, 2031"),
        ("translation-of", "It repeals the provisions of SAMR Decree No. 996."),
    ],
)
def test_an_english_page_has_the_number_of_the_order_in_its_summary(expected: str | None, summary: str) -> None:
    """A year after the order, its number relates an English page of one telling term; a repealed one says nothing."""
    page = notice("Provisions for Toothpaste Regulation", "2032-06-05", summary)
    assert how(page, notice(ORDER.replace("夹板", "牙膏"), "2031-03-23")) == expected


@pytest.mark.parametrize(
    ("expected", "title", "day", "source"),
    [
        ("same-document", ERRATA, "2031-10-27", "ah-mpa/drugs"),
        (None, ERRATA, "2031-11-27", "ah-mpa/drugs"),
        (None, ERRATA, "2031-10-27", "other/notices"),
        (None, ERRATA.replace("2031", "2026"), "2031-10-27", "ah-mpa/drugs"),
        (None, "关于《夹板质量管理规范》勘误的函", "2031-10-27", "ah-mpa/drugs"),
    ],
)
def test_a_province_passes_on_errata_weeks_later(expected: str | None, title: str, day: str, source: str) -> None:
    """Errata of an edition of a book are passed on within a month; what has no edition may have further errata."""
    first = notice(title if "规范" in title else ERRATA, "2031-09-30")
    carried = worded(title, notice(title, day).date, sources=(source,))
    assert (relation(first, carried), relation(carried, first)) == (expected, expected)


@pytest.mark.parametrize(
    ("expected", "one", "day", "other", "other_day"),
    [
        ("interprets", "2031年版药典相关问题的解读（一）", "2031-05-02", PHARMACOPOEIA, "2031-04-02"),
        (None, "2026年版药典相关问题的解读（一）", "2031-05-02", PHARMACOPOEIA, "2031-04-02"),
        (None, "2031年版药典相关问题的解读（一）", "2031-05-02", IN_FORCE, "2031-04-02"),
        # The administrations that became one, and another ministry.
        (
            "supersedes",
            "互联网夹板管理办法（国家市场监督管理总局令第999号）",
            "2031-03-24",
            "互联网夹板管理暂行办法（国家工商行政管理总局令第997号）",
            "2026-07-08",
        ),
        (
            None,
            "互联网夹板管理办法（国家市场监督管理总局令第999号）",
            "2031-03-24",
            "互联网夹板管理暂行办法（农业部令第997号）",
            "2026-07-08",
        ),
        # A long name with a word more.
        (
            "draft-of",
            "总局关于《夹板、绷带、保健食品、特殊医学用途配方食品广告审查发布管理办法（征求意见稿）》公开征求意见的公告",
            "2031-03-14",
            "夹板、绷带、保健食品、特殊医学用途配方食品广告审查管理办法（国家市场监督管理总局令第999号）",
            "2031-12-27",
        ),
        (
            None,
            "总局关于《夹板广告审查发布管理办法（征求意见稿）》公开征求意见的公告",
            "2031-03-14",
            "夹板广告审查管理办法（国家市场监督管理总局令第999号）",
            "2031-12-27",
        ),
        (
            None,
            "总局关于《夹板、绷带、保健食品、特殊医学用途配方食品广告审查指导原则（征求意见稿）》公开征求意见的公告",
            "2031-03-14",
            "儿童夹板、绷带、保健食品、特殊医学用途配方食品广告审查指导原则",
            "2031-12-27",
        ),
    ],
)
def test_another_wording_of_a_name(expected: str | None, one: str, day: str, other: str, other_day: str) -> None:
    """A short name, the office before a merger, or a word put into a long name leave it the name of one document."""
    assert how(notice(one, day), notice(other, other_day)) == expected


def test_a_rule_with_one_vague_word_less_is_that_of_its_proposal() -> None:
    """`Certain` says nothing of a name, where another word does."""
    proposed = notice("Use of Certain Marks in Splint Labels", "2028-04-19", PROPOSED)
    assert how(proposed, notice("Use of Marks in Splint Labels", "2031-06-15", FINAL)) == "draft-of"
    assert how(proposed, notice("Use of Marks in Gauze Labels", "2031-06-15", FINAL)) is None
