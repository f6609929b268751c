"""Write the message of an alert: plain text for terminals and chats, HTML for mails, Markdown for other services."""

from collections.abc import Iterator, Sequence
from datetime import date

from cdetrack.alert import digest
from cdetrack.alert.alert import Alert, Trouble
from cdetrack.alert.message import Day, Item, Message
from cdetrack.model.frozen import frozen
from cdetrack.model.jsonform import notice_json
from cdetrack.model.notice import Notice
from cdetrack.render import safe
from cdetrack.text.diff import Segment, mark

_TEST = "This is a test: it shows what an alert looks like, and tells nothing new."
_LATE = "An earlier cdetrack recorded these notices and did not tell you of them. They come late, and once."
_PART = "This is a part of a larger alert: its receiver does not take the whole in one message."
_SOON = 7
"""Days to a deadline below which it is marked."""
_STYLE = """\
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
body,.page{background:#15181c!important;color:#e4e7eb!important}
.card{background:#1e2227!important;border-color:#363c44!important}
a{color:#8ab8ff!important}.grey{color:#a3abb5!important}.soon{color:#ff9d8f!important}.ahead{color:#e6c07b!important}
del{background:#4d2426!important;color:#ffb3ac!important}ins{background:#1d4028!important;color:#a5e5b5!important}
}"""
_PAGE = (
    '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">'
    "<title>{title}</title>\n<style>\n{style}\n</style></head>\n"
    '<body style="margin:0;background:#f3f4f6;color:#1f2328">\n'
    "<div class=\"page\" style=\"font:16px/1.5 -apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'PingFang SC',"
    "'Microsoft YaHei','Noto Sans CJK SC',sans-serif;max-width:42em;margin:0 auto;padding:12px;background:#f3f4f6;"
    'color:#1f2328;overflow-wrap:anywhere">\n{body}\n</div></body></html>\n'
)
_CARD = (
    'class="card" style="background:#fff;border:1px solid #d9dde2;border-radius:8px;padding:12px 14px;margin:0 0 12px"'
)
_GREY = 'class="grey" style="color:#5b636d;font-size:14px"'
_SOON_DAY = 'class="soon" style="color:#b3261e"'
_LATER_DAY = 'class="ahead" style="color:#7a4d00"'
_LINK = 'style="color:#0b57d0;text-decoration:underline"'
_TITLE = "font-size:17px;line-height:1.35;font-weight:600"
_HEADING = "font-size:14px;letter-spacing:.06em;text-transform:uppercase;margin:20px 2px 8px"
_GROUP = "font-size:14px;font-weight:600;margin:12px 2px 6px"
_DEL = 'style="background:#fdd;color:#900"'
_INS = 'style="background:#dfd;color:#060;text-decoration:none"'


@frozen
class _Content:
    """Everything that the three formats show."""

    head: str
    lead: Sequence[str]
    told: Sequence[Item]
    troubles: Sequence[Trouble]
    preferred: Sequence[str]
    today: date


def message(
    alert: Alert,
    told: Sequence[Item],
    *,
    names: Sequence[str] = (),
    preferred: Sequence[str] = (),
    today: date,
    test: bool = False,
) -> Message:
    """Return the message for `alert` with the documents in `told`; `test` marks it as a sample.

    `names` are its watches, by default the one of the alert. The `preferred` topics come first; days left are counted
    from `today`, in Asia/Shanghai.
    """
    name = ", ".join(names or [alert.watch])
    about = digest.subject(name, told, alert)
    found = _Content(
        head=digest.headline(name, told, alert),
        lead=[line for line, wanted in ((_TEST, test), (_LATE, alert.late), (_PART, alert.part)) if wanted],
        told=digest.ordered(told, today),
        troubles=alert.troubles,
        preferred=preferred,
        today=today,
    )
    return Message(
        id=alert.message,
        watch=alert.watch,
        created=alert.created,
        subject=f"[test] {about}" if test else about,
        text="\n".join(_text(found)) + "\n",
        html=_PAGE.format(title=safe.html(about), style=_STYLE, body="\n".join(_html(found))),
        markdown="\n\n".join(_markdown(found)) + "\n",
        notices=tuple(notice_json(notice) for item in found.told for notice in (item.notice, *item.twins)),
        thread=told[0].notice.id if len(told) == 1 else None,
        test=test,
    )


