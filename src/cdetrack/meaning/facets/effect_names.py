"""Tell whether words of a text name the document of a title: its name, a short form, other words for it."""

import re
from itertools import islice

from cdetrack.meaning.facets.effect_statements import DOCUMENT
from cdetrack.text.regex import regex
from cdetrack.text.script import HAN, has_han

_FLAGS = re.IGNORECASE

BRACKETS = regex(r"\([^()]{0,120}\)")
"""An aside in brackets."""
SHORT_HAN = 5
"""The most characters of a short name, `《办法》`, `《实施细则》`."""
_PLACE = regex(r"^[^\s,()]{2,3}(?:省|市|自治区)")
_HAN_ACT = regex(r"^(?:发布|印发|公布|颁布)|的(?:公告|通告|通知|决定)(?:\([^()]{0,40}\))?$")
_OUTER = regex(
    r"^.{0,200}?(?:\b(?:issuing|promulgating|releasing|adopting|issued|issues|issue|on|of)\b\s(?:the\s)?|关于)", _FLAGS
)
# `某局发布新版某规范`
_ISSUES = regex(
    r"^[^《》,]{1,24}(?:局|委|部|中心|院|署|会|[A-Z]{3})(?:正式|联合|今日|近日){0,2}(?:发布|印发|公布|出台|颁布)(?:了)?"
    r"(?:新版|最新版?|新修订的?|修订版|修订后的?|新的)?"
)
_IMPLEMENTS = regex(
    r"\b(?:implement(?:ing|ation)(?!\s(?:regulations?|rules?|measures|provisions|ordinances?|acts?)\b)|repeal(?:ing)?|abolish(?:ing|ment)?|transition\w{0,5}|forwarding|relaying)\b"
    r"|^\s?(?:做好|停止|进一步){0,2}(?:贯彻|实施|施行|执行|废止|转发)|(?:贯彻|实施|施行|执行)[^《》]{0,10}(?:事项|工作|事宜|问题)",
    _FLAGS,
)
_NEARLY = 0.75
NAMED = regex(
    r"(?i:\bthe)\s(?P<new>(?:newly[- ])?(?:revised|amended|new|updated)\s)?[“\"]?"
    r"(?P<name>(?:(?:19|20)\d\d\s)?[A-Z][\w'’-]{1,30}(?:\s(?:[A-Z][\w'’-]{0,30}|&|of|the|for|on|and|in|to|by|with|during|at|from|under|or|as|its"
    r"|between|into|after|before|\((?!hereinafter)[^()]{1,60}\))){1,40})"
)
"""The name of a document in English, in capitals, with a word for its newness before it."""
HAN_NAMED = regex(r"《(?P<name>[^《》]{1,200})》")
"""The name of a document in Chinese."""
_WORD = regex(rf"[a-z]{{3,30}}|[{HAN}]", _FLAGS)
_ANY_YEAR = regex(r"(?:19|20)\d\d")
ANY_WORD = regex(r"[\w-]{2,20}")
"""A word of a title or a name."""
_STOP_WORDS = frozenset({
    "the", "and", "for", "with", "has", "have", "been", "shall", "will", "was", "were", "are", "this", "that",
    "these", "which", "revised", "newly", "new", "issuing", "announcement", "notice", "nmpa", "cde", "of", "on",
    "people", "republic", "china", "promulgating", "promulgation", "releasing", "publishing", "printing",
    "distributing",
})  # fmt: skip
CLAUSES = regex(r"[:;–—|]\s")
"""A mark between the parts of a title."""
# `The revised information sheet is valid`: a short name in words of the title.
_SHORT_NAME = regex(
    r"(?:^|[.;:]\s)(?:the|an?)\s(?P<name>(?:[\w-]{2,20}\s){1,7}?)"
    r"(?:(?:is|are|was|were|will|shall|be|becomes?|valid|been|has|have)\s){0,4}$",
    _FLAGS,
)
_NEWNESS = frozenset({"revised", "new", "updated", "newly", "amended"})
# `Changes to the guidance document Time Limits`: a title about a change of what it names.
_CHANGE_OF = regex(
    r"^(?:(?:total|partial|minor|further)\s)?"
    r"(?:revisions?|modifications?|changes?|updat(?:es?|ing)|amendments?|adaptations?)\s(?:of|to|in)\s(?:the\s)?",
    _FLAGS,
)
_SORT_OF = regex(
    r"^(?:(?i:(?:guidance|information|position) (?:document|sheet|note|paper)|guidelines?|guidance|forms?|checklist))"
    r"\s(?=[A-Z])"
)
# `The revised list according to article 5`, `The revised guidance, the overview and the form`
_MORE_OF_IT = regex(
    r"(?:\s(?:according to|pursuant to|in accordance with|under)\s[^.;]{1,120}"
    r"|,\s(?:the|its)\s[^.;]{1,160}|\sfor\s(?:[^.;]|\.(?=\s?\d)){1,160})$",
    _FLAGS,
)
# `The agency has revised the guidance document X accordingly, and this will`
_HAS_REVISED = regex(
    r"\b(?:has|have|recently|today)\s(?:\w{3,12}ly\s)?(?:revised|updated|amended|adapted|published|issued|adopted)\s(?:the|its)\s"
    r"(?P<name>[^.;,]{4,160}?)(?:\sin\s\w{4,14})?(?:\saccordingly)?,?\s(?:and|which)\s(?:(?:this|it|they|these)\s)?"
    r"(?:(?:will|shall|is|are)\s){0,2}$",
    _FLAGS,
)
_SUBJECT_ALONE = regex(
    r"(?:^|[.;:]\s)(?P<name>[^.;:]{8,160}?)\s(?:(?:will|shall|is|are|was|were|has|have|been|be)\s){0,3}$", _FLAGS
)
# `The Amendment Order, gazetted on May 1, will`
_GAZETTED = regex(
    r",\s(?:which (?:was|were) )?"
    r"(?:gazetted|published|issued|made|signed|adopted|promulgated|dated|approved|tabled|laid)\b[^.;]{0,60}?,\s",
    _FLAGS,
)
PREPOSITIONS = frozenset({"of", "on", "for", "in", "to", "by", "with", "about"})
"""The words between a document and its subject."""
_MOST_NAMES = 40


