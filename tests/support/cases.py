"""Saved listings, and sequences of them, with the right answers: loaded, and run through the real program.

A folder of cases holds files and an `expected.json`. A key with `steps` is a sequence of looks; any other is a file
beside it.

    {"one.xml": {"url": …, "expect": [{"title", "date", "date_from"?, "url"?}], "exit": 0, "problems"?, "told"?,
                 "may"?},
     "two": {"mode": "live", "sources": ["ag/x"], "steps": ["two-0.xml", "two-1.xml"], "expect": {…}}}

A file is right when `sources test FILE --json` exits with `exit` and finds the notices of `expect`, no more and no
less, apart from those that it `may` find. A list stands for any of its values. The date `"seen"`, and `null` with
`"date_from": "seen"`, are the day of first sight, marked as such; `null` alone says nothing of the date. `ingest`
tells of as many dates that it cannot read as `problems` says, and something that matches `told`.

In a sequence each step is a file, or one for each of `sources`. Live, each source has a server on loopback that shows
the step's file, and `check` looks at it; otherwise `ingest` takes the file in before `check`. Right are then

    notices_after_each  how many notices `list --each` shows after each step; null: not asked
    told_in_check       the titles that the step's alerts tell, one for each notice; the first step is the baseline
    applications_told   the acceptance numbers that the step's alerts name
    warns               whether `check` says anything on stderr
    …_at_end            `dates` (title: date), `urls`, `titles`, and the titles of `withdrawn`

Steps are counted from 0, as their files are.
"""

import json
import re
import shlex
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from cdetrack.text.days import SHANGHAI
from support.live import Live, in_process
from support.program import Ran, script
from support.replica import Reply

Notice = Mapping[str, Any]
"""A notice as `--json` gives it, or as `expect` wants it."""

