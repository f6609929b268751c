"""Decide whether two notices of different sources are one document: a text in several listings."""

import re

from cdetrack.changes.keys import same_address
from cdetrack.changes.likeness import acts_of
from cdetrack.meaning.bare_title import telling_letters, without_place
from cdetrack.meaning.carriers import copy_one_entry, copy_two_entries, references_in, same_act
from cdetrack.meaning.document_name import document_name
from cdetrack.meaning.facets.issuers import named_issuers
from cdetrack.meaning.gazette import number_of_notification
from cdetrack.meaning.recalls import recall_in
from cdetrack.meaning.relation_keys import share_a_key, share_a_series
from cdetrack.meaning.same_title import same_act_of_an_office, same_subject, same_title
from cdetrack.meaning.subject import subject_of
from cdetrack.meaning.subject.chinese_likeness import is_of_a_series
from cdetrack.model.notice import Notice
from cdetrack.text.links import is_one_site, site_of
from cdetrack.text.regex import regex
from cdetrack.text.script import has_han

ISSUED = frozenset({"plan", "guideline", "regulation", "report", "qa"})
ISSUING = frozenset({"announcement", "notice"})
"""The kinds of the documents that an announcement issues, and the kinds that issue them."""
CHINESE_ACTS = ("公告", "通告", "通知")
"""The acts by which a Chinese office issues."""
_NEARLY = 4
"""Days after which one document may still reach another listing: from a Friday to the next Tuesday."""
_LATER = 30
"""The same for a title with act and issuer, of which a listing leaves out the number alone."""
_TELLING, _TELLING_HAN = 5, 9
"""Words, or pairs of Chinese characters, of a title that is rarely used twice within days."""
_TELLING_ALONE = 10
"""The fewest words of a title that is no site's own matter: a second site with it on the same day is a carrier."""
_TELLS_ALL = 20
"""The same in Chinese characters; and the fewest of a title that says of what a time was made longer."""
_LONG = 600
_TELLS_ONCE = regex(
    r"^(?:[\w’'&-]+ ){1,6}?(?:updates|extends|withdraws|revokes|expands|postpones|supplements|cancels) (?=\w+ \w+)"
)
_PROPOSED = regex(
    r"^(?:(?:open |public )?consultations?\b(?: (?:on|regarding|concerning|about|for)|\s?[:–—-]) (?:the )?)?proposed ",
    re.IGNORECASE,
)
_NAMED, _NAMED_HAN = 2, 5
"""Words, or Chinese characters, of the name of a document that two offices do not give on one day."""
_FOR_ALL = frozenset({"guideline", "regulation"})
_OF_AN_OFFICE = regex(
    "信息公开|办事|服务指南|事项(?:目录|清单)|裁量|工作(?:要点|规则|计划)|规范性文件|招聘|采购意向|培训"
    r"|\b(?:codes? of conduct|conflicts? of interest|fees and charges|freedom of information|complaints?)\b",
    re.IGNORECASE,
)
_RULES = regex("(?:法|条例|规定|规范|规则|细则|原则|指南|程序|标准|目录)$")
_APPLICATION = regex(r"[A-Z]{4}\d{7}(?:\D.*)?")


def same_document(a: Notice, b: Notice) -> bool:
    """Return True if two notices of different sources are one document: a text in several listings.

    They have one number and one subject; or they have one title, but for issuer and spelling, on nearly the same day
    and on one site, by the same issuer or for what no site has of its own. Two entries of one source are never one
    document, nor are an announcement and its interpretation, or a correction and the corrected document. Applications
    for one drug differ by their numbers alone. In doubt the answer is False, so that both are reported.
    """
    if a.id == b.id or not set(a.sources).isdisjoint(b.sources) or not _are_near_enough(a, b):
        return False
    if _is_application(a) or _is_application(b):
        return False
    one, other = (number_of_notification(each) for each in (a, b))
    if one and other:
        # Two sites have words of their own for one notification.
        return one == other and abs((a.date - b.date).days) <= _NEARLY and _acts(a) == _acts(b)
    return _is_one_text(a, b)


