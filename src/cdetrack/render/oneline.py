"""Notices on one line each, for a terminal or for a pipe."""

from collections.abc import Iterable, Iterator

from cdetrack.model.notice import Notice
from cdetrack.render.facts import applied_for
from cdetrack.render.safe import plain


def onelines(notices: Iterable[Notice], *, width: int | None = None) -> Iterator[str]:
    """Yield date, id, kind, marks and title of each notice; a line of more than `width` cells is cut, with `…`.

    Without `width` nothing is cut. The marks are `draft`, `interim`, `superseded`, `withdrawn`, and a state but `new`.
    """
    for notice in notices:
        state = notice.state if notice.state != "new" else None
        marks = [mark for mark in (notice.status, *_gone(notice), state) if mark]
        shown = " · ".join((notice.title, *applied_for(notice)))
        parts = (notice.date.isoformat(), notice.id, notice.kind, f"({', '.join(marks)})" if marks else "", shown)
        line = plain(" ".join(filter(None, parts)))
        yield line if width is None else _cut(line, width)


def _gone(notice: Notice) -> Iterator[str]:
    if any(each.type == "superseded-by" for each in notice.relations):
        yield "superseded"
    if notice.withdrawn is not None:
        yield "withdrawn"


def _cut(line: str, width: int) -> str:
    from cdetrack.render.wrap import wrap

    return wrap(line, width, most=1)[0]
