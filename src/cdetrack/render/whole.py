"""What `show` tells of one notice, for every format."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from cdetrack.model.notice import Attachment, Notice
from cdetrack.render.facts import notice_facts

if TYPE_CHECKING:
    from cdetrack.model.decision import Decision
    from cdetrack.model.record import Change
    from cdetrack.query.life import Stage
    from cdetrack.query.past import Carrier


class WholeNotice(NamedTuple):
    """One notice, with a section for each of the other values; an empty one, or None, is left out."""

    notice: Notice
    today: date
    related: "Sequence[Notice]" = ()
    carriers: "Sequence[Carrier]" = ()
    stages: "Sequence[Stage]" = ()
    decisions: "Sequence[Decision]" = ()
    history: "Sequence[Change] | None" = None
    why: Mapping[str, str] | None = None
    draft: str = ""
    """How it differs from its draft, in words."""
    without_text: Mapping[str, str] = MappingProxyType({})
    """The SHA-256 of each kept file without a text -> the reason for it."""
    files: Mapping[str, str] = MappingProxyType({})
    """The address of each attachment -> what is kept of it, in words."""

    @property
    def facts(self) -> list[tuple[str, str]]:
        """The labelled facts of the notice and of its document."""
        return notice_facts(self.notice, self.carriers, self.stages, today=self.today, draft=self.draft)

    def remarks(self, attachment: Attachment) -> list[str]:
        """Return what is kept of an attachment, and why it has no text, in words."""
        reason = self.without_text.get(attachment.sha256 or "")
        return [*filter(None, (self.files.get(attachment.url), f"no text: {reason}" if reason else ""))]
