"""The comparison of two documents as one self-contained page: no network; side by side, or in one column.

The parts of the page are the files beside this module. Without scripts it has all of its content. Its policy has the
hashes of its style and its script, and allows no others.
"""

from collections.abc import Iterator, Sequence
from string import Template

from cdetrack.documents.clause_changes import ClauseChange
from cdetrack.query.document_comparison import DocumentComparison
from cdetrack.render import counted
from cdetrack.render.clause_words import (
    Passage,
    body,
    heading,
    kind_words,
    numbers,
    passages,
    run_words,
    summary,
    titles,
)
from cdetrack.render.marked import marked_paragraphs
from cdetrack.render.page_parts import page_part, policy
from cdetrack.render.safe import html, html_link
from cdetrack.text.diff import Segment
from cdetrack.text.script import has_han


def document_page(found: DocumentComparison) -> Iterator[str]:
    """Yield the text of the page; it depends on its argument alone."""
    style = page_part("cdetrack.render.webpage", "palette.css") + page_part(__package__, "document.css")
    script = page_part(__package__, "document.js")
    parts = list(passages(found.changes.changes))
    differing = [(at, part.changes[0]) for at, part in enumerate(parts) if part.role == "clause"]
    yield Template(page_part(__package__, "document.html")).substitute(
        policy=policy(style=style, script=script),
        style=style,
        script=script,
        title=html(found.new.title),
        lang=_language(found.new.title),
        documents="\n".join(_documents(found)),
        summary=html(summary(found.changes)),
        differing=counted(len(differing), "clause that differs", "clauses that differ"),
        index="\n".join(
            f'<li><a href="#c{at}"{_language(_title(change))}>{html(_title(change))}</a> '
            f"<span>{html(kind_words(change))}</span></li>"
            for at, change in differing
        ),
        old=f"old, {found.old.date}",
        new=f"new, {found.new.date}",
        clauses="\n".join(_passage(at, part) for at, part in enumerate(parts)),
    )


def _documents(found: DocumentComparison) -> Iterator[str]:
    for label, notice, origin in titles(found):
        linked = html_link(notice.title, notice.url)
        facts = html(f"{notice.date} · {notice.id} · {origin}")
        yield f"<dt>{label}</dt><dd{_language(notice.title)}>{linked} <span>{facts}</span></dd>"


def _language(text: str) -> str:
    """Return the attribute for the language of a text, empty for that of the page."""
    return ' lang="zh-CN"' if has_han(text) else ""


def _title(change: ClauseChange) -> str:
    return " ".join(filter(None, [numbers(change), heading(change)]))


def _passage(at: int, passage: Passage) -> str:
    change = passage.changes[0]
    if passage.role == "chapter":
        return f"<h2{_language(_title(change))}>{html(_title(change))}</h2>"
    if passage.role == "run":
        inner = "\n".join(map(_unchanged, passage.changes))
        return f'<details class="run"><summary>… {html(run_words(passage.changes))}</summary>\n{inner}\n</details>'
    segments = body(change)
    language = _language("".join(segment.text for segment in segments))
    return (
        f'<section class="clause {change.kind}" id="c{at}" tabindex="-1" aria-labelledby="h{at}">\n'
        f'<h3 id="h{at}"><span class="kind">{html(kind_words(change))}</span>'
        f"<span{_language(_title(change))}>{html(_title(change))}</span></h3>\n"
        f'<div class="text"{language}>\n'
        f'<div class="inline">{_paragraphs(segments, {"equal", "delete", "insert"})}</div>\n'
        f'<div class="side pair"><div>{_side(segments, "delete", is_there=bool(change.old))}</div>\n'
        f"<div>{_side(segments, 'insert', is_there=bool(change.new))}</div></div>\n"
        "</div>\n</section>"
    )


def _side(segments: Sequence[Segment], op: str, *, is_there: bool) -> str:
    if not is_there:
        return '<p class="absent" lang="en">not there</p>'
    return _paragraphs(segments, {"equal", op})


def _unchanged(change: ClauseChange) -> str:
    title, segments = _title(change) if change.new[0].label else "", body(change)
    shown = f"<h3>{html(title)}</h3>" if title else ""
    language = _language(title + segments[0].text if segments else title)
    return f'<article{language}>{shown}<div class="text">{_paragraphs(segments, {"equal"})}</div></article>'


def _paragraphs(segments: Sequence[Segment], ops: set[str]) -> str:
    """Return the segments of these kinds as paragraphs."""
    shown = (segment for segment in segments if segment.op in ops)
    return "".join(f"<p>{paragraph}</p>" for paragraph in marked_paragraphs(shown, html))
