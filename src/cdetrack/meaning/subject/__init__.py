"""The documents that a title is about."""

from cdetrack.meaning.subject.reader import subject_of
from cdetrack.meaning.subject.values import Name, Subject

__all__ = ["Name", "Subject", "subject_of"]
