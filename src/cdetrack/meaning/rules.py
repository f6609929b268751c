"""Derive a notice from a record, by the built-in rules and the user's topics; the history has records alone."""

import zlib
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from functools import cached_property
from typing import TYPE_CHECKING

from cdetrack.model.notice import Notice

if TYPE_CHECKING:
    from cdetrack.meaning.facets import Facets
    from cdetrack.meaning.topics import TopicRules
    from cdetrack.model.record import Record, Standing

CODE = "be42ccb9"
"""A checksum of the code that derives notices; `tests/meaning/test_rules.py` fails with the new value."""


class Rules:
    """The built-in rules with the user's topics from the configuration."""

    def __init__(self, topics: Mapping[str, Mapping[str, object]] | None = None) -> None:
        self._user_topics = topics or {}
        self._text_of: Callable[[str], str | None] = lambda _: None

    def with_texts(self, text_of: "Callable[[str], str | None]") -> "Rules":
        """Return these rules, reading the texts of attachments by their SHA-256 with `text_of`."""
        rules = copy(self)
        rules._text_of = text_of  # noqa: SLF001 - of this class
        return rules

    @cached_property
    def fingerprint(self) -> str:
        """The checksums of the built-in rules and of the user's topics, with `-` between them."""
        return f"{CODE}-{zlib.crc32(repr(self._user_topics).encode()):08x}"

    @cached_property
    def topics(self) -> "TopicRules":
        """The topic rules, loaded at first use: most commands need the fingerprint alone."""
        from cdetrack.meaning.topics import load_topics

        return load_topics(self._user_topics)

    def topics_of(self, given: "Record | Notice", issuers: tuple[str, ...]) -> tuple[str, ...]:
        """Return the topics of a record or notice."""
        return self.topics.match(given.title, given.summary, sources=given.sources, url=given.url, issuers=issuers)

    def facets_of(self, given: "Record | Notice") -> "Facets":
        """Return the facets of a record or notice, by its own text and the texts of its attachments."""
        hashes = [each.sha256 for each in given.attachments if each.sha256 is not None]
        return facets_of(given, attached=[text for each in hashes if (text := self._text_of(each))])

    def notice(self, standing: "Standing") -> Notice:
        """Return the notice of `standing`, without relations and as a document of its own."""
        record = standing.record
        facets = self.facets_of(record)
        return Notice(
            id=standing.id,
            title=record.title,
            date=record.date,
            summary=record.summary,
            url=record.url,
            sources=record.sources,
            article=record.article,
            number=facets.number,
            issuers=facets.issuers,
            kind=facets.kind,
            status=facets.status,
            topics=self.topics_of(record, facets.issuers),
            effective=facets.effective,
            event=facets.event,
            comments_due=facets.comments_due,
            milestones=facets.milestones,
            **facets.product._asdict(),
            summary_suspect=facets.summary_suspect,
            relations=(),
            first_seen=standing.first_seen,
            withdrawn=standing.withdrawn,
            document_date=record.document_date,
            body=record.body,
            attachments=record.attachments,
            date_from=record.date_from,
            document=standing.id,
        )


def facets_of(given: "Record | Notice", *, attached: Sequence[str] = ()) -> "Facets":
    """Return the facets of a record by the built-in rules; for a notice, those of its texts alone.

    `attached` are the texts of its attachments.
    """
    from cdetrack.meaning.facets import read_facets
    from cdetrack.meaning.facets.attached import with_attached

    draft = bool(attached) and read_facets(title=given.title, date=given.date, sources=given.sources).status == "draft"
    return read_facets(
        title=given.title,
        date=given.date,
        summary=given.summary,
        body=with_attached(given.body, attached, published=given.document_date or given.date, draft=draft),
        document_date=given.document_date,
        article=given.article,
        url=given.url,
        sources=given.sources,
        stated=getattr(given, "stated", {}),
    )
