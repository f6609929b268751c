"""Print the outcomes of looks and deliveries on stderr."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from cdetrack.changes.change import sources_left
from cdetrack.cli.context import Context, tell_error
from cdetrack.errors import DeliveryError, NotFoundError, UnreachableError, quoted
from cdetrack.render import counted

if TYPE_CHECKING:
    from cdetrack.alert.outbox_state import DeliveryResult
    from cdetrack.look.outcome import Outcome
    from cdetrack.look.parsed_listing import ParsedListing
    from cdetrack.look.preview import Preview

_HOSTS = 3
"""The maximum of hosts to name in an error."""
_FILES = 3
"""The maximum of files to name in the summary of a look."""
_PLACES = 3
"""The maximum of other sources to name in the summary of a look."""
_PROBLEMS = 5
"""The maximum of entries to name without `--verbose`: a changed layout has thousands."""


def tell_outcome(context: Context, outcome: "Outcome", *, dry_run: bool = False, accepting: str | None = None) -> None:
    """Print the outcome of a look in a line, and its problems.

    `accepting` is the command that takes what was held back; that of a fetch if it is None.
    """
    name = _named(outcome)
    for line in (*_entries(context, outcome), *_result(outcome, dry_run=dry_run, accepting=accepting)):
        context.tell(f"{name}: {line}")
    if outcome.failure is not None:
        failure = outcome.failure
        # A name that is not found is no source, and stands in the message.
        message = failure.message if isinstance(failure, NotFoundError) else f"{name}: {failure.message}"
        tell_error(message, failure.hint, code=failure.exit_code)
        if outcome.saved_pages:
            context.tell(f"{name}: {counted(outcome.saved_pages, 'page')} read and saved: the next fetch resumes there")


def tell_news(context: Context, outcome: "Outcome") -> None:
    """Print the outcome of a look of a check: failures each time, unreadable entries and gaps once.

    A first look is told to a person at a terminal, and not to cron, whose mail would tell of nothing that is due.
    """
    if context.verbose or outcome.failure is not None or outcome.held_back:
        tell_outcome(context, outcome)
        return
    for line in outcome.fresh:
        context.tell(f"{_named(outcome)}: {line}")
    is_first = outcome.baseline and not outcome.detail and sys.stderr.isatty()
    if outcome.disjoint or outcome.further or is_first:
        tell_outcome(context, replace(outcome, problems=(), notes=()))


class OutcomeTeller:
    """Prints the outcomes of a round with `tell`, and one error for all the sources that could not be reached.

    Without a network every source fails in the same way: these failures are kept until `finish`.
    """

    def __init__(self, tell: "Callable[[Outcome], None]") -> None:
        self._tell = tell
        self._unreached: list[tuple[Outcome, UnreachableError]] = []
        self._others = False

    def __call__(self, outcome: "Outcome") -> None:
        """Print an outcome, or keep it until the end of the round."""
        failure = outcome.failure
        if isinstance(failure, UnreachableError) and not outcome.notices:
            self._unreached.append((outcome, failure))
            return
        self._others = True
        self._tell(outcome)

    def finish(self) -> None:
        """Print the failures that were kept: one error for each group of hosts, one for all without a network."""
        if not self._others and len(self._unreached) > 1:
            tried = sorted({host for _, failure in self._unreached for host in failure.hosts})
            count = counted(len({outcome.source for outcome, _ in self._unreached}), "source")
            tell_error(
                f"no network: none of {count} could be reached, at {quoted(tried, most=_HOSTS)}",
                "is this machine online? then run it again",
                code=UnreachableError.exit_code,
            )
            return
        groups: dict[tuple[str, ...], list[tuple[Outcome, UnreachableError]]] = {}
        for outcome, failure in self._unreached:
            groups.setdefault(failure.hosts, []).append((outcome, failure))
        for hosts, group in groups.items():
            if len(group) == 1:
                self._tell(group[0][0])
                continue
            names = ", ".join(outcome.source for outcome, _ in group)
            told = f"{names}: {quoted(hosts, most=_HOSTS)} cannot be reached"
            tell_error(told, group[0][1].hint, code=group[0][1].exit_code)


def tell_oddities(context: Context, found: "ParsedListing | Preview", *, file: str = "") -> None:
    """Print the skipped entries and the oddities of a listing, behind the name of its `file` if there is one."""
    for line in (*(f"skipped: {each}" for each in found.problems), *(note.text for note in found.notes)):
        context.tell(f"{file}: {line}" if file and file not in line else line)


def _named(outcome: "Outcome") -> str:
    """Return the source of a look, with the names of its files if there are any."""
    files = outcome.read
    more = f" and {len(files) - _FILES} more" if len(files) > _FILES else ""
    return f"{outcome.source} from {', '.join(files[:_FILES])}{more}" if files else outcome.source


def _entries(context: Context, outcome: "Outcome") -> Iterator[str]:
    """Yield a line for each skipped entry and for each oddity, up to the maximum."""
    most = None if context.verbose else _PROBLEMS
    yield from (f"skipped: {problem}" for problem in outcome.problems[:most])
    yield from outcome.notes[:most]
    for told, word in ((outcome.problems, "skipped"), (outcome.notes, "noted")):
        if most is not None and len(told) > most:
            yield f"{counted(len(told) - most, 'more entry', 'more entries')} {word}: `-v` lists them"


def _result(outcome: "Outcome", *, dry_run: bool, accepting: str | None) -> Iterator[str]:
    """Yield the result of a look, and its limits."""
    if outcome.mirrored is not None and outcome.failure is None:
        yield f"read from the mirror, since {outcome.mirrored.message}"
    if outcome.notices or outcome.failure is None:
        yield _summary(outcome, dry_run=dry_run)
    if outcome.disjoint:
        yield (
            "shares no entry with the look before, so notices in between may be missed: look at it more often, or "
            "save the pages in between from a browser and ingest them"
        )
    if outcome.further:
        yield "the listing has further pages, which were not read"
    if outcome.unstable:
        yield "the listing changed at every reading: the next look may find an entry that slipped through"
    if outcome.held_back:
        yield (
            f"{counted(len(outcome.held_back), 'notice')} would be withdrawn, too many at once to be believed: held "
            f"back; look at the listing, and {accepting or f'`cdetrack fetch {outcome.source} --accept`'} takes it"
        )


def _summary(outcome: "Outcome", *, dry_run: bool) -> str:
    shown = counted(outcome.notices, "notice")
    if outcome.detail and outcome.baseline:
        return f"{counted(outcome.notices, 'own page')} read, {counted(len(outcome.changes), 'notice')} completed"
    if outcome.baseline:
        kept = f", {counted(outcome.files, 'file')} kept" if outcome.files else ""
        return f"first look, {shown} {'would be ' if dry_run else ''}recorded as the baseline{_places(outcome)}{kept}"
    words = {"added": "new", "changed": "changed", "withdrawn": "withdrawn", "restored": "back again"}
    counts = [f"{count} {word}" for kind, word in words.items() if (count := outcome.count(kind))]
    quiet = len(outcome.changes) - sum(outcome.count(kind) for kind in words) - outcome.earlier
    left = sum(1 for each in outcome.changes if outcome.source in sources_left(each))
    counts += [f"{left} now in other sources only"] if left else []
    counts += [f"{quiet - left} completed"] if quiet > left else []
    counts += [f"{outcome.earlier} of before as the baseline"] if outcome.earlier else []
    if outcome.detail:
        read = f"{counted(outcome.notices, 'own page')} read" if outcome.notices or not outcome.files else ""
    elif outcome.partial:
        read = f"{shown} read before it failed: recorded so far"
    else:
        read = f"{shown} read{_places(outcome)}" if outcome.notices else "unchanged"
    read = ", ".join(filter(None, (read, f"{counted(outcome.files, 'file')} kept" if outcome.files else "")))
    if dry_run and counts:
        counts[0] = counts[0].replace(" ", " would be ", 1)
    return f"{', '.join(counts) or 'nothing new'} ({read})"


def _places(outcome: "Outcome") -> str:
    """Return where the notices of a look are recorded; empty if all are under its own source."""
    own = outcome.under.get(outcome.source, 0)
    if own == outcome.notices:
        return ""
    others = sorted(((count, name) for name, count in outcome.under.items() if name != outcome.source), reverse=True)
    parts = [f"{own:,} under {outcome.source}"] if own else []
    parts += [f"{count:,} under {name}" for count, name in others[:_PLACES]]
    rest = sum(count for count, _ in others[_PLACES:])
    return f": {', '.join(parts)}{f', {rest:,} under others' if rest else ''}"


def tell_failures(result: "DeliveryResult") -> int:
    """Print a line for each channel with a failed delivery; return 8 as long as an alert waits after one."""
    from cdetrack.alert.waiting import by_channel

    code = DeliveryError.exit_code
    fresh = {failure.alert.to: failure for failure in result.failures}
    for group in by_channel(result.failed, result.gone):
        failure = fresh.get(group.alerts[0].alert.to)
        if failure is not None and len(group.alerts) == 1:
            error = failure.error
            tell_error(
                f"`{group.channel}` of the watch `{failure.alert.watch}`: {error.message}", error.hint, code=code
            )
            continue
        first = failure.error.hint if failure is not None and not group.gone else None
        hint = f"{first}; {group.remedy}" if first else group.remedy
        yet = " yet" if failure is None and not group.gone else ""
        why = group.why if failure is None else failure.error.message
        tell_error(f"`{group.channel}`: {group.said} could not be delivered{yet}: {why}", hint, code=code)
    return code if result.failed else 0
