"""Write the message of an alert: plain text for terminals and chats, HTML for mails, Markdown for other services."""

from collections.abc import Iterator, Sequence
from datetime import date

from cdetrack.alert import digest
from cdetrack.alert.alert import Alert, Trouble
from cdetrack.alert.digest import Item, Message
from cdetrack.model.jsonform import notice_json
from cdetrack.render import safe
from cdetrack.text.diff import mark

_TEST = "This is a test: it shows what an alert looks like, and tells nothing new."
_LATE = "An earlier cdetrack recorded these notices and did not tell you of them. They come late, and once."
_PAGE = (
    '<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{title}</title></head>\n'
    '<body style="font:15px/1.45 sans-serif;max-width:44em;margin:1em;color:#222">\n{body}\n</body></html>\n'
)
_GREY = "color:#666;font-size:90%"
_DEL = 'style="background:#fdd;color:#900"'
_INS = 'style="background:#dfd;color:#060;text-decoration:none"'


def message(
    alert: Alert, told: Sequence[Item], *, preferred: Sequence[str] = (), today: date, test: bool = False
) -> Message:
    """Return the message for `alert` with the documents in `told`; `test` marks it as a sample.

    The `preferred` topics come first; days left are counted from `today`, in Asia/Shanghai.
    """
    about = digest.subject(alert.watch, told, alert.troubles, late=alert.late)
    head = digest.headline(alert.watch, told, alert.troubles, late=alert.late)
    lead = [*([_TEST] if test else []), *([_LATE] if alert.late else [])]
    return Message(
        id=alert.id,
        watch=alert.watch,
        created=alert.created,
        subject=f"[test] {about}" if test else about,
        text="\n".join(_text(head, told, alert.troubles, preferred, today, lead)) + "\n",
        html=_PAGE.format(
            title=safe.html(about),
            body="\n".join(_html(head, told, alert.troubles, preferred, today, lead)),
        ),
        markdown="\n\n".join(_markdown(told, alert.troubles, preferred, today, lead)) + "\n",
        notices=tuple(notice_json(notice) for item in told for notice in (item.notice, *item.twins)),
        thread=told[0].notice.id if len(told) == 1 else None,
        test=test,
    )


def _text(
    head: str,
    told: Sequence[Item],
    troubles: Sequence[Trouble],
    preferred: Sequence[str],
    today: date,
    lead: Sequence[str],
) -> Iterator[str]:
    for line in lead:
        yield from (line, "")
    yield head
    if troubles:
        yield ""
        yield from (f"* {digest.trouble(each)}" for each in troubles)
    for heading, groups in digest.sections(told, preferred):
        yield from ("", heading.upper())
        for topic, members in groups.items():
            if len(groups) > 1:
                yield from ("", safe.plain(topic))
            for item in members:
                yield ""
                yield from _text_item(item, today)


def _text_item(item: Item, today: date) -> Iterator[str]:
    notice = item.notice
    yield f"* {digest.title(notice)}"
    yield f"  {digest.facts(item)}"
    yield from (f"  {digest.ahead(deadline, today)}" for deadline in item.deadlines)
    yield from (f"  {safe.plain(name)}: {safe.plain(mark(words))}" for name, words in item.changed)
    if not item.changed and (line := digest.summary(notice)):
        yield f"  {line}"
    if url := safe.link(notice.url):
        yield f"  {url}"
    for twin in item.twins:
        yield f"  also: {digest.title(twin)}"
        yield f"    {digest.twin_facts(twin)}"
        if url := safe.link(twin.url):
            yield f"    {url}"


def _markdown(
    told: Sequence[Item], troubles: Sequence[Trouble], preferred: Sequence[str], today: date, lead: Sequence[str]
) -> Iterator[str]:
    """Yield paragraphs, without the headline: Markdown services show a title."""
    yield from lead
    yield from (safe.markdown(digest.trouble(each)) for each in troubles)
    for heading, groups in digest.sections(told, preferred):
        yield f"**{heading.upper()}**"
        for topic, members in groups.items():
            if len(groups) > 1:
                yield f"**{safe.markdown(topic)}**"
            yield from ("  \n".join(_markdown_item(item, today)) for item in members)


def _markdown_item(item: Item, today: date) -> Iterator[str]:
    yield f"**{safe.markdown_link(digest.title(item.notice), item.notice.url)}**"
    yield safe.markdown(digest.facts(item))
    yield from (safe.markdown(digest.ahead(deadline, today)) for deadline in item.deadlines)
    yield from (safe.markdown(f"{name}: {mark(words)}") for name, words in item.changed)
    if not item.changed and (line := digest.summary(item.notice)):
        yield safe.markdown(line)
    for twin in item.twins:
        yield f"also: {safe.markdown_link(digest.title(twin), twin.url)} ({safe.markdown(digest.twin_facts(twin))})"


def _html(
    head: str,
    told: Sequence[Item],
    troubles: Sequence[Trouble],
    preferred: Sequence[str],
    today: date,
    lead: Sequence[str],
) -> Iterator[str]:
    yield from (f"<p><b>{line}</b></p>" for line in lead)
    yield f'<p style="{_GREY}">{safe.html(head)}</p>'
    if troubles:
        lines = "".join(f"<li>{safe.html(digest.trouble(each))}</li>" for each in troubles)
        yield f"<ul>{lines}</ul>"
    for heading, groups in digest.sections(told, preferred):
        yield f"<h2>{heading}</h2>"
        for topic, members in groups.items():
            if len(groups) > 1:
                yield f"<h3>{safe.html(topic)}</h3>"
            for item in members:
                yield f"<p>{'<br>'.join(_html_item(item, today))}</p>"


def _html_item(item: Item, today: date) -> Iterator[str]:
    notice = item.notice
    name, url = safe.html(digest.title(notice)), safe.link(notice.url)
    yield f'<b><a href="{safe.html(url)}">{name}</a></b>' if url else f"<b>{name}</b>"
    yield f'<span style="{_GREY}">{safe.html(digest.facts(item))}</span>'
    yield from (f"<b>{safe.html(digest.ahead(deadline, today))}</b>" for deadline in item.deadlines)
    for field, words in item.changed:
        marked = "".join(_marked(segment.op, safe.html(segment.text)) for segment in words)
        yield f'<span style="{_GREY}">{safe.html(field)}:</span> {marked}'
    if not item.changed and (line := digest.summary(notice)):
        yield safe.html(line)
    for twin in item.twins:
        name, url = safe.html(digest.title(twin)), safe.link(twin.url)
        shown = f'<a href="{safe.html(url)}">{name}</a>' if url else name
        yield f'also: {shown} <span style="{_GREY}">{safe.html(digest.twin_facts(twin))}</span>'


def _marked(op: str, text: str) -> str:
    return {"delete": f"<del {_DEL}>{text}</del>", "insert": f"<ins {_INS}>{text}</ins>"}.get(op, text)
