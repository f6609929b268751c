"""Manual pages: the text of `--help` as a page for a terminal, and as roff for `man`.

This module imports only the standard library: the build of a wheel loads it alone, see `hatch_build.py`.
"""

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

EXAMPLES = "Examples"
"""The section of `--help` with preformatted lines."""
_INDENT = 4
_TERMS = 24
"""The widest term with its description on the same line."""
_USAGE = re.compile(r"Usage: (.*(?:\n {3,}.*)*)")
_SECTION = re.compile(r"(?m)^(\w[\w ]*):\n((?: .*\n?)+)")
_ENTRY = re.compile(r"(?m)^ {2}(\S.*?)(?: {2,}(.*))?$\n?((?:^ {4,}.*\n?)*)")
_ROFF_START = re.compile(r"(?m)^(?=\.)")
_ROFF = str.maketrans({"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "~": r"\(ti", "^": r"\(ha", '"': r"\(dq"})

_FURTHER: Sequence[tuple[str, Sequence[tuple[str, str]]]] = (
    (
        "Exit status",
        (
            ("0", "Done, whether or not there was anything to show."),
            ("1", "A bug in cdetrack."),
            ("2", "Usage: an unknown option, an unreadable date."),
            ("3", "No such notice, topic, source or file; or an ambiguous one."),
            ("4", "A source could not be fetched, or answered with a challenge."),
            ("5", "A page could not be understood."),
            ("6", "The cache: damaged, written by a newer cdetrack, locked too long, disk full."),
            ("7", "The configuration."),
            ("8", "An alert could not be delivered."),
            ("10", "Only with --exit-code: there are changes, or alerts were due."),
            ("130", "Interrupted."),
        ),
    ),
    (
        "Environment",
        (
            ("CDETRACK_HOME", "The cache folder, unless --cache names one."),
            ("CDETRACK_MAIL_PASSWORD", "The password of the mail server."),
            ("CDETRACK_WEBHOOK_SECRET", "The secret that signs the POSTs of webhooks."),
            ("CDETRACK_USER", "Your name for `mark`, in place of your login name."),
            ("CDETRACK_PAGER, PAGER", "The program that shows long answers; empty or `cat` for none."),
            ("HTTPS_PROXY, NO_PROXY", "Proxies."),
            ("REQUESTS_CA_BUNDLE", "Certificates to trust in place of the default ones."),
            ("NO_COLOR, COLUMNS, TERM", "Honoured as usual: no colours, the width, a dumb terminal."),
        ),
    ),
    (
        "Files",
        (
            ("config.toml", "The configuration, in the cache folder: sources, topics, watches."),
            ("history.jsonl", "Every change ever seen, one a line, only ever appended to: the data."),
            ("notices.json", "How things stand, derived from the history."),
            ("history/, notices/", "The older lines of both, once they have more than 32 MB."),
            ("state.json, outbox.jsonl", "Looks and cursors; the alerts."),
            ("decisions/NAME.jsonl", "The decisions of a person, see `cdetrack help mark`."),
        ),
    ),
)
"""The sections behind the help on the page of the program itself."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: entries, each a term and its description, or preformatted lines."""

    title: str
    entries: Sequence[tuple[str, str]] = ()
    lines: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Manual:
    """The manual page of a command, with those of the commands below it."""

    words: tuple[str, ...]
    """The command line, such as `("cdetrack", "alerts", "retry")`."""
    brief: str
    """One line."""
    synopsis: str
    paragraphs: Sequence[str]
    sections: Sequence[Section]
    below: Sequence["Manual"] = ()

    @property
    def name(self) -> str:
        """The name of the page: `cdetrack-alerts-retry`."""
        return "-".join(self.words)


def manual(words: tuple[str, ...], help_text: str, below: Sequence[Manual] = ()) -> Manual:
    """Return the page of a command from the text of its `--help`."""
    usage = _USAGE.match(help_text)
    text = help_text[usage.end() :] if usage else help_text
    sections = [_section(found[1], found[2]) for found in _SECTION.finditer(text)]
    paragraphs = [_folded(each) for each in re.split(r"\n\s*\n", _SECTION.sub("\n", text)) if each.strip()]
    if len(words) == 1:
        sections += [Section(title, entries) for title, entries in _FURTHER]
    synopsis = _folded(usage[1]) if usage else " ".join(words)
    brief = paragraphs[0].rstrip(".") if paragraphs else ""
    return Manual(words, f"{brief[:1].lower()}{brief[1:]}", synopsis, paragraphs, sections, below)


def _section(title: str, text: str) -> Section:
    if title == EXAMPLES:
        return Section(title, lines=textwrap.dedent(text).rstrip("\n").split("\n"))
    return Section(title, [(each[1], _folded(f"{each[2] or ''} {each[3]}")) for each in _ENTRY.finditer(text)])


def _folded(text: str) -> str:
    return " ".join(text.split())


def page_lines(page: Manual, *, width: int) -> Iterator[tuple[str, str]]:
    """Yield the lines of the page, each as a part to be shown bold, a heading or a term, and the rest of the line."""
    yield from (("NAME", ""), *_paragraph(f"{' '.join(page.words)} - {page.brief}", width), ("", ""))
    yield from _body(page, width)
    for each in page.below:
        yield from ((" ".join(each.words).upper(), ""), *_body(each, width))


def _body(page: Manual, width: int) -> Iterator[tuple[str, str]]:
    yield from (("SYNOPSIS", ""), *_paragraph(page.synopsis, width), ("", ""), ("DESCRIPTION", ""))
    for text in page.paragraphs:
        yield from (*_paragraph(text, width), ("", ""))
    for section in page.sections:
        yield section.title.upper(), ""
        yield from (("", f"{' ' * _INDENT}{line}".rstrip()) for line in section.lines)
        for term, text in section.entries:
            yield from _entry(term, text, width)
        yield "", ""


def _paragraph(text: str, width: int) -> Iterator[tuple[str, str]]:
    yield from (("", f"{' ' * _INDENT}{line}") for line in _wrapped(text, width - _INDENT))


def _entry(term: str, text: str, width: int) -> Iterator[tuple[str, str]]:
    column = _INDENT + _TERMS
    lines = _wrapped(text, width - column)
    start = f"{' ' * _INDENT}{term}"
    if lines and len(term) <= _TERMS - 2:
        yield start, f"{' ' * (column - len(start))}{lines.pop(0)}"
    else:
        yield start, ""
    yield from (("", f"{' ' * column}{line}") for line in lines)


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, max(20, width), break_long_words=False, break_on_hyphens=False)


def roff(page: Manual, *, version: str) -> str:
    """Return the page in the macros of man(7), section 1. It depends on its arguments alone."""
    lines = [
        f'.TH "{page.name.upper()}" "1" "" "cdetrack {version}" "cdetrack"',
        ".SH NAME",
        f"{_escaped(page.name)} \\- {_escaped(page.brief)}",
        *_roff_body(page, ".SH"),
    ]
    for each in page.below:
        lines += [f".SH {_escaped(' '.join(each.words).upper())}", *_roff_body(each, ".SS")]
    others = "cdetrack(1)" if len(page.words) > 1 else "cdetrack-list(1), cdetrack-check(1), cdetrack-help(1)"
    return "\n".join([*lines, ".SH SEE ALSO", others, ""])


def _roff_body(page: Manual, heading: str) -> Iterator[str]:
    yield from (f"{heading} SYNOPSIS", f"\\fB{_escaped(page.synopsis)}\\fR", f"{heading} DESCRIPTION")
    for at, text in enumerate(page.paragraphs):
        yield from ([".PP"] if at else [])
        yield _escaped(text)
    for section in page.sections:
        yield f"{heading} {_escaped(section.title.upper())}"
        if section.lines:
            yield from (".nf", *map(_escaped, section.lines), ".fi")
        for term, text in section.entries:
            yield from (".TP", f"\\fB{_escaped(term)}\\fR", _escaped(text))


def _escaped(text: str) -> str:
    """Return a text without requests for roff; marks stay as they are typed, so that examples can be pasted."""
    return _ROFF_START.sub(r"\\&", text.translate(_ROFF))


def pages_of_reference(text: str) -> list[Manual]:
    """Return the pages of a reference that has, for each command, a heading and its `--help` in a fence.

    The first fence is the help of the program; `## cdetrack list` starts a command, `### …` one below it. Raises
    ValueError for another text.
    """
    first = re.search(r"(?s)```text\n(.*?\n)```", text)
    if first is None:
        raise ValueError("the reference has no help of the program")
    pages: list[Manual] = []
    below: dict[str, list[Manual]] = {}
    for found in re.finditer(r"(?sm)^#{2,3} (cdetrack [^\n]+)\n+```text\n(.*?\n)```", text):
        words = tuple(found[1].split())
        if len(words) == 2:  # noqa: PLR2004 - the program and the command
            below[words[1]] = []
            pages.append(manual(words, found[2], below[words[1]]))
        else:
            below[words[1]].append(manual(words, found[2]))
    return [manual(("cdetrack",), first[1]), *pages]
