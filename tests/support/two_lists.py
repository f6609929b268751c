"""A page with the list of a source's notices, and a box of courses beside it that may be longer."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from support.alert_log import HTML, watch
from support.live import Live
from support.replica import Reply

Entry = tuple[str, str, str]
COURSES = [(f"/course/{n}", f"Course number {n} for inspectors of sites", f"2025-10-1{n}") for n in range(1, 6)]
NOTICES = [(f"/notice/{n}", f"Notice on matter {n} of the agency", f"2025-09-1{n}") for n in range(9, 0, -1)]


def page(notices: Sequence[Entry], *, name: str = "notices", beside: Sequence[Entry] = COURSES) -> Reply:
    """Return a page with a list of notices, and a box of courses beside it."""
    rows = "".join(f'<li><span>{day}</span> <a href="{link}">{title}</a></li>' for link, title, day in notices)
    box = "".join(
        f'<div class="one"><p><a href="{link}">{title}</a></p><p>{day}</p></div>' for link, title, day in beside
    )
    body = (
        f'<html><body><div class="wide"><h2>Notices</h2><ul class="{name}">{rows}</ul></div>'
        f'<div class="narrow"><h2>Courses</h2><div class="box">{box}</div></div></body></html>'
    )
    return Reply(headers=HTML, body=body.encode())


@contextmanager
def looked_at(folder: Path) -> Iterator[Live]:
    """Yield the program after a first look at the page."""
    with Live(folder) as made:
        watch(made, {"ag/x": made.site.url("news")})
        made.site.files["/news"] = page(NOTICES)
        made("check")
        yield made
