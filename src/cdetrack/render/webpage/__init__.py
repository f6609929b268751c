"""Notices as one self-contained page: no network, no framework.

The parts of the page are the files beside this module. A script reads the data, which is JSON; without scripts the
page is a plain list. Its policy has the hashes of its style and its script, and allows no others.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from string import Template

from cdetrack.model.decision import Decision
from cdetrack.model.jsonform import notice_json, timestamp
from cdetrack.model.notice import Notice
from cdetrack.model.record import Change
from cdetrack.query.dataset import Dataset
from cdetrack.render.facts import differences, stated_words
from cdetrack.render.heading import Heading
from cdetrack.render.page_parts import page_part, policy
from cdetrack.render.safe import html, html_link, link, plain
from cdetrack.store.history_line import Addition
from cdetrack.text.diff import excerpt

_SCRIPTS = ("values.js", "state.js", "chart.js", "list.js", "csv.js", "visit.js", "main.js")
_KEPT = (
    *("id", "title", "date", "summary", "sources", "article", "number", "issuers", "kind", "status", "topics"),
    *("first_seen", "withdrawn", "document_date", "product", "applicant", "application", "indication"),
)
# Characters that could end the script element, or a line in old parsers of scripts.
_UNSAFE = re.compile(r"[<>&\u2028\u2029\ud800-\udfff]")
_MARKS = {"equal": "=", "delete": "-", "insert": "+"}


def page(data: Dataset, heading: Heading) -> Iterator[str]:
    """Yield the text of the page of the notices in `data`, which are read twice and never all in memory.

    It depends on its arguments alone, not on the day: the browser computes the distance of days.
    """
    notices = data.notices
    words = json.loads(_part("words.json"))
    style, script = _part("palette.css") + _part("page.css"), "".join(map(_part, _SCRIPTS))
    about = {
        "title": {"en": plain(heading.name), "zh": plain(heading.chinese)},
        "filters": [[name, plain(values)] for name, values in heading.filters],
        "recorded": data.fold is not None,
    }
    # Each document is on the page once, under the id of its leading notice.
    leaders, pasts, lines = dict[str, str](), dict[str, list[str]](), list[str]()
    for notice in notices:
        leaders |= dict.fromkeys((*notice.twins, notice.id), notice.id)
        pasts[notice.id] = []
        lines.append(_plain(notice))
    for step in data.steps():
        if step.id in pasts:
            pasts[step.id].append(_json(_change(step)))
    told = [f"{len(lines):,} notices", *([f"filter: {heading.filter_words}"] if heading.filters else [])]
    values = {
        "policy": policy(style=style, script=script),
        "title": html(heading.name),
        "style": style,
        "script": script,
        "told": html(" · ".join(told)),
        "past": f'\n    <p class="about">{html(heading.past)}</p>' if heading.past else "",
        "words": _json(words),
        "about": _json(about),
    }
    before, _, rest = _part("page.html").partition("$list")
    between, _, after = rest.partition("$data")
    yield Template(before).substitute(values)
    yield from (f"\n{line}" if at else line for at, line in enumerate(lines))
    yield Template(between).substitute(values)
    separator = "["
    for notice in notices:
        form = _json(_form(notice, data.decided.get(notice.id, ()), leaders))
        yield f'{separator}{form[:-1]},"past":[{",".join(pasts[notice.id])}]}}'
        separator = ","
    yield "]" if lines else "[]"
    yield Template(after).substitute(values)


def _part(name: str) -> str:
    return page_part(__package__, name)


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _form(notice: Notice, decisions: Sequence[Decision], leaders: Mapping[str, str]) -> dict[str, object]:
    """Return the data of a notice for the script, without its past and unknown values: a page can have thousands.

    `leaders` has the id on the page of each notice that is there, or whose document is.
    """
    whole = notice_json(notice, whole=True)
    form = {name: _shown(value) for name in _KEPT if (value := whole.get(name))}
    if target := link(notice.url):
        form["url"] = target
    if notice.summary_suspect:
        form["suspect"] = True
    if related := {
        leaders[each.id]: each.type for each in notice.relations if leaders.get(each.id, notice.id) != notice.id
    }:
        form["related"] = list(related.items())
    if notice.days:
        days = sorted(notice.days, key=lambda each: each[1])
        form["days"] = [_day(what, day.isoformat(), stated_words(notice, what, day)) for what, day in days]
    if notice.twins:
        form["listings"] = len(notice.sources) + len(notice.twins)
    if notice.attachments:
        form["files"] = [[plain(each.name or each.url), each.url] for each in notice.attachments]
    if notice.state != "new":
        form["state"] = notice.state
    if decisions:
        form["decisions"] = [_decision(each) for each in decisions]
    return form


def _day(what: str, day: str, words: str) -> list[str]:
    """Return a day to act by, with the words that state it where they say more than the day."""
    return [what, day, *([plain(words)] if words and day not in words else [])]


def _decision(decision: Decision) -> dict[str, object]:
    texts = {"by": decision.by, "to": decision.to, "note": decision.note}
    known = {name: plain(text) for name, text in texts.items() if text}
    return {"at": timestamp(decision.at), "state": decision.state, **known}


def _shown(value: object) -> object:
    return plain(value) if isinstance(value, str) else value


def _change(change: Change | Addition) -> dict[str, object]:
    form: dict[str, object] = {"at": timestamp(change.at), "kind": change.kind, "source": change.source}
    if isinstance(change, Addition):
        return form
    parts = [
        [name, [[_MARKS[segment.op], segment.text] for segment in excerpt(segments)]]
        for name, segments in differences(change)
    ]
    return form | ({"parts": parts} if parts else {})


def _plain(notice: Notice) -> str:
    linked = html_link(notice.title, notice.url)
    told = " · ".join(filter(None, [notice.kind, notice.status, notice.number, *notice.topics]))
    return f"<li><time>{notice.date.isoformat()}</time> {linked} <span>{html(told)}</span></li>"