def _text(found: _Content) -> Iterator[str]:
    for line in found.lead:
        yield from (line, "")
    yield found.head
    for each in found.troubles:
        yield ""
        yield f"* {digest.trouble(each)}"
        if line := digest.advice(each):
            yield f"  What to do: {line}"
    for heading, groups in digest.sections(found.told, found.preferred, found.today):
        yield from ("", heading.upper())
        for topic, members in groups.items():
            if len(groups) > 1:
                yield from ("", safe.plain(topic))
            for item in members:
                yield ""
                yield from _text_item(item, found.today)


def _text_item(item: Item, today: date) -> Iterator[str]:
    notice, rewording = item.notice, item.rewording(item.notice)
    yield f"* {digest.title(notice)}"
    lines = [
        digest.facts(item),
        digest.application(notice),
        *(f"{digest.moved(move, today)}{_quoted(digest.moved_words(item, move))}" for move in rewording.moved),
        *(_day(item, each, today) for each in _days(item, today)),
        *map(_text_change, rewording.changed),
        digest.summary(item),
        safe.link(notice.url) or "",
    ]
    yield from (f"  {line}" for line in lines if line)
    for how, other in digest.related(item):
        yield f"  {how}: {digest.title(other)}"
        yield from _text_link(other)
    for twin in item.twins:
        yield f"  also: {digest.title(twin)}"
        rewording = item.rewording(twin)
        lines = [
            digest.twin_facts(item, twin),
            *(digest.moved(move, today) for move in rewording.moved),
            *map(_text_change, rewording.changed),
        ]
        yield from (f"    {line}" for line in lines)
        yield from _text_link(twin)
    rest = digest.unnamed(item), digest.decision(item)
    yield from (f"  {line}" for line in rest if line)


def _text_change(change: tuple[str, tuple[Segment, ...]]) -> str:
    name, words = change
    return f"{safe.plain(name)}: {safe.plain(mark(words))}"


def _text_link(notice: Notice) -> Iterator[str]:
    if url := safe.link(notice.url):
        yield f"    {url}"


def _day(item: Item, day: Day, today: date) -> str:
    """Return a day with the source's words: `comments close 2026-12-20, in 28 days: “…”`."""
    return f"{digest.ahead(day, today)}{_quoted(digest.day_words(item, day))}"


def _quoted(words: str) -> str:
    return f": “{words}”" if words else ""


def _markdown(found: _Content) -> Iterator[str]:
    """Yield paragraphs, without the headline: Markdown services show a title."""
    yield from found.lead
    for each in found.troubles:
        line = digest.advice(each)
        yield safe.markdown(digest.trouble(each)) + (f"  \nWhat to do: {_with_code(line)}" if line else "")
    for heading, groups in digest.sections(found.told, found.preferred, found.today):
        yield f"**{heading.upper()}**"
        for topic, members in groups.items():
            if len(groups) > 1:
                yield f"**{safe.markdown(topic)}**"
            yield from ("  \n".join(_markdown_item(item, found.today)) for item in members)


def _with_code(text: str) -> str:
    """Return our own text in Markdown: its literals in backticks stay code."""
    return "".join(part if place % 2 else safe.markdown(part) for place, part in enumerate(_parts(text)))


def _parts(text: str) -> list[str]:
    """Return a text in pieces: those at odd places are literals, with their backticks."""
    pieces = text.split("`")
    return [f"`{piece}`" if place % 2 else piece for place, piece in enumerate(pieces)]


def _markdown_item(item: Item, today: date) -> Iterator[str]:
    rewording = item.rewording(item.notice)
    yield f"**{safe.markdown_link(digest.title(item.notice), item.notice.url)}**"
    yield safe.markdown(digest.facts(item))
    if line := digest.application(item.notice):
        yield safe.markdown(line)
    for move in rewording.moved:
        words = safe.markdown(_quoted(digest.moved_words(item, move)))
        yield f"**{safe.markdown(digest.moved(move, today))}**{words}"
    yield from (safe.markdown(_day(item, each, today)) for each in _days(item, today))
    yield from (safe.markdown(f"{name}: {mark(words)}") for name, words in rewording.changed)
    if line := digest.summary(item):
        yield safe.markdown(line)
    for how, other in digest.related(item):
        yield f"{safe.markdown(how)}: {safe.markdown_link(digest.title(other), other.url)}"
    for twin in item.twins:
        facts = safe.markdown(digest.twin_facts(item, twin))
        yield f"also: {safe.markdown_link(digest.title(twin), twin.url)} ({facts})"
        yield from (safe.markdown(digest.moved(move, today)) for move in item.rewording(twin).moved)
        yield from (safe.markdown(f"{name}: {mark(words)}") for name, words in item.rewording(twin).changed)
    yield from (safe.markdown(line) for line in (digest.unnamed(item), digest.decision(item)) if line)