def is_short_name(title: str, lead: str) -> bool:
    """Return True for two or more words of the title before the verb: `the interim final rule`."""
    revised = _HAS_REVISED().search(lead)
    if revised is not None and revised["name"].casefold() in title.casefold():
        return True
    if _begins_it(title, lead):
        return True
    return _is_named_in(title, lead) or any(
        _is_named_in(form, _MORE_OF_IT().sub(" ", lead)) for form in _forms_of_a_change(title)
    )


def _begins_it(title: str, lead: str) -> bool:
    """Return True if the title begins with the subject, of three words or more: `Amendments to the Regulations`."""
    found = _SUBJECT_ALONE().search(BRACKETS().sub("", lead))
    name = ANY_WORD().findall(found["name"].casefold()) if found else []
    begins = name == ANY_WORD().findall(BRACKETS().sub("", title).casefold())[: len(name)]
    return len(name) > 2 and begins and DOCUMENT().search(found["name"] if found else "") is not None  # noqa: PLR2004


def ends_with_it(title: str, lead: str) -> bool:
    """Return True for `The Amendment Order, gazetted on …, will` of the `Widget (Amendment) Order 2031`."""
    found = _SHORT_NAME().search(_GAZETTED().sub(" ", lead))
    name = ANY_WORD().findall(found["name"]) if found else []
    words = [word for word in ANY_WORD().findall(CLAUSES().split(title)[-1]) if not word.isdigit()]
    # All of them with capitals but for small words: the title is a name.
    is_name = all(word[0].isupper() or len(word) <= len("with") for word in words)
    ahead = {word.lower() for word in words[: -len(name)]} if name else set()
    return len(name) > 1 and words[-len(name) :] == name and is_name and not ahead & PREPOSITIONS


def _forms_of_a_change(title: str) -> list[str]:
    """Return what a title about a change is about: `the guidance document X`, X alone, what stands behind a dash."""
    changed = BRACKETS().sub("", _CHANGE_OF().sub("", title, count=1))
    if _CHANGE_OF().match(title) is None:
        return []
    sort = _SORT_OF().match(changed)
    of_sort = [sort[0], changed[sort.end() :]] if sort else []
    return [changed, CLAUSES().split(changed)[-1], *of_sort]


