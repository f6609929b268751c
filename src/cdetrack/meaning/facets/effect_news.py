"""Tell whether a headline reports the effect of its document: news of an issue, of a change, of new rules."""

import re

from cdetrack.meaning.facets.effect_names import (
    ANY_WORD,
    CLAUSES,
    PREPOSITIONS,
)
from cdetrack.meaning.facets.effect_own import ASIDE_CLAUSE, OWN, is_a_law, speaks_of
from cdetrack.meaning.facets.effect_statements import DOCUMENT, DOCUMENTS, Statement
from cdetrack.meaning.facets.sentences import SPAN
from cdetrack.text.regex import regex
from cdetrack.text.script import has_han

_FLAGS = re.IGNORECASE

ISSUED = regex(
    r"\b(?:issued|released|published|announced|promulgated|unveiled|adopted|approved|rolled out|introduced)\b"
    r"|发布|印发|公布|颁布|出台|制定",
    _FLAGS,
)
"""A verb of the issue of a document."""
ISSUED_WHICH = regex(
    r"\b(?:issued|released|published|announced|promulgated|unveiled|adopted|introduced)\b(?:[^.;]|\.(?=\s?\d)){0,300}"
    r",?\s(?:which|that|and|to|it)?\s{0,2}(?:(?:will|shall|is|are|was|were|has|have|been|to|be)\s{1,2}){0,3}$"
    r"|\b(?:regulations|orders?|rules|instruments?|acts?|amendments?)\s(?:were|was)\s(?:made|signed|laid)\b[^.;]{0,60}"
    r"\band (?:(?:will|shall|are|is) )?$"
    r"|(?:发布|印发|公布|颁布|出台)了?[^《》。;,]{0,10}《[^《》]{1,100}》(?:\([^()]{1,60}\)){0,2},?(?:并|明确|规定|全文|将|均)?(?:自|从|于|在)?$",
    _FLAGS,
)
"""The issue of a document, whose effect follows: `issued the rules, which will`."""
# `The regulator's new Measures for Drug Recall will`: a document and its subject.
_NEW_ON = regex(
    r"\b(?:new(?:ly[- ](?:revised|amended|issued))?|revised|amended|updated)\s"
    rf"(?:\w{{1,20}}\s){{0,2}}(?:{DOCUMENTS})\s(?:for|on|of)\s(?:the\s)?"
    r"(?P<subject>(?:[\w-]{2,20}\s){2,6}?)(?:will|shall|is|are)\s(?:\w{1,12}\s){0,3}$",
    _FLAGS,
)
_HEADLINE = regex(
    r"[^《》,]{2,30}(?:发布|印发|公布|批准|出台|颁布)[^《》,]{4,80}(?:标准|规范|规定|办法|条例|细则|规则|指南|指导原则|目录)"
)
# A headline that quotes a document or tells of its effect.
_TELLS = regex(
    r"[“\"][A-Z][^“”\"]{8,300}[”\"]|《"
    r"|\b(?:(?:updat|revis|finali[sz])e[sd]|amend(?:s|ed))\b"
    r"|\b(?:enforce|implement|effective|in(?:to)? (?:force|effect))\b|施行|实施|生效",
    _FLAGS,
)
_ISSUES = regex(
    r"\b(?:issue[sd]?|publishe[sd]|gazette[sd]?|adopt(?:s|ed)|releases?d?|promulgate[sd]?|enact(?:s|ed)|signs|announce[sd]?"
    r"|introduce[sd]?|finali[sz]e[sd])\s",
    _FLAGS,
)
_IN_TITLE = regex(
    r"(?:^|[.;:]\s)(?:the\s)?(?P<name>[\w()-]{2,20}(?:\s[\w()./-]{1,20}){1,6}?)\s"
    r"(?:(?:will|shall|is|are|be|set|due|expected|scheduled|slated|to|now)\s){1,5}$",
    _FLAGS,
)
# `FDA’s new ` before the name; `makers praise ` is a headline about it.
_OF_WHOM = regex(
    r"(?:(?:[Tt]he|[Nn]ew|[Rr]evised|[Uu]pdated|European|US|Pharmacopoeia|Ph\.|Eur\.|[A-Z]{2,8}(?:['’]s)?)\s)*"
)
# `The changes will take effect`, of a title that tells of a change.
_CHANGES = regex(
    r"(?:^|[.;:]\s|\b(?:exception of|except(?: for)?|other than|apart from)\s[^.;]{1,120},\s)"
    r"(?:the|these|all|both)\s(?:(?:sets|pieces) of\s)?"
    r"(?:(?:subsidiary|new|latest|final|agreed|adopted|total|partial|full|complete|above|following|regulatory|legislative"
    r"|key|revised|updated|said)\s){0,2}"
    r"(?:changes?|amendments?|revisions?|updates?|reforms?|enhancements?|rules|requirements|legislation)"
    # `The changes, which apply to all makers, will`
    r"(?:,\s(?:which|that)\s[^.;,]{1,80},)?\s"
    r"(?:(?:will|shall|are|is|to|be|expected|due|set|scheduled|officially|formally|all)\s){0,4}$",
    _FLAGS,
)
_OF_A_CHANGE = regex(
    r"\b(?:enhanc|revis|amend|chang|reform|updat|moderni[sz]|streamlin|simplif|gazett|introduc|strengthen|tighten|relax|overhaul"
    r"|adopt)\w{0,6}\b|\bnew\b|\b(?:consultation |final )(?:outcome|decision)s?\b",
    _FLAGS,
)
_OF_RULES = frozenset({"provisions", "rules", "regulations", "requirements", "measures", "amendments"})
_PASSED_BY = regex(
    r"\b(?:laid|passed|enacted|gazetted|notified|signed|finali[sz]ed|made|publishe[sd]|notif(?:y|ies))\b", _FLAGS
)
_SEVERAL = regex("这些|一批|多项|多部|系列|汇总|[两二三四五六七八九十\\d]{1,3}(?:[项个]|部(?!门|委))")
_COMMON = 3
"""The fewest characters in a row that a headline and the name of its rules have in common."""
_HAN_RULES = regex(r"新规|办法|规定|条例|规范|细则|规则|标准|目录|清单|指南|药典|制度|》|法(?=\s|$|自|将|于)", _FLAGS)
# Words of a name that many documents have.
_SORT_WORDS = frozenset(
    {"administration", "management", "supervision", "control", "interim", "provisional", "trial", "implementing"}
)


