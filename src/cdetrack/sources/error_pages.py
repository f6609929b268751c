"""Recognise an error page, a login form and the like by title or heading, if the server sent it as the page itself."""

import re
from html import unescape

from cdetrack.sources.challenge import visible
from cdetrack.text.clean import fold_text

_PARTS = re.compile(r"\s*[|｜–—·_»:：]\s*|\s+-+\s+|[!！]\s*")
"""Separators between a page's title and the name of its site."""
_ERRORS = {
    "en": r"(?:sorry,? )?(?:the |this |that |requested |web)*(?:page|file|document|resource|url|address) "
    r"(?:you (?:requested|are looking for|were looking for) )?"
    r"(?:(?:(?:was|is|could|can?) ?(?:not|n't)|cannot) (?:be )?|not )(?:found|available)|(?:sorry,? )?not found"
    r"|page (?:does not|doesn't) exist"
    r"|(?:page|site|website|service) (?:is )?(?:temporarily |currently )?unavailable|(?:internal )?server error"
    r"|access (?:is |has been )?denied|403 forbidden|bad (?:gateway|request)|gateway time-?out|too many requests"
    r"|an error (?:has )?occurred|something went wrong|(?:your )?session (?:has |is )?(?:expired|timed out)"
    r"|session time-?out|(?:(?:the |this |our )?(?:site|website|system|service) )?(?:is )?(?:currently )?"
    r"(?:under|down for|in) (?:scheduled |planned )?maintenance(?: mode)?|(?:site|website) maintenance"
    r"|we(?: will|'ll) be (?:right )?back(?: soon| shortly)?|please (?:log|sign) ?in|(?:log|sign) ?in required"
    r"|(?:accept|enable) cookies|cookies? (?:consent|required|wall)|before you continue",
    "zh": r"(?:抱歉|对不起)?[,，]?(?:您|你)?(?:所)?(?:访问|请求|查看|要找|造訪)?的?(?:页面|网页|頁面|網頁|文件|内容)"
    r"(?:不存在|未找到|找不到|没有找到|无法访问|无法找到|已删除|出错了?|走丢了)(?:了|或已删除)?|找不到(?:页面|网页|頁面|網頁)"
    r"|(?:网站|系统|网页|站点|網站|系統)(?:正在)?(?:升级)?(?:维护|維護|升级|升級)中|(?:会话|登录|登入)(?:已经?)?(?:过期|超时|失效|逾時)"
    r"|(?:禁止|拒绝|无权)访问|访问被拒绝|服务器(?:内部)?错误|服务(?:暂时)?不可用|请(?:先|重新)?登录",
    "de": r"(?:die )?(?:angeforderte )?(?:seite|datei) (?:wurde |ist )?(?:leider )?nicht "
    r"(?:gefunden|verfügbar|vorhanden)|nicht gefunden"
    r"|zugriff verweigert|(?:interner )?serverfehler|(?:ihre )?(?:sitzung|session) (?:ist )?abgelaufen"
    r"|wartungs(?:arbeiten|modus)"
    r"|wegen wartung(?:sarbeiten)? nicht (?:erreichbar|verfügbar)|ein fehler ist aufgetreten"
    r"|bitte (?:melden sie sich an|anmelden)",
    "fr": r"(?:la )?(?:page|ressource) (?:est |demandée est )?(?:introuvable|non trouvée|inexistante)"
    r"|(?:la )?page n'existe pas"
    r"|accès (?:refusé|interdit)|erreur (?:interne )?(?:du )?serveur|(?:votre )?session (?:a )?expirée?"
    r"|(?:site )?en (?:cours de )?maintenance|une erreur (?:s')?est (?:survenue|produite)"
    r"|veuillez vous (?:connecter|identifier)",
    "es": r"(?:la )?página (?:no (?:encontrada|existe|disponible)|inexistente)|no se (?:ha )?(?:encontró"
    r"|encontrado) la página"
    r"|acceso (?:denegado|prohibido)|error (?:interno )?del servidor|(?:su |la )?sesión (?:ha )?(?:expirada"
    r"|expirado|caducada|caducado)"
    r"|(?:sitio )?en mantenimiento|(?:se )?ha ocurrido un error|(?:por favor,? )?inicie sesión",
}
"""Titles of error pages by language."""
_ERROR = re.compile(
    rf"(?:(?:http )?(?:error|fehler|erreur|código|错误)?:? ?[45]\d\d[ ,.]*)?(?:{'|'.join(_ERRORS.values())})[ .…。]*",
    re.IGNORECASE,
)
_BARE_ERROR = re.compile(
    r"(?:(?:http |page )?(?:error|fehler|erreur|错误) )?(?:40[0134]|410|429|50[0234])(?: error)?|error|fehler|erreur"
    r"|log ?in|sign ?in|anmelden|anmeldung|connexion|iniciar sesión|(?:用户)?登录|登入|cookies|forbidden",
    re.IGNORECASE,
)
"""Accepted only as the first part of a title, not as a heading: a form beside a list may have such a heading."""
_FAULT = (
    r"\b50\d\b|server|serv(?:eur|idor)|unavailable|mainten|manteni|wartung|gateway|be (?:right )?back"
    r"|服务|维护|維護|升级|升級"
)
_CAUSES = tuple(
    (re.compile(form, re.IGNORECASE), what, hint)
    for form, what, hint in (
        (
            r"cookies?\b|before you continue",
            "the site's question about cookies",
            "answer in a browser, wait until the list shows, and save that page",
        ),
        (
            r"(?:session|sitzung|sesión|会话|登录|登入).{0,20}(?:expir|timed|time-?out|abgelaufen|caduc|过期|超时|失效|逾時)",
            "the site's page about an expired session",
            "open the list anew from the site's front page, and give its lasting address, or save the page",
        ),
        (
            r"(?:log|sign) ?in\b|anmeld|connexion|connecter|identifier|sesión|登录|登入",
            "the site's login",
            "log in with a browser, wait until the list shows, and save that page",
        ),
        (
            r"denied|forbidden|reject|permission|block|\b40[13]\b|verweig|refus|interdit|denega|prohibi|[禁阻]|拒绝|拦截|无权",
            "the site's refusal to show it to a program",
            "open it in a browser; if the list shows there, save the page, or all as HAR, for `cdetrack ingest`",
        ),
        (
            r"too many|\b429\b",
            "the site's demand to ask less often",
            "wait an hour; `interval` in `[fetch]` sets the seconds between two requests",
        ),
        (
            _FAULT,
            "the site's page about a fault or its maintenance",
            "wait until the site works again: nothing was recorded",
        ),
        (
            r"found|available|exist|gefunden|vorhanden|introuvable|trouvée|encontr|\b4(?:04|10)\b|找到|找不到|已删除",
            "the site's page about a missing page",
            "the listing may have moved: look for it on the site, and give its new address",
        ),
        (
            r"",
            "the site's page about an error",
            "open it in a browser to see whether the list has moved or the site fails",
        ),
    )
)
"""The words of an error page, its name, and the hint; the first that matches holds."""
_TITLE = re.compile(rb"<title\b[^<>]{0,500}>([^<]{1,2000})</title", re.IGNORECASE)
_HEADING = re.compile(rb"<h1\b[^<>]{0,500}>(.{0,500}?)</h1", re.IGNORECASE | re.DOTALL)
_H1 = re.compile(rb"<h1[\s>]", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_HEAD = 300_000
"""No page has its title further down."""
_LONGEST_ERROR = 120


def error_title(content: bytes) -> str | None:
    """Return the title or heading of an error page or login form; None for any other page.

    The whole title counts, or one part of it beside the site's name. The heading counts if the page has only one.
    """
    shown = visible(content[:_HEAD])
    title = _said(_TITLE.search(shown))
    heading = _said(_HEADING.search(shown)) if len(_H1.findall(shown)) == 1 else ""
    said = next(filter(_is_error, (title, heading)), None)
    return title if said is None and _BARE_ERROR.fullmatch(_PARTS.split(title)[0]) else said


def cause(said: str) -> tuple[str, str]:
    """Return a name for the page that says `said`, an error or a question, and the hint how to go on."""
    return next((what, hint) for form, what, hint in _CAUSES if form.search(said))


def _said(found: re.Match[bytes] | None) -> str:
    text = unescape(_TAG.sub(" ", found[1].decode("utf-8", "replace"))) if found else ""
    return fold_text(text).replace("’", "'")


def _is_error(said: str) -> bool:
    return any(_ERROR.fullmatch(part) for part in [said, *_PARTS.split(said)] if len(part) <= _LONGEST_ERROR)