def _html(found: _Content) -> Iterator[str]:
    yield from (f"<p><b>{line}</b></p>" for line in found.lead)
    yield f'<p style="margin:4px 2px 12px"><b>{safe.html(found.head)}</b></p>'
    for each in found.troubles:
        lines = [f'<span style="{_TITLE}">{safe.html(digest.trouble(each))}</span>']
        if line := digest.advice(each):
            lines.append(f"What to do: {_code(line)}")
        yield f"<div {_CARD}>{'<br>'.join(lines)}</div>"
    for heading, groups in digest.sections(found.told, found.preferred, found.today):
        yield f'<h2 class="grey" style="{_HEADING}">{heading}</h2>'
        for topic, members in groups.items():
            if len(groups) > 1:
                yield f'<h3 style="{_GROUP}">{safe.html(topic)}</h3>'
            for item in members:
                yield f"<div {_CARD}>{'<br>'.join(_html_item(item, found.today))}</div>"


def _code(text: str) -> str:
    """Return our own text in HTML, with its literals in backticks as code."""
    return "".join(
        f"<code>{safe.html(part[1:-1])}</code>" if place % 2 else safe.html(part)
        for place, part in enumerate(_parts(text))
    )


def _html_item(item: Item, today: date) -> Iterator[str]:
    notice, rewording = item.notice, item.rewording(item.notice)
    yield f'<span style="{_TITLE}">{_html_link(notice)}</span>'
    yield f"<span {_GREY}>{safe.html(digest.facts(item))}</span>"
    if line := digest.application(notice):
        yield safe.html(line)
    for move in rewording.moved:
        quoted = _html_quoted(digest.moved_words(item, move))
        yield f"<b {_SOON_DAY}>{safe.html(digest.moved(move, today))}</b>{quoted}"
    yield from (_html_day(item, each, today) for each in _days(item, today))
    yield from map(_html_change, rewording.changed)
    if line := digest.summary(item):
        yield safe.html(line)
    for how, other in digest.related(item):
        yield f"<span {_GREY}>{safe.html(how)}:</span> {_html_link(other)}"
    for twin in item.twins:
        facts = safe.html(digest.twin_facts(item, twin))
        yield f"<span {_GREY}>also:</span> {_html_link(twin)} <span {_GREY}>{facts}</span>"
        yield from (f"<b {_SOON_DAY}>{safe.html(digest.moved(move, today))}</b>" for move in item.rewording(twin).moved)
        yield from map(_html_change, item.rewording(twin).changed)
    for line in filter(None, (digest.unnamed(item), digest.decision(item))):
        yield f"<span {_GREY}>{safe.html(line)}</span>"


def _html_change(change: tuple[str, tuple[Segment, ...]]) -> str:
    field, words = change
    marked = "".join(_marked(segment.op, safe.html(segment.text)) for segment in words)
    return f"<span {_GREY}>{safe.html(field)}:</span> {marked}"


def _html_link(notice: Notice) -> str:
    name, url = safe.html(digest.title(notice)), safe.link(notice.url)
    return f'<a href="{safe.html(url)}" {_LINK}>{name}</a>' if url else name


def _html_day(item: Item, day: Day, today: date) -> str:
    text, quoted = safe.html(digest.ahead(day, today)), _html_quoted(digest.day_words(item, day))
    if day.day < today:
        return f"<span {_GREY}>{text}</span>{quoted}"
    return f"<b {_SOON_DAY if (day.day - today).days <= _SOON else _LATER_DAY}>{text}</b>{quoted}"


def _html_quoted(words: str) -> str:
    return f" <span {_GREY}>“{safe.html(words)}”</span>" if words else ""


def _days(item: Item, today: date) -> list[Day]:
    """Return the days of a document: the coming ones, the soonest first, then those that have passed.

    Those that have moved there are told in lines of their own.
    """
    moved = {(move.what, move.now) for move in item.rewording(item.notice).moved}
    days = (each for each in item.dates if (each.what, each.day) not in moved)
    return sorted(days, key=lambda each: (each.day < today, each.day))


def _marked(op: str, text: str) -> str:
    return {"delete": f"<del {_DEL}>{text}</del>", "insert": f"<ins {_INS}>{text}</ins>"}.get(op, text)
