"""The comparison of two documents as Markdown. Escapes page text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cdetrack.documents.clause_changes import ClauseChange
from cdetrack.render.clause_words import heading, kind_words, numbers, passages, run_words, shown, summary, titles
from cdetrack.render.marked import marked_paragraphs
from cdetrack.render.safe import markdown, markdown_link

if TYPE_CHECKING:
    from cdetrack.query.document_comparison import DocumentComparison


def document_markdown(found: "DocumentComparison") -> Iterator[str]:
    """Yield a heading, both documents, the counts, and a section for each clause that differs."""
    yield from (f"# {markdown(found.new.title)}", "")
    for label, notice, origin in titles(found):
        title = markdown_link(notice.title, notice.url)
        yield f"- **{label}**: {notice.date} `{notice.id.replace('`', '')}` {title} ({markdown(origin)})"
    yield from ("", markdown(summary(found.changes)))
    for passage in passages(found.changes.changes):
        change = passage.changes[0]
        if passage.role == "run":
            yield from ("", f"*… {markdown(run_words(passage.changes))}*")
        elif passage.role == "chapter":
            yield from ("", f"## {markdown(numbers(change))} {markdown(heading(change))}".rstrip())
        else:
            yield from _clause(change)


def _clause(change: ClauseChange) -> Iterator[str]:
    title = " ".join(filter(None, [markdown(numbers(change)), markdown(heading(change))]))
    yield from ("", f"### {title} ({kind_words(change)})")
    for paragraph in marked_paragraphs(shown(change), markdown):
        yield from ("", paragraph)