def reports_it(title: str, statement: Statement) -> bool:
    """Return True if news of an issue say when the issued document takes effect."""
    lead = statement.lead
    if ISSUED_WHICH().search(lead) or _is_new_on(title, statement) or _says_it_itself(title, statement):
        return True
    before = statement.text[: max(0, statement.text.find(statement.sentence))][-SPAN:]
    said = any(ISSUED().search(each) for each in (title, lead, before)) or any(
        words().search(title) for words in (_TELLS, _PASSED_BY)
    )
    return bool(said) and speaks_of(title, lead, OWN, in_body=False) is True and not is_a_law(title, lead)


def _is_new_on(title: str, statement: Statement) -> bool:
    """Return True if new rules take effect whose names say the subject of the title: `the new Measures for X will`."""
    if not statement.is_ahead:
        return False
    found = _NEW_ON().search(statement.lead)
    words = ANY_WORD().findall(found["subject"].lower()) if found else []
    named = [word for word in words if word not in PREPOSITIONS | _SORT_WORDS | {"and"}]
    return len(named) >= 2 and set(named) <= set(ANY_WORD().findall(title.lower()))  # noqa: PLR2004 - one word is a field


def _says_it_itself(title: str, statement: Statement) -> bool:
    """Return True for a headline that says when its rules take effect: `Rules on widgets to take effect on May 1`."""
    if statement.text != title or ASIDE_CLAUSE().search(statement.lead):
        return False
    lead = statement.lead
    if has_han(title):
        # `中标结果自5月1日起执行` is about no rules.
        return not lead.strip() or _HAN_RULES().search(lead) is not None
    return DOCUMENT().search(lead) is not None


def is_in_headline(title: str, statement: Statement) -> bool:
    """Return True if the subject is what the headline names: `The final rule is set to take effect`, `Supplement 3`.

    `Questions on Regulation 5` is about another document.
    """
    found = _IN_TITLE().search(statement.lead) if statement.is_ahead and not has_han(title) else None
    at = title.casefold().find(found["name"].casefold()) if found else -1
    if found is None or at < 0 or not DOCUMENT().search(found["name"]):
        return False
    ahead = CLAUSES().split(title[:at])[-1]
    return _OF_WHOM().fullmatch(ahead) is not None and not title[at + len(found["name"]) :][:1].isalnum()


def is_a_change(title: str, statement: Statement) -> bool:
    """Return True for `The changes will take effect` of a title that tells of changes."""
    found = _OF_A_CHANGE().search(title) if _CHANGES().search(statement.lead) else None
    # `New Leadership at the Agency` tells of no rules.
    return found is not None and (found[0].lower() != "new" or DOCUMENT().search(title) is not None)
