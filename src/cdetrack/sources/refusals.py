"""Explain why a page is no listing: one message for each cause, with a hint."""

import re

from lxml import etree

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Page
from cdetrack.sources import error_pages
from cdetrack.sources.challenge import is_gate
from cdetrack.sources.markup import text, tree
from cdetrack.text.clean import fold_text, shorten

_REQUEST = re.compile(
    r"(?:await\s{1,9})?fetch\(\s{0,9}[\"']https?:|curl(?:\.exe)?\s[^\n]{0,300}?https?:"
    r"|(?:\$session|Invoke-WebRequest)\b|(?:GET|POST) /\S{0,2000} HTTP/[12]"
)
_ROOT = re.compile(
    rb"<(?:[a-z]{1,20}-root\b|(?:div|main|section|body)\b[^<>]{0,200}?\bid=[\"']?"
    rb"(?:app|root|main-app|__next|__nuxt|___gatsby|react-root|vue-app|mount|application)[\"'\s>])",
    re.IGNORECASE,
)
_SCRIPT = re.compile(rb"<script\b[^<>]{0,500}?(?:\bsrc=|type=[\"']?module)|<script>", re.IGNORECASE)
_NONE = re.compile(
    r"\b(?:0|no|zero) (?:\w{1,20} ){0,2}?(?:results?|records?|entries|items|matches|documents|notices|publications)\b"
    r"|\bnothing (?:was )?found\b|\bresults?:? 0\b|共\s?0\s?[条篇个项]"
    r"|(?:暂无|没有)(?:相关|任何|符合条件的)?(?:数据|内容|记录|信息|结果|公告)"
    r"|没有找到|未找到|無資料|aucun résultat|keine (?:ergebnisse|treffer|einträge)|no se (?:han )?encontra(?:ron|do)"
    r"|nessun risultato|nenhum resultado|該当する.{0,20}ありません|결과가 없습니다|не найдено",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"\b404\b|not found|does not exist|页面不存在|找不到|无法找到|page introuvable|nicht gefunden", re.IGNORECASE
)
_REFRESH = re.compile(r"\A\s{0,9}\d{1,3}\s{0,9}[;,]\s{0,9}url\s{0,9}=\s{0,9}[\"']?([^\"']{1,500})", re.IGNORECASE)
_CONSENT = re.compile(r"cookie|consent|datenschutz|隐私", re.IGNORECASE)
_LITTLE, _LONG = 600, 500
_MOST_SHOWN = 200_000


def check_request(page: Page, content: str) -> None:
    """Raise UnreadableError for a request copied from the developer tools without its response."""
    if _REQUEST.match(content[:4000].lstrip()):
        raise UnreadableError(
            f"{page.name} is a request as the developer tools copy it, without its answer",
            hint="copy the answer: in Network, the request's menu, `Copy response`; or `Save all as HAR with content`",
        )


def check_error(page: Page, content: bytes) -> None:
    """Raise UnreadableError for an error page or a login form, even with a list on it."""
    if said := error_pages.error_title(content):
        raise _login(page, tree(page)) or _error(page, said)


def is_empty_application(content: bytes) -> bool:
    """Return True for the empty frame of a JavaScript application that is not a challenge."""
    return _ROOT.search(content) is not None and _SCRIPT.search(content) is not None and not is_gate(content)


def application_error(page: Page) -> UnreadableError:
    """Return the error for a page that a script builds."""
    return UnreadableError(
        f"{page.name} holds no notices: it is built by a script in the browser",
        hint="open the developer tools, Network, and save the answer with the list (or all as HAR), or save the page "
        "from the browser after it shows its list",
    )


def explanation(page: Page, content: bytes, failure: UnreadableError) -> UnreadableError:
    """Return the error for an HTML page without a listing: the first recognised cause, else `failure`."""
    root = tree(page)
    shown = fold_text(text(root)[:_MOST_SHOWN])
    little = len(shown) < _LITTLE
    return (
        _login(page, root)
        or (application_error(page) if little and is_empty_application(content) else None)
        or _missing(page, root)
        or _empty(page, shown)
        or (_elsewhere(page, root, shown) if little else None)
        or _article(page, root)
        or failure
    )


def _login(page: Page, root: etree._Element) -> UnreadableError | None:
    if all((field.get("type") or "").lower() != "password" for field in root.iter("input")):
        return None
    return UnreadableError(
        f"{page.name} is a login form, not a listing",
        hint="log in with a browser, wait until the list shows, and save that page",
    )


def _missing(page: Page, root: etree._Element) -> UnreadableError | None:
    """Return the error for a page with a title or first heading such as `404` or `not found`."""
    title = fold_text(next((found.text or "" for found in root.iter("title")), "")[:_LONG])
    heading = fold_text(next((text(found) for found in root.iter("h1", "h2")), "")[:_LONG])
    said = next(filter(_MISSING.search, (title, heading)), None)
    if said is None:
        return None
    return _error(page, said)


def _error(page: Page, said: str) -> UnreadableError:
    return UnreadableError(
        f"{page.name} is no listing but the site's page about an error or a login: `{shorten(said)}`",
        hint="the listing may have moved: look for it on the site, and give its new address",
    )


def _empty(page: Page, shown: str) -> UnreadableError | None:
    if not (found := _NONE.search(shown)):
        return None
    return UnreadableError(
        f"{page.name} holds no notices: it shows 0 results (`{shorten(found[0])}`)",
        hint="an empty listing is never recorded; check the search terms",
    )


def _article(page: Page, root: etree._Element) -> UnreadableError | None:
    """Return the error for an article: more text in paragraphs than in links."""
    told = sum(len(fold_text(text(found)[:5000])) for found in root.iter("p"))
    linked = sum(len(fold_text(text(found)[:_LONG])) for found in root.iter("a"))
    if told <= max(_LONG, 2 * linked):
        return None
    return UnreadableError(
        f"{page.name} is the text of one page, not a listing", hint="give the listing that leads to it"
    )


def _elsewhere(page: Page, root: etree._Element, shown: str) -> UnreadableError | None:
    """Return the error for a page with little text and a redirect, a frame or a cookie banner."""
    for meta in root.iter("meta"):
        leads = (
            _REFRESH.match(meta.get("content") or "") if (meta.get("http-equiv") or "").lower() == "refresh" else None
        )
        if leads:
            return UnreadableError(
                f"{page.name} is not a listing: it leads on to `{shorten(leads[1], 200)}`",
                hint="give that address",
            )
    frame = next((src for found in root.iter("iframe", "frame") if (src := found.get("src") or "")), None)
    if frame:
        return UnreadableError(
            f"{page.name} holds no notices: it shows another page in a frame, `{shorten(frame, 200)}`",
            hint="give the address of the frame, or save it alone",
        )
    if _CONSENT.search(shown) and next(root.iter("button", "form"), None) is not None:
        return UnreadableError(
            f"{page.name} holds no notices: it asks for consent to cookies first",
            hint="answer in a browser, wait until the list shows, and save that page",
        )
    return None
