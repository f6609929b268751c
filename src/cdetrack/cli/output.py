"""Write results to stdout in every format: to a terminal with a width and colours, or to a pipe."""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from cdetrack.model.jsonform import notice_json
from cdetrack.model.notice import Notice
from cdetrack.render import piped

if TYPE_CHECKING:
    import re
    from datetime import date

    from rich.console import Console, RenderableType

    from cdetrack.query.unseen import Unseen
    from cdetrack.render.found import FoundLines
    from cdetrack.render.manpage import Manual
    from cdetrack.render.style import Terminal

FORMATS = ("table", "tsv", "json", "jsonl", "csv", "md")
DIFF_FORMATS = (*FORMATS, "html")
"""Those of `diff`: `html` shows two documents."""
_MANUAL = 80
"""The widest manual page, in columns."""
_BEGINNING = 4_096
"""Characters that are made before the first one is written."""
SCREENFUL = 50
"""The default limit of a table on a terminal."""


def on_terminal() -> bool:
    """Return True if stdout is a terminal."""
    return sys.stdout.isatty()


def write(text: Iterable[str]) -> None:
    """Write lines to stdout, as `write_text` does."""
    write_text(f"{line}\n" for line in text)


def sentences(told: Iterable[str]) -> None:
    """Write sentences to stdout, each on a line; on a terminal they are broken at spaces."""
    if on_terminal():
        from cdetrack.render.wrap import at_spaces

        width = shutil.get_terminal_size().columns - 1
        told = (at_spaces(each, width) for each in told)
    write(told)


def write_text(chunks: Iterable[str]) -> None:
    """Write text that has its line ends to stdout.

    The beginning is made before any of it is written: an error in reading the cache shows there, and not below a head.
    """
    rest, held, size = iter(chunks), list[str](), 0
    for chunk in rest:
        held.append(chunk)
        size += len(chunk)
        if size >= _BEGINNING:
            break
    sys.stdout.writelines(held)
    sys.stdout.writelines(rest)


def draw(make: "Callable[[Terminal], RenderableType]", *, paged: bool = False, as_of: "date | None" = None) -> None:
    """Draw the result of `make` for this terminal, or for the width in `COLUMNS`; with `as_of`, below its sentence.

    If `paged`, text that is longer than the terminal goes through the user's pager: not while the cache is locked, and
    not without a keyboard, which nobody could quit it with.
    """
    if as_of is not None:
        draw(_below_sentence(make, as_of), paged=paged)
        return
    from cdetrack.render.style import Terminal

    console = _console()
    colour = console.color_system is not None and not console.no_color
    terminal = Terminal(console.width, console.is_terminal and not console.is_dumb_terminal and colour, colour)
    if not (paged and console.is_terminal and on_terminal() and sys.stdin is not None and sys.stdin.isatty()):
        console.print(make(terminal))
        return
    from cdetrack.cli import pager

    with console.capture() as captured:
        console.print(make(terminal))
    pager.show(captured.get(), height=console.height)


def _below_sentence(
    make: "Callable[[Terminal], RenderableType]", as_of: "date"
) -> "Callable[[Terminal], RenderableType]":
    """Return a function that makes the same below the sentence about a day in the past."""
    from rich.console import Group
    from rich.text import Text

    from cdetrack.render.heading import past_sentence
    from cdetrack.render.style import wrapped

    return lambda term: Group(wrapped(Text(past_sentence(as_of)), term.width), Text(), make(term))


def _console() -> "Console":
    from rich.console import Console, ConsoleDimensions

    # Show titles literally: no emoji codes, no markup, no highlighting of numbers.
    console = Console(markup=False, emoji=False, highlight=False, soft_wrap=False)
    if console.is_dumb_terminal:
        # Rich takes every dumb terminal for 80 columns wide.
        console.size = ConsoleDimensions(*shutil.get_terminal_size())
    return console


