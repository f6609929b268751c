"""`mark`: record a decision on documents."""

import shlex
from typing import Annotated

import typer

from cdetrack.cli import complete
from cdetrack.cli.context import Context
from cdetrack.errors import UsageError
from cdetrack.model.notice import STATES
from cdetrack.render.facts import moment

Words = Annotated[
    list[str],
    typer.Argument(
        metavar="REF... STATE",
        help="The documents, as `show` takes them, then new, relevant, irrelevant or done.",
        autocompletion=complete.ids_and_states,
    ),
]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="The reason, for `show` and reports.")]
By = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help="Who decides; else $CDETRACK_USER, else your login name.")
]
To = Annotated[
    str | None, typer.Option("--to", metavar="NAME", help="Whose it is from now on; else it stays whose it was.")
]


def run(context: Context, words: Words, note: Note = None, by: By = None, to: To = None) -> None:
    """Record your decision on documents: relevant, irrelevant or done; new takes it back.

    Decisions are kept in `decisions/NAME.jsonl`, one file for each person. The latest decision counts.
    """
    *references, state = words
    if not references:
        what = "a state and no document" if state in STATES else "a document and no state"
        raise UsageError(f"`{state}` is {what}", hint=f"`cdetrack mark REF... {'|'.join(STATES)}`")
    if words[0] in STATES and state not in STATES:
        meant = shlex.join([*words[1:], words[0]])
        raise UsageError(f"no state `{state}`", hint=f"the state comes last: `cdetrack mark {meant}`")
    if references[-1] in STATES and state not in STATES:
        meant = f"{shlex.join(references)} --to {shlex.quote(state)}"
        raise UsageError(f"no state `{state}`", hint=f"is it a person? `cdetrack mark {meant}`")
    for marked in context.cache.mark(references, state, by=by, to=to, note=note):
        decision, title = marked.decision, marked.notice.title
        shown = f"{decision.state}{f', for {decision.to}' if decision.to else ''}"
        told = f"`{marked.notice.id}` {'is' if marked.recorded else 'was already'} {shown}: {title}"
        context.tell(told)
        if marked.latest[1:] != decision[1:]:
            latest = marked.latest
            context.tell(
                f"`{marked.notice.id}` stays {latest.state}: the decision of {latest.by} at "
                f"{moment(latest.at)} is later; is a clock wrong?"
            )
