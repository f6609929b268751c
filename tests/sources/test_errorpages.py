"""A page with status 200 that is an error, a login or the like is no listing."""

from html import escape

import pytest

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Page
from cdetrack.sources.generic import parse
from cdetrack.sources.reading import read

LIST = "".join(
    f'<li><a href="/p/{n}">Getting a licence of kind {word}</a> 2026-09-0{n}</li>' for n, word in enumerate("abc", 1)
)


def page_of(title: str, heading: str = "", *, more: str = "") -> Page:
    head = f"<head><meta charset='utf-8'><title>{escape(title)}</title></head>"
    h1 = f"<h1>{escape(heading)}</h1>" if heading else ""
    return Page(content=f"<html>{head}<body>{h1}{more}<p>Licences:</p><ul>{LIST}</ul></body></html>".encode())


ERRORS = [
    "Page not found",
    "404",
    "404 Not Found",
    "404 - Page not found | Agency",
    "Agency | Page Not Found",
    "Agency » Page not found",
    "Error 404",
    "Error",
    "Oops! That page can’t be found.",
    "The page you requested could not be found",
    "Sorry, page not found",
    "Session expired",
    "Your session has expired",
    "Site maintenance",
    "Under maintenance",
    "We’ll be back soon",
    "503 Service Unavailable",
    "Access Denied",
    "403 Forbidden",
    "Forbidden",
    "404: This page could not be found.",
    "Sign in",
    "Login | Agency",
    "Please log in",
    "Cookies",
    "404 页面不存在",
    "您访问的页面不存在",
    "网站维护中",
    "系统维护中 - 药监局",
    "会话已过期",
    "登录_药监局",
    "Seite nicht gefunden – Behörde",
    "Wartungsarbeiten",
    "Sitzung abgelaufen",
    "Page introuvable | Agence",
    "Site en maintenance",
    "Session expirée",
    "Página no encontrada · Agencia",
    "Sitio en mantenimiento",
    "La sesión ha expirado",
]


@pytest.mark.parametrize("title", ERRORS)
def test_a_page_that_is_called_an_error_is_refused(title: str) -> None:
    with pytest.raises(UnreadableError, match="is no listing but") as caught:
        read(page_of(title))
    assert title[:20].replace("’", "'") in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("heading", ["Page not found", "您访问的页面不存在", "网站维护中", "Your session has expired"])
def test_so_is_one_that_is_headed_so(heading: str) -> None:
    with pytest.raises(UnreadableError, match="is no listing but"):
        read(page_of("Agency", heading))


def test_so_is_one_that_selectors_read() -> None:
    with pytest.raises(UnreadableError, match="is no listing but"):
        parse(page_of("Page not found"), {"item": "li"})


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Notice on system maintenance", "Notice on system maintenance"),
        ("Notices - Agency", "Notices"),
        ("Medication errors | Agency", "Error reports"),
        ("Rule 404 notices", "Form: 404"),
        ("关于系统维护的公告", "系统维护公告"),
        ("Session of the board", "Sign in"),
        ("Guidance not found elsewhere", "Lost and found"),
        ("Medicines - not available | Agency", "Not available"),
        ("Arzneimittel – nicht verfügbar", "Nicht verfügbar"),
        ("Substances: forbidden", "Forbidden"),
        ("系统维护_通知公告_药监局", "系统维护"),
        ("Cookie policy decisions", ""),
        ("Access to medicines denied", ""),
        ("", ""),
    ],
)
def test_a_listing_with_such_words_in_its_title_is_read(title: str, heading: str) -> None:
    assert len(read(page_of(title, heading))[0].notices) == 3


@pytest.mark.parametrize(
    "more",
    [
        "<!-- <h1>Page not found</h1> -->",
        "<template><h1>Page not found</h1></template>",
        "<noscript><h1>Page not found</h1></noscript>",
        "<svg><title>Page not found</title></svg>",
        "<div hidden><h1>Your session has expired</h1></div><h1>Notices</h1>",
        "<h2>Page not found</h2>",
    ],
)
def test_what_is_not_the_page_s_own_name_does_not_count(more: str) -> None:
    assert len(read(page_of("Notices", more=more))[0].notices) == 3


def test_an_entry_of_such_a_name_does_not_count() -> None:
    entry = '<ul><li><a href="/p/9">Site maintenance</a> 2026-09-09</li></ul>'
    assert read(page_of("Notices", "Notices", more=entry))
