"""The documents that a title is about: their names without outer act, status, edition and number.

* By language: `english`, `chinese`; further names of a document: `other_names`.
* Chinese names that differ, and may be of one document: `chinese_likeness`.
"""

from functools import lru_cache

from cdetrack.meaning.bare_title import name_before_order, without_citation
from cdetrack.meaning.gazette import notification
from cdetrack.meaning.subject.chinese import chinese_subject
from cdetrack.meaning.subject.english import english_subject
from cdetrack.meaning.subject.values import Name, Subject
from cdetrack.text.clean import nfkc
from cdetrack.text.script import has_han

__all__ = ["Name", "Subject", "subject_of"]


@lru_cache(maxsize=8192)
def subject_of(title: str) -> Subject:
    """Return the documents that a title is about; names that many documents share are left out."""
    gazetted = notification(title)
    text = gazetted.name if gazetted else without_citation(name_before_order(nfkc(title)))
    found = chinese_subject(text) if has_han(text) else english_subject(text)
    return found._replace(names=tuple(dict.fromkeys(name for name in found.names if name.base)))
