"""Relate notifications in the Gazette of India, which have a number each: drafts, finals, and what revokes them."""

import re
from datetime import timedelta

from cdetrack.changes.likeness import acts_of
from cdetrack.meaning.gazette import cited_notifications, drafts_of_notification, notification, number_of_notification
from cdetrack.meaning.relations.limits import LONG, YEARS_APART
from cdetrack.meaning.subject import subject_of
from cdetrack.model.notice import Notice
from cdetrack.text.regex import regex

_LEAST_WORDS = 4
"""The fewest words of a name that a draft and its final share where neither says that it is a draft."""
_OBJECTED_TO = timedelta(days=14)
"""The shortest time from such a draft to its final."""
_OF_RULES = regex(r"[^–:;]{0,80}\bamendments?\)? rules?,?(?:\s?\d{4})?\W{0,2}", re.IGNORECASE)
"""The name of rules, which each amendment of them has."""
_RULES = "GSR"
"""The series of the rules, which the law has drafted first."""


def are_two_notifications(a: Notice, b: Notice) -> bool:
    """Return True if two notices have different numbers in the Gazette."""
    one = number_of_notification(a)
    return one is not None and (other := number_of_notification(b)) is not None and one != other


def between_notifications(a: Notice, b: Notice) -> str | None:
    """Return the relation of `a` to `b`, two notifications: the law names what one does to the other."""
    if _revokes(a, b):
        return "corrects"
    return "draft-of" if is_drafted_as(a, b) or _has_name_of_draft(a, b) else None


def is_drafted_as(a: Notice, b: Notice) -> bool:
    """Return True if the text of `b` gives the number of `a` as that of its draft."""
    if a.date >= b.date or b.status == "draft":
        return False
    number = number_of_notification(a)
    return number is not None and number in drafts_of_notification(b.summary, b.body)


def _has_name_of_draft(a: Notice, b: Notice) -> bool:
    """Return True if `b` has the name of `a`, its draft, within the years that a final can take."""
    if not a.date < b.date <= a.date + YEARS_APART or b.status == "draft" or acts_of(a.title) != acts_of(b.title):
        return False
    numbers = [number_of_notification(each) for each in (a, b)]
    if any(number is None or number.series != _RULES for number in numbers) or _is_named_by_rules(b):
        return False
    ours, theirs = ({name.base for name in subject_of(each.title).names} for each in (a, b))
    if a.status == "draft":
        return not ours.isdisjoint(theirs)
    # The list of drafts leaves out the word.
    long = any(len(base.split()) >= _LEAST_WORDS for base in ours & theirs)
    return long and b.date - a.date >= _OBJECTED_TO


def _is_named_by_rules(notice: Notice) -> bool:
    """Return True for the bare name of the rules that a notification amends."""
    found = notification(notice.title)
    return _OF_RULES().fullmatch(found.name if found else notice.title[:LONG]) is not None


def _revokes(a: Notice, b: Notice) -> bool:
    """Return True if the title of `a` withdraws or corrects the notification `b`, whose number it cites."""
    acts = acts_of(a.title) & {"withdraw", "correct"}
    return bool(acts) and a.date > b.date and number_of_notification(b) in cited_notifications(a.title)


def notification_in_common(a: Notice, b: Notice) -> str | None:
    """Return the number of a notification that relates two notices, in words for `show --why`."""
    one, other = (number_of_notification(each) for each in (a, b))
    if one and one == other:
        return f"one number in the Gazette, {one}"
    for own, notice in ((one, b), (other, a)):
        cited = cited_notifications(notice.title) | drafts_of_notification(notice.summary, notice.body)
        if own is not None and own in cited:
            return f"the number {own} in the words of one"
    return None
