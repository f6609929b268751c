"""One whole notice as text for a pipe: labelled lines, then its texts; no colour, no wrapping."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from cdetrack.model.decision import Decision
from cdetrack.model.notice import Notice
from cdetrack.model.record import Change
from cdetrack.query.life import Stage
from cdetrack.query.past import Carrier
from cdetrack.render.facts import (
    SUSPECT,
    decision_words,
    differences,
    moment,
    notice_facts,
    relation_words,
)
from cdetrack.render.safe import paragraphs, plain
from cdetrack.text.diff import excerpt, mark


def notice_text(  # noqa: PLR0913 - one for each section
    notice: Notice,
    related: Sequence[Notice] = (),
    history: Sequence[Change] | None = None,
    why: Mapping[str, str] | None = None,
    *,
    carriers: Sequence[Carrier] = (),
    stages: Sequence[Stage] = (),
    decisions: Sequence[Decision] = (),
    draft: str = "",
    without_text: Mapping[str, str] = MappingProxyType({}),
    files: Mapping[str, str] = MappingProxyType({}),
    today: date,
) -> Iterator[str]:
    """Yield `label: value` lines, then summary, body and sections; changed words are marked."""
    yield f"title: {plain(notice.title)}"
    for name, value in notice_facts(notice, carriers, stages, today=today, draft=draft):
        yield f"{name}: {plain(value)}"
    if notice.summary:
        yield f"summary: {plain(notice.summary)}"
    if notice.summary_suspect:
        yield f"note: {SUSPECT}"
    if notice.body:
        yield from ("", *paragraphs(notice.body))
    if notice.attachments:
        yield from ("", "attachments:", *_attachments(notice, without_text, files))
    if related:
        yield from ("", "related:")
        yield from (
            f"- {each.date} {plain(each.id)} {relation_words(notice, each)}: {plain(each.title)}" for each in related
        )
    if decisions:
        yield from ("", "decisions:")
        yield from (f"- {moment(each.at)} {plain(decision_words(each))}" for each in decisions)
    if history is not None:
        yield from ("", "history:", *_history(history))
    if why is not None:
        yield from ("", "why:", *(f"- {plain(name)}: {plain(value)}" for name, value in why.items()))


def _attachments(notice: Notice, without_text: Mapping[str, str], files: Mapping[str, str]) -> Iterator[str]:
    for each in notice.attachments:
        reason, kept = without_text.get(each.sha256 or ""), files.get(each.url)
        remark = plain("; ".join(filter(None, (kept, f"no text: {reason}" if reason else ""))))
        yield f"- {plain(each.name)} {plain(each.url)}{f' ({remark})' if remark else ''}"


def _history(history: Sequence[Change]) -> Iterator[str]:
    for change in history:
        yield f"- {moment(change.at)} {change.kind}, {plain(change.source)}"
        for name, segments in differences(change):
            yield f"  {plain(name)}: {plain(mark(excerpt(segments)))}"