def _is_named_in(title: str, lead: str) -> bool:
    """Return True if the subject of `lead` are words at the start of the title, two or more."""
    found = _SHORT_NAME().search(lead)
    name = [word for word in found["name"].lower().split() if word not in _NEWNESS] if found else []
    words = [word for word in ANY_WORD().findall(title.lower()) if word not in _NEWNESS]
    if len(name) > 1 and name == ANY_WORD().findall(CLAUSES().split(title.lower())[0]):
        return True
    if len(name) < 2 or not set(name) <= set(words) or words[0] != name[0]:  # noqa: PLR2004 - one word names no document
        return False
    # `Inspection Points of the Practice` is not the Practice, and `Information Sheet on Duties` is the sheet.
    behind = words[words.index(name[-1]) + 1 :]
    return not behind or (behind[0] in PREPOSITIONS and not DOCUMENT().search(" ".join(behind)))


def _core(title: str) -> str:
    """Return the title without its outer act."""
    return _OUTER().sub("", title, count=1)


def _implementing_words(core: str) -> re.Match[str] | None:
    """Return the words by which a title implements something, unless it issues a document that implements it.

    `Announcement on Implementing the Law` has no effect of its own; `on Issuing the Rules for Implementing` may.
    """
    words = _IMPLEMENTS().search(core)
    return words if words and not DOCUMENT().search(core, 0, words.start()) else None


def implements_a_document(title: str) -> bool:
    """Return True if a title is about putting another document into use."""
    core = _core(title)
    words = _implementing_words(core)
    return bool(words and ("《" in core[words.end() :] or DOCUMENT().search(core, words.end())))


def is_alike(title: str, name: str) -> bool:
    """Return True if the title, with or without its outer act, is `name` in nearly the same words."""
    core = _core(title)
    if _implementing_words(core):
        return False
    quoted = HAN_NAMED().search(title)
    if any(_is_short_for(name, each["name"], title) for each in islice(HAN_NAMED().finditer(title), _MOST_NAMES)):
        return True
    bare = BRACKETS().sub("", title).strip()
    # `关于发布某抽样原则的通知`
    if len(name) <= SHORT_HAN and has_han(name) and _HAN_ACT().sub("", BRACKETS().sub("", core)).endswith(name):
        return True
    # `某省人大常委会:某条例`
    if bare.endswith(name) and (
        len(name) <= SHORT_HAN or (has_han(name) and bare.removesuffix(name).endswith((":", " ")))
    ):
        return True
    place = _PLACE().match(name)
    # `《关于发布某规定的公告》` is that of the rules.
    names = [name[place.end() :] if place and place[0] not in title else name, _HAN_ACT().sub("", _core(name))]
    return any(
        len(words & other) >= _NEARLY * max(1, len(words | other))
        for words in map(words_of, names)
        for other in map(
            words_of,
            (
                title,
                core,
                _HAN_ACT().sub("", core),
                BRACKETS().sub("", core),
                _ISSUES().sub("", core),
                quoted["name"] if quoted else "",
            ),
        )
    )


def _is_short_for(short: str, name: str, title: str) -> bool:
    """Return True for `2024年药品目录` of `国家…药品目录(2024年)`: its year, its noun, no other; for `目录`.

    The year of a name may stand elsewhere in the title: `《…药品目录》以及《…目录》(2024年)`.
    """
    # `《中国药典》` is the 《中华人民共和国药典》.
    short = short.replace("中国", "") if "中华人民共和国" in name else short
    if len(short) <= SHORT_HAN and BRACKETS().sub("", name).strip().endswith(short):
        return True
    years, noun = _ANY_YEAR().findall(short), BRACKETS().sub("", short).strip()[-2:]
    return (
        bool(years)
        and years == (_ANY_YEAR().findall(name) or _ANY_YEAR().findall(HAN_NAMED().sub("", title)))
        and BRACKETS().sub("", name).strip().endswith(noun)
        and words_of(short) <= words_of(name) | set("年")
    )


def words_of(text: str) -> set[str]:
    """Return the words and the Chinese characters of a name, without words that any name has."""
    return {word for word in (found.lower() for found in _WORD().findall(text[:600])) if word not in _STOP_WORDS}
