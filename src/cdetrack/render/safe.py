"""Make page text harmless for each output: every format passes it through one of these functions."""

import re

# `re` compiles these patterns at their first use: most lists of titles need none of them.
# Control sequences of terminals, in both forms, with one byte and with two. Each class excludes the escape character,
# so that many unfinished sequences do not take quadratic time.
_SEQUENCE = (
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours, cursor: CSI
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d\x9e\x9f])[^\x07\x1b\x9c]{0,4096}(?:\x07|\x9c|\x1b\\)"  # titles, links: OSC, DCS
    r"|\x1b[ -/]*[0-~]"
)
_BREAK = r"\r\n|[\t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]"
_INVISIBLE = (
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SURROGATE = r"[\ud800-\udfff]"
# Characters without a shape, besides those that `plain` removes: soft hyphens, fillers, variation selectors.
_BLANK = r"\s\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef"
_FORMULA = rf"[{_BLANK}]*[=+\-@＝＋－＠]|[\t\r]"
# Where the decimal sign is a comma, spreadsheets split at semicolons, even inside quotes.
_SPLIT_FORMULA = rf'(;[{_BLANK}"]*)(?=[=+\-@＝＋－＠])'
# zsh evaluates descriptions: keep only letters, digits, blanks and these marks.
_ACTIVE = r"[^\w\s.,/\-\u0080-\U0010ffff]|_{2,}"
_MARKDOWN = r"([\\`*_\[\]|~])"
_MARKDOWN_START = r"(?s)( *)(#|[-+=]|\d{1,9}[.)])(.*)"
_ILLEGAL_IN_XML = r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
_LINK = r"(?i)https?://[^\s\x00-\x20\x7f-\x9f]{1,4096}"


def plain(text: str) -> str:
    """Return the text as one line without control characters and without marks that reverse the direction."""
    if text.isprintable():  # fast: nearly every text is
        return text
    text = re.sub(_BREAK, " ", re.sub(_SEQUENCE, "", text))
    return re.sub(_SURROGATE, "\ufffd", re.sub(_INVISIBLE, "", text))


def paragraphs(text: str) -> list[str]:
    """Return the lines of a longer text, each plain, with at most one empty line between two."""
    lines: list[str] = []
    for line in text.strip().splitlines():
        shown = plain(line).rstrip()
        if shown or (lines and lines[-1]):
            lines.append(shown)
    return lines


def message(text: str) -> str:
    """Return a message of ours without control characters: it may quote a file name or a page."""
    return text if text.isprintable() else "\n".join(map(plain, text.split("\n")))


def csv_cell(text: str) -> str:
    """Return the text as a cell that is a formula in no spreadsheet, also in those that split at semicolons.

    The csv module does the quoting.
    """
    first = text[:1] or "a"
    if ";" not in text and ((first.isascii() and first.isalnum()) or "\u4e00" <= first <= "\u9fff"):
        return plain(text)  # fast: nearly every cell is such
    cell = re.sub(_SPLIT_FORMULA, r"\1'", plain(text))
    return f"'{cell}" if re.match(_FORMULA, text) or re.match(_FORMULA, cell) else cell


def completion(text: str) -> str:
    """Return the text as the description of a completion, without characters that zsh would evaluate."""
    return " ".join(re.sub(_ACTIVE, " ", plain(text)).split())


def markdown(text: str) -> str:
    """Return the text escaped for a paragraph, a list or a table cell in Markdown."""
    escaped = re.sub(_MARKDOWN, r"\\\1", plain(text))
    escaped = escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    start = re.fullmatch(_MARKDOWN_START, escaped)
    return f"{start[1]}{start[2][:-1]}\\{start[2][-1]}{start[3]}" if start else escaped


def html(text: str) -> str:
    """Return the text escaped for an HTML element or a quoted attribute."""
    # Calls for one character each take a tenth of `str.translate`.
    escaped = plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace('"', "&quot;").replace("'", "&#39;")


def legal_in_xml(text: str) -> str:
    """Return the text with a mark in place of each character that XML 1.0 excludes, even as a reference."""
    return text if text.isprintable() else re.sub(_ILLEGAL_IN_XML, "\ufffd", text)


def link(url: str | None) -> str | None:
    """Return the URL if it is safe to click: `http` or `https`, without control characters; else None."""
    return url if url and url.isprintable() and re.fullmatch(_LINK, url) else None


def html_link(text: str, url: str | None) -> str:
    """Return a link in HTML, or the text alone if the URL is not safe."""
    target = link(url)
    return f'<a href="{html(target)}" rel="noreferrer noopener">{html(text)}</a>' if target else html(text)


def markdown_link(text: str, url: str | None) -> str:
    """Return a link in Markdown, or the text alone if the URL is not safe."""
    target = _markdown_target(url)
    return f"[{markdown(text)}]({target})" if target else markdown(text)


def markdown_url(url: str) -> str:
    """Return the URL in Markdown: a link if it is safe, else its text."""
    target = _markdown_target(url)
    return f"<{target}>" if target else markdown(url)


def _markdown_target(url: str | None) -> str | None:
    target = link(url)
    if target:
        for special in '\\<>()|`"':
            target = target.replace(special, f"%{ord(special):02X}")
    return target
