"""`list`, `show`, `topics`, `deadlines`: what the cache answers."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cdetrack.cli import complete, output
from cdetrack.cli.context import Context
from cdetrack.cli.options import Commands, Filters, Format, Json, chosen_format
from cdetrack.model.notice import Notice
from cdetrack.render import piped

if TYPE_CHECKING:
    from datetime import date

    from cdetrack.model.record import Change
    from cdetrack.query.past import Carrier


Reference = Annotated[
    str,
    typer.Argument(
        metavar="REF", help="An id or its beginning, an article, a link, a number.", autocompletion=complete.ids
    ),
]
ShowFormat = Annotated[
    str | None,
    typer.Option(
        "--format", metavar="table|text|json|md", help="A page on a terminal, text when piped, when left out."
    ),
]
Topics = Annotated[
    list[str] | None,
    typer.Argument(metavar="[TOPIC]...", help="Show the notices in these.", autocompletion=complete.topics),
]
Each = Annotated[bool, typer.Option("--each", help="Every notice, and not each document once.")]
Within = Annotated[str | None, typer.Option("--within", metavar="T", help="No later than this from now: 30d, 2w, 3m.")]


def list_notices(
    context: Context,
    filters: Filters,
    each: Each = False,
    format: Format = None,
    json: Json = False,
) -> None:
    """Show the documents that match, newest first."""
    _list(context, filters, chosen_format(format, as_json=json), (), each=each)


def _list(context: Context, filters: Filters, form: str, topics: tuple[str, ...], *, each: bool = False) -> None:
    screen = form == "table" and output.on_terminal()
    wanted = filters.query(context, limit=output.SCREENFUL if screen else 0, topics=topics)._replace(each=each)
    answer = context.cache.select(wanted, counted=screen)
    output.notices(answer.notices, form, today=context.today, more=answer.more)
    if not answer.notices and not _tell_if_empty(context):
        context.tell("no notice matches")


def _tell_if_empty(context: Context) -> bool:
    """Say what fills an empty cache, and return whether it is one."""
    empty = context.cache.is_empty
    if empty:
        context.tell(
            f"the cache `{context.folder}` is empty: `cdetrack fetch` looks at the live listings, "
            "`cdetrack ingest FILE` takes a saved one"
        )
    return empty


def show(
    context: Context,
    reference: Reference,
    history: Annotated[bool, typer.Option("--history", help="Every change of it.")] = False,
    why: Annotated[bool, typer.Option("--why", help="Which rule gave each topic and field.")] = False,
    open: Annotated[bool, typer.Option("--open", help="Open its page in the browser.")] = False,
    format: ShowFormat = None,
    json: Json = False,
) -> None:
    """Show one notice whole, with its related notices."""
    form = chosen_format(format, as_json=json, accepted=("table", "text", "json", "md"), piped="text")
    _tell_if_empty(context)
    notice = context.cache.notice(reference)
    if open:
        _open(notice)
        return
    told = context.cache.history(notice.id) if history or form == "json" else None
    reasons = _reasons(context, notice) if why else None
    if form == "json":
        output.write([piped.json_object(_whole(notice, told or [], reasons))])
        return
    carriers = context.cache.carriers(notice)
    _show(notice, context.cache.related(notice), told if history else None, reasons, carriers, form, context.today)


def _show(
    notice: Notice,
    related: Sequence[Notice],
    history: "Sequence[Change] | None",
    why: Mapping[str, str] | None,
    carriers: "Sequence[Carrier]",
    form: str,
    today: "date",
) -> None:
    if form == "table":
        from cdetrack.render.notice_terminal import notice_view

        output.draw(
            lambda look: notice_view(
                notice,
                related,
                history,
                why,
                width=look.width,
                carriers=carriers,
                today=today,
                hyperlinks=look.hyperlinks,
                colour=look.colour,
            )
        )
    elif form == "text":
        from cdetrack.render.notice_text import notice_text

        output.write(notice_text(notice, related, history, why, carriers=carriers, today=today))
    else:
        from cdetrack.render.markdown import notice_markdown

        output.write(notice_markdown(notice, related, history, why, carriers=carriers, today=today))


def _whole(notice: Notice, history: "Sequence[Change]", why: Mapping[str, str] | None) -> dict[str, Any]:
    from cdetrack.model.jsonform import change_json, notice_json

    form = {**notice_json(notice, whole=True), "history": [change_json(change) for change in history]}
    return form if why is None else {**form, "why": dict(why)}


def _reasons(context: Context, notice: Notice) -> dict[str, str]:
    """Return which rule gave each field and topic of a notice."""
    from cdetrack.meaning.rules import facets_of

    facets = facets_of(notice)
    topics = context.store.rules.topics.why(notice.title, notice.summary)
    return {**facets.why, **{f"topic {name}": words for name, words in topics.items()}, **_alerts(context, notice)}


def _alerts(context: Context, notice: Notice) -> dict[str, str]:
    """Return, for each watch, when it was told of a notice, or why not; and other alerts that tell of it."""
    from cdetrack.alert.outbox import load_outbox
    from cdetrack.alert.snapshot import Snapshot
    from cdetrack.alert.why import reasons

    present, watches = Snapshot(context.store), context.settings.watches
    outbox = load_outbox(context.folder)
    return dict(reasons(notice, present.past(notice.id), present.carriers(notice), watches, outbox))


def _open(notice: Notice) -> None:
    import webbrowser

    from cdetrack.errors import NotFoundError
    from cdetrack.render.safe import link

    if notice.url is None:
        raise NotFoundError(f"`{notice.id}` has no link", hint="it came from a text; its page will bring one")
    url = link(notice.url)
    if url is None:
        raise NotFoundError(f"the link of `{notice.id}` is not one to open: `{notice.url}`", hint="only web pages are")
    if not webbrowser.open(url):
        output.write([url])


def topics(context: Context, filters: Filters, names: Topics = None, format: Format = None, json: Json = False) -> None:
    """Show every topic with its count; or, with topics named, the notices in them."""
    if names:
        _list(context, filters, chosen_format(format, as_json=json), tuple(names))
        return
    form = chosen_format(format, as_json=json)
    _tell_if_empty(context)
    counts = context.cache.topic_counts(filters.query(context))
    if form == "table":
        from cdetrack.render.table import topics_table

        output.draw(lambda look: topics_table(list(counts.items()), width=look.width))
    else:
        output.rows(("topic", "notices"), list(counts.items()), form)


def deadlines(
    context: Context,
    within: Within = None,
    format: Format = None,
    json: Json = False,
) -> None:
    """Show what takes effect, closes for comment or takes place from today on, in date order."""
    from cdetrack.text import days

    form = chosen_format(format, as_json=json)
    today = context.today
    _tell_if_empty(context)
    rows = context.cache.deadlines(within=days.length(within) if within is not None else None)
    if form == "table":
        from cdetrack.render.table import deadlines_table

        if rows:
            output.draw(lambda look: deadlines_table(rows, width=look.width, today=today, hyperlinks=look.hyperlinks))
    else:
        values = [
            (day.isoformat(), (day - today).days, what, notice.id, notice.title, notice.url)
            for day, what, notice in rows
        ]
        output.rows(("date", "days", "what", "id", "title", "url"), values, form)
    if not rows:
        context.tell("nothing takes effect, closes or takes place" + (f" within {within}" if within else ""))


APPS: Commands = {
    "list": list_notices,
    "show": show,
    "topics": topics,
    "deadlines": deadlines,
}