def _are_near_enough(a: Notice, b: Notice) -> bool:
    """Return False if the days are too far apart for one document, whatever the texts say, as in most pairs."""
    days = abs((a.date - b.date).days)
    if days <= _NEARLY or (a.number and a.number == b.number):
        return True
    return days <= _LATER and (bool(a.number) != bool(b.number) or a.kind == b.kind == "correction")


def _is_one_text(a: Notice, b: Notice) -> bool:  # noqa: PLR0911 - one for each reason
    """Return True if two notices have one number and one subject, or one title."""
    if not share_a_series(a, b) or are_of_other_issuers(a, b) or _acts(a) != _acts(b) or _are_of_two_provinces(a, b):
        return False
    if {a.kind, b.kind} & ISSUING and {a.kind, b.kind} & ISSUED and not (_is_proposal(a) and _is_proposal(b)):
        # An announcement and the document it issues have one number and one name.
        return False
    if _is_act_of_issue(a) != _is_act_of_issue(b) and {a.kind, b.kind} - ISSUING:
        return False
    if not references_in(a.title).isdisjoint(references_in(b.title)):
        return abs((a.date - b.date).days) <= _NEARLY
    if a.number and b.number:
        return (
            a.number == b.number
            and (same_subject(a.title, b.title) or same_act_of_an_office(a.title, b.title))
            and document_name(a.title).marks == document_name(b.title).marks
        )
    if not _have_one_title(a, b) or (a.status == "draft") != (b.status == "draft"):
        return False
    if abs((a.date - b.date).days) > _NEARLY:
        return (_leaves_out_a_number(a, b) or _carries_errata(a, b)) and share_a_key(a, b)
    # `Order` or `Minutes of the committee` is the title of many documents: its address identifies one.
    if a.url and b.url and same_address(a.url, b.url):
        return True
    # A second correction may have the title of the first, and a common title may recur on the next day.
    if any(_may_be_given_again(each, on_one_day=a.date == b.date) for each in (a, b)):
        return False
    return _is_carried(a, b) and share_a_key(a, b)


def _is_carried(a: Notice, b: Notice) -> bool:
    """Return True if two notices with one title have one origin."""
    if copy_one_entry(a, b):
        return True
    return not copy_two_entries(a, b) and (_share_site_or_issuer(a, b) or _is_nobodys_own(a, b))


def _have_one_title(a: Notice, b: Notice) -> bool:
    """Return True if two titles are one, or say one thing in the words of two carriers."""
    if same_title(a.title, b.title):
        return True
    return a.kind == b.kind and abs((a.date - b.date).days) <= _NEARLY and same_act(a.title, b.title)


def _are_of_two_provinces(a: Notice, b: Notice) -> bool:
    """Return True if two provinces announce each its own matter under one title, not the rules of the nation."""
    if not {a.kind, b.kind} <= ISSUING or any(
        each.number or named_issuers(each) or any(_RULES().search(n.base) for n in subject_of(each.title).names)
        for each in (a, b)
    ):
        return False
    return _is_in_a_province(a) and _is_in_a_province(b)


def _may_be_given_again(notice: Notice, *, on_one_day: bool) -> bool:
    """Return True if another document may have the title of this one.

    Any short title may; on the next day a second correction may, and a common title.
    """
    common = _is_common(notice.title)
    acts = _acts(notice) and (common or not _is_sentence(notice.title))
    if acts and not common and has_han(notice.title) and telling_letters(notice.title) >= _TELLS_ALL:
        # `关于延长授权某院在某地方开展某试点期限的决定`
        acts = frozenset(_acts(notice) - {"extend"})
    again = acts or (common and not (named_issuers(notice) or _names_a_document(notice)))
    return document_name(notice.title).short or bool(again and not on_one_day)


def _acts(notice: Notice) -> frozenset[str]:
    """Return the acts of a title; `China update: …` updates no document."""
    return acts_of(without_place(notice.title))


def _is_sentence(title: str) -> bool:
    """Return True for a headline that tells of one act, `The council updates its plans`: it is not given again."""
    return _TELLS_ONCE().search(without_place(title[:_LONG])) is not None


