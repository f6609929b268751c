"""The page of a pack of evidence: the changes, the cited files, and in plain words the worth of the proof."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from string import Template
from typing import Any

from cdetrack.evidence.verify import Line
from cdetrack.model.frozen import frozen
from cdetrack.model.jsonform import timestamp
from cdetrack.model.notice import Notice
from cdetrack.model.record import Change
from cdetrack.render.changed import changed_fields
from cdetrack.render.facts import differences
from cdetrack.render.marked import marked
from cdetrack.render.page_parts import hash_source, page_part
from cdetrack.render.safe import html, html_link
from cdetrack.text.diff import excerpt
from cdetrack.version import __version__


@frozen
class PackContent:
    """The content of a pack, for its page."""

    members: Sequence[Notice]
    """The notices of the document, the leading one first."""
    lines: Mapping[str, Sequence[Line]]
    """Id -> the lines about the notice."""
    changes: Mapping[str, Sequence[Change]]
    """The same, as changes."""
    cited: Sequence[Mapping[str, Any]]
    settings: Mapping[str, Mapping[str, object]]
    chain: Mapping[str, Any]
    made: datetime
    as_of: str | None
    verifier: str
    """The SHA-256 of `verify.py`."""


def page(content: PackContent) -> str:
    """Return the page: one file without scripts, to be read and printed."""
    style = page_part(__package__, "page.css")
    return Template(page_part(__package__, "page.html")).substitute(
        style=style,
        style_hash=hash_source(style),
        title=html(content.members[0].title),
        facts="\n".join(f"<dt>{html(name)}</dt><dd>{value}</dd>" for name, value in _facts(content)),
        changes="\n".join(_changes(content)),
        cited="\n".join(_cited(content.cited)),
        sources="\n".join(_sources(content.settings)),
        last=f"{content.chain['last']:,}",
        head=content.chain["head"],
        version=html(f"cdetrack {__version__}"),
        verifier=content.verifier,
    )


def _facts(content: PackContent) -> Iterator[tuple[str, str]]:
    leader, chain = content.members[0], content.chain
    yield "date", html(leader.date.isoformat())
    yield "link", html_link(leader.url or "none", leader.url)
    yield "notices", ", ".join(f"<code>{html(each.id)}</code>" for each in content.members)
    yield "made", html(f"{timestamp(content.made)}, by cdetrack {__version__}")
    if content.as_of is not None:
        yield "as of", html(f"the end of {content.as_of} in Asia/Shanghai; later lines are left out")
    yield "lines of the history", f"{chain['first']:,} to {chain['last']:,}"
    yield "head of the history", f'<span class="hash">{chain["head"]}</span>'


def _changes(content: PackContent) -> Iterator[str]:
    for notice in content.members:
        if len(content.members) > 1:
            yield f"<h3>{html(', '.join(notice.sources))}: <code>{html(notice.id)}</code></h3>"
        rows = []
        for number, (line, change) in enumerate(
            zip(content.lines[notice.id], content.changes[notice.id], strict=True), 1
        ):
            folder = f"notices/{html(notice.id)}/{number}"
            rows.append(
                (
                    f'{number}: <a href="{folder}.txt">text</a>, <a href="{folder}.json">JSON</a>',
                    f'<span class="day">{html(line.form["at"])}</span>',
                    html(f"{change.kind}{' by its own page' if change.detail else ''}"),
                    html(change.source),
                    "<br>".join([html(", ".join(changed_fields(change))), *_differences(change)]),
                    f"{line.number:,}",
                )
            )
        yield from _table(("state", "recorded", "change", "source", "fields", "line"), rows)
        yield f'<p>Its lines: <a href="notices/{html(notice.id)}/history.jsonl">history.jsonl</a>.</p>'


def _differences(change: Change) -> Iterator[str]:
    return (f"{html(name)}: {marked(excerpt(parts), html)}" for name, parts in differences(change))


def _cited(cited: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not cited:
        yield "<p>None: neither attachments nor pages of this document were kept.</p>"
        return
    yield "<p>What the server said of each, when it was fetched, stands beside it.</p>"
    rows = []
    for each in cited:
        path = each.get("path")
        said = [f"{name} {each[key]}" for key, name in _SAID.items() if each.get(key) is not None]
        rows.append(
            (
                html(each["what"]),
                html_link(str(each["url"]) or "none", str(each["url"])),
                f'<span class="day">{html(str(each.get("at", "")))}</span>',
                html("; ".join(said)),
                (f'<a href="{html(path)}">' if path else "not in the cache: ")
                + f'<span class="hash">{html(str(each["sha256"]))}</span>'
                + ("</a>" if path else ""),
                f"{each['line']:,}",
            )
        )
    yield from _table(("what", "link", "fetched", "the server said", "SHA-256", "line"), rows)


_SAID = {"type": "type", "last_modified": "last modified", "etag": "ETag", "size": "bytes"}


def _sources(settings: Mapping[str, Mapping[str, object]]) -> Iterator[str]:
    if settings:
        rows = [
            (html(name), html(str(each.get("title", ""))), html(str(each["url"]))) for name, each in settings.items()
        ]
        yield from _table(("source", "title", "address"), rows)
    else:
        yield "<p>No source with an address: the texts were given as files.</p>"


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield f"<table><thead><tr>{''.join(f'<th>{each}</th>' for each in headings)}</tr></thead><tbody>"
    yield from (f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    yield "</tbody></table>"
