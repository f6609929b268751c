"""The documents that a title is about.

* By language: `english`, `chinese`, after `reader`; further names of a document: `other_names`.
* Chinese names that differ, and may be of one document: `chinese_likeness`.
"""

from cdetrack.meaning.subject.reader import subject_of
from cdetrack.meaning.subject.values import Name, Subject

__all__ = ["Name", "Subject", "subject_of"]
