"""Notices as one self-contained page: no network, no framework.

The parts of the page are the files beside this module. A script reads the data, which is JSON; without scripts the
page is a plain list. Its policy has the hashes of its style and its script, and allows no others.
"""

import json
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from importlib.resources import files
from string import Template

from cdetrack.model.decision import Decision
from cdetrack.model.jsonform import notice_json, timestamp
from cdetrack.model.notice import Notice
from cdetrack.model.record import Change
from cdetrack.query.past import Pasts
from cdetrack.render.facts import differences
from cdetrack.render.safe import html, link, plain
from cdetrack.text.diff import excerpt

_SCRIPTS = ("values.js", "state.js", "chart.js", "list.js", "main.js")
_KEPT = (
    *("id", "title", "date", "summary", "sources", "article", "number", "issuers", "kind", "status", "topics"),
    *("effective", "event", "comments_due", "first_seen", "withdrawn", "document_date"),
)
# Characters that could end the script element, or a line in old parsers of scripts.
_UNSAFE = re.compile(r"[<>&\u2028\u2029\ud800-\udfff]")
_MARKS = {"equal": "=", "delete": "-", "insert": "+"}


def page(notices: Sequence[Notice], pasts: Pasts, decided: Mapping[str, Sequence[Decision]]) -> Iterator[str]:
    """Yield the text of the page; `pasts` has the history of each notice, `decided` the decisions on it.

    It depends on its arguments alone, not on the day: the browser computes the distance of days.
    """
    words = json.loads(_part("words.json"))
    style, script = _part("page.css"), "".join(map(_part, _SCRIPTS))
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
    known = {notice.id for notice in notices}
    yield Template(_part("page.html")).substitute(
        policy=policy,
        title=html(words["en"]["heading"]),
        style=style,
        script=script,
        about=html(f"{len(notices):,} notices"),
        list="\n".join(map(_plain, notices)),
        words=_json(words),
        data=_json([_form(notice, pasts.get(notice.id, ()), decided.get(notice.id, ()), known) for notice in notices]),
    )


def _part(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _form(notice: Notice, past: Sequence[Change], decisions: Sequence[Decision], known: set[str]) -> dict[str, object]:
    """Return the data of a notice for the script, without unknown values: a page can have thousands of notices."""
    whole = notice_json(notice, whole=True)
    form = {name: _shown(value) for name in _KEPT if (value := whole.get(name))}
    if target := link(notice.url):
        form["url"] = target
    if notice.summary_suspect:
        form["suspect"] = True
    if related := [name for name in notice.related if name in known]:
        form["related"] = related
    if notice.attachments:
        form["files"] = [[plain(each.name or each.url), each.url] for each in notice.attachments]
    if notice.state != "new":
        form["state"] = notice.state
    if decisions:
        form["decisions"] = [_decision(each) for each in decisions]
    form["past"] = list(map(_change, past))
    return form


def _decision(decision: Decision) -> dict[str, object]:
    texts = {"by": decision.by, "to": decision.to, "note": decision.note}
    known = {name: plain(text) for name, text in texts.items() if text}
    return {"at": timestamp(decision.at), "state": decision.state, **known}


def _shown(value: object) -> object:
    return plain(value) if isinstance(value, str) else value


def _change(change: Change) -> dict[str, object]:
    form: dict[str, object] = {"at": timestamp(change.at), "kind": change.kind, "source": change.source}
    parts = [
        [name, [[_MARKS[segment.op], segment.text] for segment in excerpt(segments)]]
        for name, segments in differences(change)
    ]
    return form | ({"parts": parts} if parts else {})


def _plain(notice: Notice) -> str:
    title = html(notice.title)
    target = link(notice.url)
    linked = f'<a href="{html(target)}" rel="noreferrer noopener">{title}</a>' if target else title
    told = " · ".join(filter(None, [notice.kind, notice.status, notice.number, *notice.topics]))
    return f"<li><time>{notice.date.isoformat()}</time> {linked} <span>{html(told)}</span></li>"
