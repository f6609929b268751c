"""The documents that are compared: the partner of one, and the notice that has its text."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cdetrack.cache import Cache
from cdetrack.errors import NotFoundError
from cdetrack.model.notice import Attachment, Notice
from cdetrack.store.kept import KeptFiles
from support.looks import entry, fill, look

NAME = "真实世界数据支持药品注册管理规定"
DRAFT = f"关于公开征求《{NAME}（征求意见稿）》意见的通知"
AGAIN = f"关于再次公开征求《{NAME}（征求意见稿）》意见的通知"
FINAL = f"国家药监局关于发布《{NAME}》的公告（2024年第120号）"
TEXT = "第一条 申请人应当提交试验方案，并在三日内报告。\n第二条 本规定自2024年9月1日起施行。\n" * 3


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path)


def kept(cache: Cache, text: str | None) -> Attachment:
    """Keep a file with this text, or one that has none, and return it as an attachment."""
    name = KeptFiles(cache.folder).keep(text.encode() if text is not None else b"\x89PNG\r\n\x1a\n")
    if text is not None:
        (cache.folder / "files" / f"{name}.txt").write_text(text, encoding="utf-8")
    return Attachment(f"{NAME}.pdf", "https://a.example/1.pdf", "pdf", name, 1)


def titled(cache: Cache, title: str) -> Notice:
    [found] = [notice for notice in cache.notices() if notice.title == title]
    return found


def test_of_several_drafts_the_nearest_is_compared_and_the_others_are_named(tmp_path: Path) -> None:
    told: list[str] = []
    cache = Cache(tmp_path, tell=told.append)
    fill(
        cache.store,
        look(
            entry(DRAFT, article="1", date=date(2023, 1, 5), body=TEXT),
            entry(AGAIN, article="2", date=date(2024, 3, 1), body=TEXT.replace("三日", "五日")),
            entry(FINAL, article="3", date=date(2024, 12, 20), body=TEXT.replace("三日", "九日")),
        ),
    )
    final = titled(cache, FINAL)
    found = cache.compare_documents(final.id)
    assert (found.old.title, found.new.title) == (AGAIN, FINAL)
    assert told == [f"compared with its draft of 2024-03-01, `{found.old.id}`; 1 more: `{titled(cache, DRAFT).id}`"]
    again = cache.draft_comparison(final)
    assert again is not None
    assert again.changes == found.changes


@pytest.mark.parametrize(
    ("draft", "final", "is_counted"),
    [
        (("page", TEXT), ("page", TEXT), True),
        (("file", TEXT), ("file", TEXT), True),
        (("file", TEXT), ("page", TEXT), True),
        (("file", TEXT), ("page", "现予发布。"), False),
        (("file", None), ("page", TEXT), False),
        (("file", None), ("file", TEXT), False),
    ],
)
def test_show_counts_nothing_between_a_document_and_its_announcement(
    cache: Cache,
    draft: tuple[str, str | None],
    final: tuple[str, str | None],
    is_counted: bool,  # noqa: FBT001
) -> None:
    def given(kind: str, text: str | None) -> dict[str, Any]:
        return {"body": text} if kind == "page" else {"body": "见附件。", "attachments": (kept(cache, text),)}

    fill(
        cache.store,
        look(
            entry(DRAFT, article="1", date=date(2024, 3, 1), **given(*draft)),
            entry(FINAL, article="2", date=date(2024, 12, 20), **given(*final)),
        ),
    )
    assert (cache.draft_comparison(titled(cache, FINAL)) is not None) == is_counted
    assert cache.draft_comparison(titled(cache, DRAFT)) is None


def test_the_text_of_a_carrier_stands_for_that_of_its_document(cache: Cache) -> None:
    fill(
        cache.store,
        look(entry(DRAFT, article="1", date=date(2024, 3, 1), body=TEXT)),
        look(entry(FINAL, article="2", date=date(2024, 12, 20))),
        look(
            entry(
                FINAL,
                url="https://b.example/2",
                source="team/b",
                date=date(2024, 12, 20),
                attachments=(kept(cache, TEXT),),
            ),
            source="team/b",
        ),
    )
    [final] = [notice for notice in cache.notices() if notice.title == FINAL]
    found = cache.compare_documents(final.id)
    assert found.new_text.file == f"{NAME}.pdf"
    assert found.new_text.notice.id != final.id


def test_a_document_without_a_partner_or_a_text_is_told(cache: Cache) -> None:
    fill(cache.store, look(entry("One", article="1"), entry("Two", article="2", attachments=(kept(cache, None),))))
    one, two = titled(cache, "One"), titled(cache, "Two")
    with pytest.raises(NotFoundError, match="no draft, final or other edition"):
        cache.compare_documents(one.id)
    with pytest.raises(NotFoundError, match="there is no text"):
        cache.compare_documents(one.id, two.id)
    cache.store.texts.keep(
        str(two.attachments[0].sha256), cache.store.texts.extract(str(two.attachments[0].sha256), "pdf")
    )
    with pytest.raises(NotFoundError, match=rf"the file `{NAME}.pdf` of `{two.id}` has no text to compare: "):
        cache.compare_documents(two.id, two.id)