def notices(
    found: Sequence[Notice],
    form: str,
    *,
    today: "date",
    more: int = 0,
    marked: "re.Pattern[str] | None" = None,
    unseen: "Unseen | None" = None,
    as_of: "date | None" = None,
    lines: "FoundLines | None" = None,
) -> None:
    """Write notices in the format `form`; in a table, `more` is the number of further matches.

    In a table, the places in titles that match `marked` stand out, and the notices of `unseen` have a mark. Notices of
    a day in the past, `as_of`, say so in all formats but tsv. These also show `lines`, found in full text.
    """
    if form == "table":
        from cdetrack.render.table import notices_table

        if found:
            draw(
                lambda term: notices_table(
                    found, term, today=today, more=more, marked=marked, unseen=unseen, lines=lines
                ),
                paged=True,
                as_of=as_of,
            )
    elif form == "tsv":
        write(piped.tsv(found))
    elif form in {"json", "jsonl"}:
        objects((_with_lines(notice_json(each), lines) for each in found), form, as_of=as_of)
    elif form == "csv":
        from cdetrack.render.spreadsheet import notices_csv

        write(notices_csv(found, as_of=as_of))
    else:
        from cdetrack.render.markdown import notices_markdown

        write_sentence(as_of)
        write(notices_markdown(found, lines=lines))


def _with_lines(form: dict[str, object], lines: "FoundLines | None") -> dict[str, object]:
    return form if lines is None else {**form, "found": lines.json(str(form["id"]))}


def write_sentence(as_of: "date | None") -> None:
    """Write the sentence about a day in the past as a paragraph of Markdown."""
    if as_of is not None:
        from cdetrack.render.heading import past_sentence

        write([past_sentence(as_of), ""])


def notices_on_a_line(
    found: Sequence[Notice], *, marked: "re.Pattern[str] | None" = None, as_of: "date | None" = None
) -> None:
    """Write each notice on one line; on a terminal it is cut to the width, and the matches of `marked` stand out."""
    from cdetrack.render.oneline import onelines

    if not on_terminal():
        write(onelines(found))
    elif found:
        from rich.text import Text

        from cdetrack.render.style import mark_matches, stacked

        draw(
            lambda term: stacked(mark_matches(Text(line), marked) for line in onelines(found, width=term.width)),
            as_of=as_of,
        )


def notice_fields(
    found: Iterable[Notice], names: Sequence[str], form: str, *, more: int = 0, as_of: "date | None" = None
) -> None:
    """Write some fields of notices, by their keys in JSON, in the format `form`; `more` is as in `notices`."""
    forms = (piped.with_day(notice_json(each), as_of) for each in found)
    values = [[form[name] for name in names] for form in forms]
    if form in {"json", "jsonl", "csv"}:
        rows(names, values, form, as_of=as_of)
        return
    shown = [[piped.cell(value) for value in row] for row in values]
    if form == "table":
        from cdetrack.render.table import fields_table

        if shown:
            draw(lambda term: fields_table(names, shown, width=term.width, more=more), paged=True, as_of=as_of)
    else:
        rows(names, shown, form, as_of=as_of)


def rows(
    headings: Sequence[str], values: Sequence[Sequence[object]], form: str, *, as_of: "date | None" = None
) -> None:
    """Write any rows in the format `form`; in JSON each is an object with the headings as keys."""
    if form == "table":
        from cdetrack.render.table import rows_table

        draw(lambda term: rows_table(headings, values, width=term.width), paged=True, as_of=as_of)
    elif form == "tsv":
        write(piped.plain_rows(values))
    elif form in {"json", "jsonl"}:
        objects((dict(zip(headings, row, strict=True)) for row in values), form, as_of=as_of)
    elif form == "csv":
        from cdetrack.render.spreadsheet import rows_csv

        write(rows_csv(headings, values, as_of=as_of))
    else:
        from cdetrack.render.markdown import rows_markdown

        write_sentence(as_of)
        write(rows_markdown(headings, values))


def manual(page: "Manual") -> None:
    """Write a manual page: with bold headings and through the pager on a terminal, else as plain text."""
    from cdetrack.render.manpage import page_lines

    if not on_terminal():
        width = os.environ.get("COLUMNS", "")
        lines = page_lines(page, width=min(_MANUAL, int(width) if width.isdecimal() else _MANUAL))
        write(f"{bold}{rest}" for bold, rest in lines)
        return
    from rich.text import Text

    draw(
        lambda term: Text("\n").join(
            Text.assemble((bold, "bold"), rest) for bold, rest in page_lines(page, width=min(_MANUAL, term.width))
        ),
        paged=True,
    )


def objects(values: Iterable[Mapping[str, object]], form: str, *, as_of: "date | None" = None) -> None:
    """Write objects as `json`, an array, or as `jsonl`; each has the day in the past, `as_of`, if there is one."""
    values = (piped.with_day(value, as_of) for value in values)
    write(piped.json_array(values) if form == "json" else piped.json_lines(values))
