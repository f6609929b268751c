"""Words that differ, marked with `<del>` and `<ins>`, for pages and Markdown."""

from collections.abc import Callable, Iterable, Iterator

from cdetrack.text.diff import Segment

_TAGS = {"equal": "", "delete": "del", "insert": "ins"}


def marked(segments: Iterable[Segment], escape: Callable[[str], str]) -> str:
    """Return the segments in one line; `escape` makes their text harmless."""
    return "".join(_tagged(segment.op, escape(segment.text)) for segment in segments)


def marked_paragraphs(segments: Iterable[Segment], escape: Callable[[str], str]) -> Iterator[str]:
    """Yield the segments as paragraphs; marks end with their paragraph and go on in the next."""
    parts: list[str] = []
    for segment in segments:
        for at, text in enumerate(segment.text.split("\n")):
            if at and parts:
                yield "".join(parts)
                parts = []
            if text:
                parts.append(_tagged(segment.op, escape(text)))
    if parts:
        yield "".join(parts)


def _tagged(op: str, text: str) -> str:
    tag = _TAGS[op]
    return f"<{tag}>{text}</{tag}>" if tag else text
