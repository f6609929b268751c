"""A consultation on many documents names one in its title, and the others in its text or by its files."""

from datetime import date

import pytest

from cdetrack.meaning.relation_keys import share_a_key
from cdetrack.meaning.relations import relation_evidence
from cdetrack.model.notice import Attachment, Notice
from support.notices import worded
from support.related import how

TITLE = "关于公开征求《木制夹板注册审查指导原则（2030年修订版）（征求意见稿）》等3项医疗器械注册审查指导原则意见的通知"
FILES = (
    "木制夹板注册审查指导原则（2030年修订版）征求意见稿.docx",
    "附件2：金属夹板注册审查指导原则（征求意见稿）.doc",
    "3.记忆合金夹板注册审查指导原则（征求意见稿 ）.docx",
)
TEXT = (
    "现公开征求意见。附件：1.木制夹板注册审查指导原则（2030年修订版）征求意见稿.docx"
    " 2.金属夹板注册审查指导原则（征求意见稿）.doc 3.记忆合金夹板注册审查指导原则（征求意见稿）.docx"
)


def _draft(*, summary: str | None = None, files: tuple[str, ...] = (), title: str = TITLE) -> Notice:
    attachments = tuple(Attachment(name, f"https://example.org/{at}", "docx") for at, name in enumerate(files))
    return worded(title, date(2030, 11, 12), summary=summary, attachments=attachments, sources=("cmde/consultations",))


def _final(title: str, day: date = date(2031, 6, 18)) -> Notice:
    return worded(title, day, sources=("cmde/texts",))


@pytest.mark.parametrize("draft", [_draft(files=FILES), _draft(summary=TEXT)], ids=["files", "text"])
@pytest.mark.parametrize("final", ["金属夹板注册审查指导原则", "记忆合金夹板注册审查指导原则（2031年第9号）"])
def test_each_listed_document_has_the_consultation_for_its_draft(draft: Notice, final: str) -> None:
    """The index finds one for the other, and `show --why` says by which name."""
    text = _final(final)
    assert how(draft, text) == "draft-of"
    assert share_a_key(draft, text)
    assert "夹板指导原则" in relation_evidence(draft, text)


def test_an_announcement_may_list_the_document_too() -> None:
    """Neither title names it."""
    announcement = worded(
        "国家药监局器审中心关于发布塑料夹板等2项医疗器械注册审查指导原则的通告（2031年第9号）",
        date(2031, 6, 18),
        summary="附件：1.塑料夹板注册审查指导原则.doc 2.金属夹板注册审查指导原则.doc",
        sources=("cmde/announcements",),
    )
    assert how(_draft(files=FILES), announcement) == "draft-of"


@pytest.mark.parametrize(
    "final",
    [
        _final("陶瓷夹板注册审查指导原则"),
        _final("金属夹板同品种临床评价注册审查指导原则"),
        _final("金属夹板注册审查指导原则", date(2030, 6, 18)),
        _final("金属夹板注册审查指导原则", date(2037, 6, 18)),
    ],
    ids=["other name", "other matter", "before", "years later"],
)
def test_a_document_that_is_not_listed_or_of_another_time_is_not_related(final: Notice) -> None:
    assert how(_draft(files=FILES), final) is None


def test_the_files_of_one_document_name_no_other() -> None:
    """The title counts no more than it names: the file beside it is a form for answers."""
    title = "关于公开征求《木制夹板注册审查指导原则（征求意见稿）》意见的通知"
    assert how(_draft(files=FILES, title=title), _final("金属夹板注册审查指导原则")) is None