EXPECTED = "expected.json"
_TYPES = {".json": "application/json", ".html": "text/html", ".atom": "application/atom+xml"}
_FEED = "application/rss+xml"
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_APPLICATION = re.compile(r"(?<![A-Za-z0-9])[A-Z]{4}[0-9]{7}(?![0-9])")
_USAGE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case: the folder with its files, its key in `expected.json`, and the entry there."""

    folder: Path
    name: str
    form: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.folder.name}/{self.name}"

    def mismatches(self, scratch: Path) -> list[str]:
        """Run the case with a cache in the empty folder `scratch`; return a sentence for each fault."""
        return list(_of_sequence(self, scratch) if "steps" in self.form else _of_file(self, scratch))


def load(root: Path) -> list[Case]:
    """Return the cases in all folders of `root`; none where there is no such folder."""
    return [
        Case(folder=path.parent, name=name, form=form)
        for path in sorted(root.glob(f"*/{EXPECTED}"))
        for name, form in json.loads(path.read_text(encoding="utf-8")).items()
    ]


def _of_file(case: Case, scratch: Path) -> Iterator[str]:
    """Yield a sentence for each fault in reading a file."""
    form = case.form
    found_at = ("--url", form["url"]) if form.get("url") else ()
    given = (case.folder / case.name, *found_at, "--cache", scratch / "cache")
    before = _today()
    ran = in_process("sources", "test", *given, "--json")
    if ran.code not in (allowed := _any_of(form["exit"])):
        yield f"the exit code is {ran.code} and not {_either(allowed)}{_said(ran)}"
    elif ran.code == 0:
        # Midnight may have passed meanwhile.
        yield from _unlike(ran.json(), form["expect"], may=form.get("may", ()), days={before, _today()})
    if "problems" in form or "told" in form:
        yield from _not_told(in_process("ingest", *given), form)


def _not_told(ran: Ran, form: Mapping[str, Any]) -> Iterator[str]:
    """Yield a sentence where `ingest` tells too little or too much on stderr."""
    if "problems" in form:
        undated = [_folded(title) for each in form["expect"] if _is_seen(each) for title in _any_of(each["title"])]
        lines = [line for line in map(_folded, ran.err.splitlines()) if any(title in line for title in undated)]
        if len(lines) != form["problems"]:
            yield f"`ingest` tells of {len(lines)} dates that it cannot read and not of {form['problems']}{_said(ran)}"
    if "told" in form and not re.search(form["told"], ran.err):
        yield f"`ingest` says nothing that matches `{form['told']}`{_said(ran)}"


def _unlike(found: Iterable[Notice], expect: Iterable[Notice], *, may: Sequence[str], days: set[str]) -> Iterator[str]:
    """Yield a sentence for each notice that is missing, different or too much."""
    left = list(found)
    # Those that fit in all are taken first: several notices may share a title.
    rest = [wanted for wanted in expect if not _taken(left, partial(_is_right, wanted=wanted, days=days))]
    for wanted in rest:
        name = _either(_any_of(wanted["title"]))
        if near := _taken(left, partial(_is_titled, wanted=wanted)):
            yield f"`{name}` has {' and '.join(_faults(near, wanted, days))}"
        else:
            yield f"`{name}` is not found"
    extra = Counter(_folded(each["title"]) for each in left) - Counter(map(_folded, may))
    yield from (f"`{title}` is found and should not be" for title in extra.elements())


def _taken(left: list[Notice], fits: Callable[[Notice], bool]) -> Notice | None:
    """Take the first notice that fits out of the list and return it; None when none does."""
    for at, each in enumerate(left):
        if fits(each):
            return left.pop(at)
    return None


def _faults(found: Notice, wanted: Notice, days: set[str]) -> list[str]:
    """Return the differences between a notice and the right one, to be put behind `has`."""
    faults = [] if _is_titled(found, wanted) else [f"the title `{found['title']}`"]
    if not _is_dated(found, wanted, days):
        right = "the day of first sight, marked as such" if _is_seen(wanted) else _either(_any_of(wanted["date"]))
        faults.append(f"the date {found['date']} and not {right}")
    if wanted.get("url") and _address(found["url"]) != _address(wanted["url"]):
        faults.append(f"the link {found['url']} and not {wanted['url']}")
    return faults


def _is_right(found: Notice, wanted: Notice, days: set[str]) -> bool:
    """Say whether a notice is the one that is right."""
    return not _faults(found, wanted, days)


def _is_titled(found: Notice, wanted: Notice) -> bool:
    """Say whether the title is one of those that are right."""
    return _folded(found["title"]) in map(_folded, _any_of(wanted["title"]))


def _is_dated(found: Notice, wanted: Notice, days: set[str]) -> bool:
    """Say whether the date is one of those that are right; `days` are those on which it may have been seen first."""
    seen = found.get("date_from") == "seen" and found["date"] in days
    if wanted.get("date") is None:
        return seen or not _is_seen(wanted)
    return any(seen if day == "seen" else found["date"] == day for day in _any_of(wanted["date"]))


def _is_seen(wanted: Notice) -> bool:
    """Say whether no date can be read of the notice, so that the day of first sight stands for it."""
    return bool(wanted.get("date_from") == "seen")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """The outcome of one step: the run of `check`, and the notices that are listed after it and told in it."""

    check: Ran
    listed: Sequence[Notice]
    told: Sequence[Notice]


def _of_sequence(case: Case, scratch: Path) -> Iterator[str]:
    """Yield a sentence for each fault in a sequence of looks."""
    expect = case.form["expect"]
    before = _today()
    with Live(scratch) as live:
        played = list(_played(case, live, scratch))
        gone = live("list", "--withdrawn", "--json") if "withdrawn_at_end" in expect else None
    for nth, step in enumerate(played):
        wrong = list(_wrong_in(step, {key: value[nth] for key, value in expect.items() if not key.endswith("_at_end")}))
        yield from (f"step {nth}: {each}" for each in wrong)
        if wrong and step.check.code:
            yield f"step {nth}: `check` exited with {step.check.code}{_said(step.check)}"
    at_end = {"titles": [_folded(each["title"]) for each in played[-1].listed]}
    at_end["urls"] = [_address(each["url"]) for each in played[-1].listed]
    at_end["withdrawn"] = [_folded(each["title"]) for each in gone.json()] if gone is not None else []
    for key, fold in (("titles", _folded), ("urls", _address), ("withdrawn", _folded)):
        if f"{key}_at_end" in expect:
            yield from _uneven(at_end[key], map(fold, expect[f"{key}_at_end"]), f"among the {key} at the end")
    yield from _misdated(played[-1].listed, expect.get("dates_at_end", {}), {before, _today()})


def _played(case: Case, live: Live, scratch: Path) -> Iterator[_Step]:
    """Make the looks, and yield the outcome of each."""
    sources: Sequence[str] = case.form["sources"]
    told = scratch / "told"
    told.touch()
    tell = script(scratch / "tell", f"cat >> {shlex.quote(str(told))}")
    channel = json.dumps([f"exec:{shlex.quote(str(tell))}"])
    watch = f'[[watch]]\nname = "all"\non = ["added"]\nchannels = {channel}\n'
    sites = {source: live.another() for source in sources} if case.form["mode"] == "live" else {}
    live.point({source: site.url("listing") for source, site in sites.items()}, more=watch)
    for step in case.form["steps"]:
        for source, name in zip(sources, [step] if isinstance(step, str) else step, strict=True):
            path = case.folder / name
            if source in sites:
                kind = {"Content-Type": _TYPES.get(path.suffix, _FEED)}
                sites[source].files["/listing"] = Reply(headers=kind, body=path.read_bytes())
            else:
                live("ingest", path, "--source", source)
        before = told.stat().st_size
        check = live("check") if sites else live("check", "--no-fetch")
        with told.open("rb") as stream:
            stream.seek(before)
            alerts = list(_values(stream.read().decode()))
        yield _Step(check=check, listed=_listed(live), told=[each for alert in alerts for each in alert["notices"]])


def _listed(live: Live) -> list[Notice]:
    """Return every notice by itself; none where nothing was ever recorded."""
    ran = live("list", "--each", "--json")
    if ran.code == _USAGE:
        # Before there was `--each`, `list` gathered nothing.
        ran = live("list", "--json")
    return list(ran.json()) if ran.code == 0 else []


def _wrong_in(step: _Step, expect: Mapping[str, Any]) -> Iterator[str]:
    """Yield a sentence for each fault in one step."""
    count = expect.get("notices_after_each")
    if count is not None and len(step.listed) != count:
        yield f"{len(step.listed)} notices are listed and not {count}"
    if "told_in_check" in expect:
        titles = (_folded(each["title"]) for each in step.told)
        yield from _uneven(titles, map(_folded, expect["told_in_check"]), "told")
    if "applications_told" in expect:
        named = set(_APPLICATION.findall(json.dumps(step.told, ensure_ascii=False)))
        yield from _uneven(named, expect["applications_told"], "told as an application")
    if "warns" in expect and bool(step.check.err) != expect["warns"]:
        yield "`check` says nothing on stderr" if expect["warns"] else f"`check` warns{_said(step.check)}"


def _misdated(listed: Iterable[Notice], dates: Mapping[str, Any], days: set[str]) -> Iterator[str]:
    """Yield which notices do not have the date that stands for their title."""
    for title, date in dates.items():
        wanted = {"title": title, "date": date}
        found = [each for each in listed if _is_titled(each, wanted)]
        if not found:
            yield f"`{title}` is not listed at the end"
        yield from (f"`{title}` has {' and '.join(wrong)}" for each in found if (wrong := _faults(each, wanted, days)))


def _uneven(found: Iterable[str], wanted: Iterable[str], how: str) -> Iterator[str]:
    """Yield a sentence for each thing missing or too much; it counts as often as it comes."""
    have, right = Counter(found), Counter(wanted)
    yield from (f"`{each}` is not {how}" for each in (right - have).elements())
    yield from (f"`{each}` is {how} and should not be" for each in (have - right).elements())


def _values(text: str) -> Iterator[Any]:
    """Yield the JSON values that stand one after another in the text."""
    decoder = json.JSONDecoder()
    rest = text.strip()
    while rest:
        value, end = decoder.raw_decode(rest)
        yield value
        rest = rest[end:].lstrip()


def _any_of(value: Any) -> Sequence[Any]:  # noqa: ANN401 - JSON
    """Return the values of which any is right."""
    return value if isinstance(value, list) else [value]


def _either(values: Iterable[object]) -> str:
    """Return the values as words."""
    return " or ".join(map(str, values))


def _folded(title: str) -> str:
    """Return a title with white space and control characters folded."""
    return _BLANK.sub(" ", title).strip()


def _address(url: str | None) -> str:
    """Return a link without its scheme: `http` and `https` lead to the same page."""
    return re.sub(r"\Ahttps?://", "//", url or "none")


def _said(ran: Ran) -> str:
    """Return the first thing that a run said, to be put behind a sentence."""
    first = ran.err.strip().partition("\n")[0]
    return f" ({first})" if first else ""


def _today() -> str:
    """Return the day that the program takes a notice without a date for."""
    return datetime.now(SHANGHAI).date().isoformat()
