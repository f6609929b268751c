"""Notices and changes as Markdown, for a wiki, a mail or an issue. Escapes page text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from cdetrack.model.notice import Notice
from cdetrack.render import counted
from cdetrack.render.facts import (
    CHANGES,
    DECIDED,
    SUSPECT,
    decided_cells,
    decision_words,
    differences,
    kind_of,
    moment,
    relation_words,
    subject,
)
from cdetrack.render.piped import cell
from cdetrack.render.safe import markdown, markdown_link, markdown_url, paragraphs

if TYPE_CHECKING:
    from cdetrack.model.decision import Decision
    from cdetrack.model.record import Change
    from cdetrack.render.found import Excerpt, FoundLines
    from cdetrack.render.heading import Heading
    from cdetrack.render.whole import WholeNotice


def notices_markdown(
    notices: Iterable[Notice],
    decided: "Mapping[str, Sequence[Decision]] | None" = None,
    *,
    lines: "FoundLines | None" = None,
) -> Iterator[str]:
    """Yield a table with one line for each notice; titles link to their pages, and `lines` stand below them.

    `decided` has the decisions on each notice by id, the latest last: if there are any, the table has columns for them.
    """
    columns = ["date", "id", "kind", "number", "topics", "title", *(("state", *DECIDED) if decided else ())]
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"
    for notice in notices:
        cells = (notice.date.isoformat(), notice.id, kind_of(notice), notice.number or "", ", ".join(notice.topics))
        title = markdown_link(notice.title, notice.url)
        title = f"<del>{title}</del>" if notice.withdrawn else title
        title += "".join(map(_found_line, lines.excerpts(notice.id))) if lines is not None else ""
        shown = f"| {' | '.join(map(markdown, cells))} | {title} |"
        if decided:
            shown += f" {' | '.join(map(markdown, (notice.state, *decided_cells(decided.get(notice.id)))))} |"
        yield shown


def _found_line(found: "Excerpt") -> str:
    text = "".join(f"**{markdown(part)}**" if is_found else markdown(part) for part, is_found in found.parts())
    return f"<br>{markdown(found.place)}: {text}"


def report_markdown(
    notices: "Sequence[Notice]", decided: "Mapping[str, Sequence[Decision]]", heading: "Heading"
) -> Iterator[str]:
    """Yield a heading, the number of documents with the filters, and the table of `notices_markdown`."""
    about = " · ".join(filter(None, [counted(len(notices), "document"), heading.filter_words]))
    yield from (f"# {markdown(heading.name)}", "", markdown(about), "")
    if heading.past:
        yield from (markdown(heading.past), "")
    yield from notices_markdown(notices, decided)


def rows_markdown(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield a table of any rows, with the cells of a pipe: None is empty, booleans are `true` and `false`."""
    yield f"| {' | '.join(map(markdown, headings))} |"
    yield f"|{'---|' * len(headings)}"
    for row in rows:
        yield f"| {' | '.join(markdown(cell(value)) for value in row)} |"


def notice_markdown(whole: "WholeNotice") -> Iterator[str]:
    """Yield the whole notice: a heading, a list of facts, its texts, and its sections."""
    notice = whole.notice
    yield from (f"# {markdown_link(notice.title, notice.url)}", "")
    for name, value in whole.facts:
        yield f"- **{name}**: {markdown_url(value) if name == 'url' else markdown(value)}"
    if notice.summary:
        yield from ("", markdown(notice.summary))
    if notice.summary_suspect:
        yield from ("", f"*{markdown(SUSPECT)}*")
    for line in paragraphs(notice.body or ""):
        yield from ("", markdown(line)) if line else ()
    if notice.attachments:
        yield from ("", "## Attachments", "", *_attachments(whole))
    if whole.related:
        yield from ("", "## Related", "")
        for each in whole.related:
            how = markdown(relation_words(notice, each))
            yield f"- {each.date} {how} `{_code(each.id)}`: {markdown_link(each.title, each.url)}"
    yield from _decisions(whole.decisions)
    if whole.history is not None:
        yield from ("", "## History", "", *_history(whole.history))
    if whole.why is not None:
        reasons = (f"- **{markdown(name)}**: {markdown(value)}" for name, value in whole.why.items())
        yield from ("", "## Why", "", *reasons)


def _attachments(whole: "WholeNotice") -> Iterator[str]:
    for each in whole.notice.attachments:
        remark = "; ".join(map(markdown, whole.remarks(each)))
        yield f"- {markdown_link(each.name or each.url, each.url)}{f' ({remark})' if remark else ''}"


def changes_markdown(changes: "Sequence[Change]") -> Iterator[str]:
    """Yield a section for each kind of change, with the changed words as `<del>` and `<ins>`."""
    started = False
    for kind in CHANGES:
        group = [change for change in changes if change.kind == kind]
        if not group:
            continue
        yield from (*([""] if started else []), f"## {kind.capitalize()} ({len(group):,})", "")
        started = True
        for change in group:
            side = subject(change)
            title = markdown_link(side.title, side.url) if side else ""
            day = f"{side.date} " if side else ""
            yield f"- {day}`{_code(change.id)}` {title} ({markdown(change.source)}, {moment(change.at)})"
            yield from _differences(change)


def _decisions(decisions: "Sequence[Decision]") -> Iterator[str]:
    if decisions:
        yield from ("", "## Decisions", "")
        yield from (f"- {moment(each.at)} {markdown(decision_words(each))}" for each in decisions)


def _history(history: "Sequence[Change]") -> Iterator[str]:
    for change in history:
        yield f"- {moment(change.at)} **{change.kind}**, {markdown(change.source)}"
        yield from _differences(change)


def _differences(change: "Change") -> Iterator[str]:
    from cdetrack.render.marked import marked
    from cdetrack.text.diff import excerpt

    for name, segments in differences(change):
        # Markdown ignores `~~` and `**` inside a word and beside punctuation: use tags.
        yield f"  - {markdown(name)}: {marked(excerpt(segments), markdown)}"


def _code(text: str) -> str:
    return markdown(text).replace("\\", "").replace("`", "")