def _is_proposal(notice: Notice) -> bool:
    """Return True for a proposal that is open for comments: its own title and that of its consultation are one."""
    return notice.status == "draft" and _PROPOSED().search(notice.title[:_LONG]) is not None


def _is_act_of_issue(notice: Notice) -> bool:
    """Return True for an announcement that says that it issues a document: a bare name beside it is the document."""
    return notice.kind in ISSUING and subject_of(notice.title).issuing


def _leaves_out_a_number(a: Notice, b: Notice) -> bool:
    """Return True if two titles name one act by one issuer, and only one of them has the number, within a month."""
    return (
        bool(a.number) != bool(b.number)
        and bool(named_issuers(a) and named_issuers(a) == named_issuers(b))
        and a.kind == b.kind
        and abs((a.date - b.date).days) <= _LATER
        and not (
            _is_common(a.title)
            or acts_of(a.title)
            or any(is_of_a_series(each.base) for each in subject_of(a.title).names)
        )
    )


def _carries_errata(a: Notice, b: Notice) -> bool:
    """Return True if a province passes on the errata of an edition of a book, by their title, within a month."""
    if a.kind != "correction" or "勘误" not in a.title or abs((a.date - b.date).days) > _LATER:
        return False
    first, later = sorted((a, b), key=lambda notice: notice.date)
    of_an_edition = any(name.year for name in subject_of(a.title).names)
    return of_an_edition and _is_in_a_province(later) and not _is_in_a_province(first)


def _is_in_a_province(notice: Notice) -> bool:
    """Return True for a notice that sites of provinces alone show."""
    return all(source.partition("/")[0].endswith("-mpa") for source in notice.sources)


def _is_common(title: str) -> bool:
    """Return True for a title of so few words that another document may have it on the next day."""
    if has_han(title):
        return telling_letters(title) <= _TELLING_HAN
    return len(document_name(title).stems) < _TELLING


def are_of_other_issuers(a: Notice, b: Notice) -> bool:
    """Return True if both titles have issuers, and different ones."""
    one, other = named_issuers(a), named_issuers(b)
    return bool(one and other and one != other)


def _share_site_or_issuer(a: Notice, b: Notice) -> bool:
    """Return True if two notices are of one site or one issuer: every agency has `Minutes of the committee`."""
    sites = site_of(a.url), site_of(b.url)
    return None in sites or is_one_site(*sites) or bool(named_issuers(a) and named_issuers(a) == named_issuers(b))


def _is_nobodys_own(a: Notice, b: Notice) -> bool:
    """Return True if no site has such a title for a matter of its own, and the sources are not of two authorities.

    It names a document or the recall of a firm, or it is a long title that two sites have on one day. A guide to an
    office, a fee or a code of conduct is a matter of each.
    """
    of_two = a.issuers and b.issuers and set(a.issuers).isdisjoint(b.issuers)
    if of_two or a.kind == "meeting" or _OF_AN_OFFICE().search(a.title):
        return False
    if all(_names_a_document(each) or recall_in(each.title) for each in (a, b)):
        return True
    telling, least = (
        (telling_letters(a.title), _TELLS_ALL)
        if has_han(a.title)
        else (len(document_name(a.title).stems), _TELLING_ALONE)
    )
    return a.date == b.date and telling >= least


def _names_a_document(notice: Notice) -> bool:
    """Return True for the name of rules, or of a draft: `关于征求《某指南》意见的通知`."""
    names, drafted = subject_of(notice.title).names, notice.status == "draft"
    explained = notice.kind == "interpretation" and "政策解读" in notice.title
    if not (drafted or explained or notice.kind in _FOR_ALL or _is_act_of_issue(notice)):
        return False
    if not has_han(notice.title):
        return any(len(name.base.split()) >= _NAMED for name in names)
    return any(len(name.base) >= _NAMED_HAN and (drafted or _RULES().search(name.base)) for name in names)


def _is_application(notice: Notice) -> bool:
    """Return True for a row of the CDE's lists of applications: its title is the name of a drug, which others share."""
    return notice.article is not None and _APPLICATION().fullmatch(notice.article) is not None
