"""One whole notice as text for a pipe: labelled lines, then its texts; no colour, no wrapping."""

from collections.abc import Iterator, Sequence

from cdetrack.model.notice import Notice
from cdetrack.model.record import Change
from cdetrack.render.facts import SUSPECT, decision_words, differences, moment, relation_words
from cdetrack.render.safe import paragraphs, plain
from cdetrack.render.whole import WholeNotice
from cdetrack.text.diff import excerpt, mark


def notice_text(whole: WholeNotice) -> Iterator[str]:
    """Yield `label: value` lines, then summary, body and sections; changed words are marked."""
    notice = whole.notice
    yield f"title: {plain(notice.title)}"
    for name, value in whole.facts:
        yield f"{name}: {plain(value)}"
    if notice.summary:
        yield f"summary: {plain(notice.summary)}"
    if notice.summary_suspect:
        yield f"note: {SUSPECT}"
    if notice.body:
        yield from ("", *paragraphs(notice.body))
    if notice.attachments:
        yield from ("", "attachments:", *_attachments(whole))
    if whole.related:
        yield from ("", "related:", *(_related(notice, each) for each in whole.related))
    if whole.decisions:
        yield from ("", "decisions:")
        yield from (f"- {moment(each.at)} {plain(decision_words(each))}" for each in whole.decisions)
    if whole.history is not None:
        yield from ("", "history:", *_history(whole.history))
    if whole.why is not None:
        yield from ("", "why:", *(f"- {plain(name)}: {plain(value)}" for name, value in whole.why.items()))


def _related(notice: Notice, other: Notice) -> str:
    return f"- {other.date} {plain(other.id)} {relation_words(notice, other)}: {plain(other.title)}"


def _attachments(whole: WholeNotice) -> Iterator[str]:
    for each in whole.notice.attachments:
        remark = plain("; ".join(whole.remarks(each)))
        yield f"- {plain(each.name)} {plain(each.url)}{f' ({remark})' if remark else ''}"


def _history(history: Sequence[Change]) -> Iterator[str]:
    for change in history:
        yield f"- {moment(change.at)} {change.kind}, {plain(change.source)}"
        for name, segments in differences(change):
            yield f"  {plain(name)}: {plain(mark(excerpt(segments)))}"
