"""`show`: one notice whole."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cdetrack.cli import complete, output
from cdetrack.cli.answers import tell_if_empty
from cdetrack.cli.context import Context
from cdetrack.cli.options import AsOf, Json, chosen_format
from cdetrack.errors import AmbiguousError, NotFoundError, UsageError
from cdetrack.model.notice import Notice
from cdetrack.render import piped

if TYPE_CHECKING:
    from datetime import date

    from cdetrack.model.record import Change
    from cdetrack.render.whole import WholeNotice


Reference = Annotated[
    str,
    typer.Argument(
        metavar="REF",
        help="An id or its beginning, an article number, a link or a document number.",
        autocompletion=complete.ids,
    ),
]
ShowFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="table|text|json|jsonl|md|tsv|csv",
        help="A page on a terminal, text when piped, when left out; `tsv` and `csv`: the line of `list`.",
    ),
]

_OBJECTS = ("json", "jsonl")
_LINES = ("tsv", "csv")
"""The formats that have a notice on a line, as `list` has it."""
_FORMATS = ("table", "text", "md", *_OBJECTS, *_LINES)


def run(
    context: Context,
    reference: Reference,
    history: Annotated[bool, typer.Option("--history", help="Every change of it.")] = False,
    why: Annotated[bool, typer.Option("--why", help="The words behind each topic and field, and its alerts.")] = False,
    as_of: AsOf = None,
    open: Annotated[bool, typer.Option("--open", help="Open its page in the browser.")] = False,
    format: ShowFormat = None,
    json: Json = False,
) -> None:
    """Show one whole notice, with its related notices."""
    form = chosen_format(format, as_json=json, accepted=_FORMATS, piped="text")
    if form in _LINES and (history or why):
        raise UsageError(
            f"`{form}` has no place for `--history` and `--why`", hint="`text`, `json`, `jsonl` and `md` have one"
        )
    context.go_back(as_of)
    tell_if_empty(context)
    notice = _notice(context, reference)
    if open:
        _open(context, notice)
        if not (history or why or format or json):
            return
    if form in _LINES:
        output.notices([notice], form, today=context.today, as_of=context.as_of)
        return
    told = context.cache.history(notice.id) if history or form in _OBJECTS else None
    reasons = context.cache.why(notice) if why else None
    if form in _OBJECTS:
        value = piped.with_day(_object(context, notice, told or [], reasons), context.as_of)
        output.write([piped.json_object(value) if form == "json" else piped.json_text(value)])
        return
    _show(context, _whole(context, notice, told if history else None, reasons), form)


def _notice(context: Context, reference: str) -> Notice:
    """Return the notice of a reference. Raises NotFoundError, which says when a later notice was first seen."""
    try:
        return context.cache.notice(reference)
    except NotFoundError as error:
        if context.as_of is None or isinstance(error, AmbiguousError):
            raise
        try:
            later = context.present.notice(reference)
        except NotFoundError:
            raise error from None
        raise _unknown(context, reference, later, context.as_of) from error


def _unknown(context: Context, reference: str, later: Notice, day: "date") -> NotFoundError:
    """Return the error for a reference that was no notice at the end of a day, and is one now."""
    from cdetrack.text.days import today

    seen = today(later.first_seen)
    if seen > day:
        return NotFoundError(
            f"`{reference}` was not known at the end of {day}: it was first seen on {seen}",
            hint=f"`{context.command('show', later.id)}` shows it as it stands now",
        )
    return NotFoundError(
        f"no notice had the reference `{reference}` at the end of {day}: it is `{later.id}` now",
        hint=f"`{context.command('show', later.id, '--as-of', str(day))}` shows it as it stood then",
    )


def _show(context: Context, whole: "WholeNotice", form: str) -> None:
    if form == "table":
        from cdetrack.render.notice_terminal import notice_view

        output.draw(partial(notice_view, whole), as_of=context.as_of)
    elif form == "text":
        from cdetrack.render.notice_text import notice_text

        if context.as_of is not None:
            from cdetrack.render.heading import past_words

            output.write([f"as of: {past_words(context.as_of)}"])
        output.write(notice_text(whole))
    else:
        from cdetrack.render.markdown import notice_markdown

        output.write_sentence(context.as_of)
        output.write(notice_markdown(whole))


def _whole(
    context: Context, notice: Notice, history: "Sequence[Change] | None", why: Mapping[str, str] | None
) -> "WholeNotice":
    """Return a notice with what the cache knows of it."""
    from cdetrack.render.whole import WholeNotice

    cache = context.cache
    files: dict[str, str] = {}
    if notice.attachments:
        from cdetrack.render.files import file_words

        kept, failed = cache.kept_files(notice), {} if context.as_of is not None else cache.unfetched_files(notice)
        files = {each.url: file_words(each, kept.get(each.url), failed.get(each.url)) for each in notice.attachments}
    draft = ""
    if comparison := cache.draft_comparison(notice):
        from cdetrack.render.clause_words import draft_words

        draft = draft_words(comparison)
    return WholeNotice(
        notice,
        context.today,
        related=cache.related(notice),
        carriers=cache.carriers(notice),
        stages=cache.life(notice),
        decisions=cache.decisions(notice),
        history=history,
        why=why,
        draft=draft,
        without_text=cache.without_text(notice),
        files=files,
    )


def _object(
    context: Context, notice: Notice, history: "Sequence[Change]", why: Mapping[str, str] | None
) -> dict[str, Any]:
    from cdetrack.model.jsonform import notice_json
    from cdetrack.render.changed import change_json

    form = {**notice_json(notice, whole=True), "history": [change_json(change) for change in history]}
    if draft := context.cache.draft_comparison(notice):
        from cdetrack.render.clauses_json import draft_json

        form["draft_comparison"] = draft_json(draft)
    return form if why is None else {**form, "why": dict(why)}


def _open(context: Context, notice: Notice) -> None:
    import webbrowser

    from cdetrack.render.safe import link

    if notice.url is None:
        raise NotFoundError(f"`{notice.id}` has no link", hint="it came from a text; its page will bring one")
    url = link(notice.url)
    if url is None:
        raise NotFoundError(f"the link of `{notice.id}` is not one to open: `{notice.url}`", hint="only web pages are")
    if not webbrowser.open(url):
        context.tell(f"no browser was found for `{url}`")
