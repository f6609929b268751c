"""Group notices that are one document, and say which of them leads it; pure."""

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from cdetrack.model.notice import Notice

_HOMES = {
    "NMPA": "nmpa.gov.cn",
    "CDE": "cde.org.cn",
    "CFDI": "cfdi.org.cn",
    "CMDE": "cmde.org.cn",
    "NIFDC": "nifdc.org.cn",
    "SAMR": "samr.gov.cn",
    "NHC": "nhc.gov.cn",
    "NHSA": "nhsa.gov.cn",
    "State Council": "www.gov.cn",
}
"""Issuer -> the domain of its own site."""

Seen = tuple[int, int, str]
"""When a notice was first seen, as an order: look, place in it, id."""


def grouped(members: Iterable[tuple[Notice, Seen]], are_same: Callable[[str, str], bool]) -> dict[str, str]:
    """Return, for the id of each member, the id of the notice that leads its document.

    Members are taken in the order in which they may lead: the issuer's own listing before a carrier's, then by first
    sight. Each joins a document of which it is the same as a member and in which none of its sources stands already:
    two entries of one source are never one document. Of several it is the one that was seen first, and of those that
    came in one look the one whose date is nearest; what comes later moves nobody from where it was counted.
    """
    documents: list[list[tuple[Notice, Seen]]] = []
    taken: list[tuple[Notice, Seen]] = list(members)
    for notice, seen in sorted(taken, key=lambda member: (not is_issuers_own(member[0]), member[1])):
        beside = [
            other
            for other, when in taken
            if when[0] <= seen[0] and other.id != notice.id and not set(other.sources).isdisjoint(notice.sources)
        ]
        homes = [each for each in documents if _belongs(notice, each, are_same, beside)]
        if homes:
            min(homes, key=lambda each: (each[0][1][0], _apart(notice, each[0][0]))).append((notice, seen))
        else:
            documents.append([(notice, seen)])
    return {notice.id: document[0][0].id for document in documents for notice, _ in document}


def others_of(notice: Notice, find: Callable[[str], Notice | None]) -> tuple[str, ...]:
    """Return the ids of the other notices of a document: those tied to `notice`, and the one that leads.

    `find` returns the notice with an id.
    """
    around = {name: each for name in (*notice.twins, notice.document) if (each := find(name)) is not None}
    return tuple(name for name, each in around.items() if name != notice.id and each.document == notice.document)


def _belongs(
    notice: Notice,
    document: list[tuple[Notice, Seen]],
    are_same: Callable[[str, str], bool],
    beside: Iterable[Notice],
) -> bool:
    """Return True if a notice joins a document; none of those `beside` it in its sources is nearer to that."""
    taken = {source for member, _ in document for source in member.sources}
    same = [member for member, _ in document if are_same(notice.id, member.id)]
    if not same or not taken.isdisjoint(notice.sources):
        return False
    distance = min(_apart(notice, member) for member in same)
    rivals = (other for other in beside for member in same if _apart(other, member) < distance)
    return not any(are_same(other.id, member.id) for other in rivals for member in same)


def _apart(one: Notice, other: Notice) -> int:
    return abs((one.date - other.date).days)


def is_issuers_own(notice: Notice) -> bool:
    """Return True if the notice stands on the site of a body that its title names, or its title names nobody."""
    if not notice.issuers or notice.url is None:
        return not notice.issuers
    host = urlsplit(notice.url).hostname or ""
    homes = (_HOMES.get(issuer) for issuer in notice.issuers)
    return any(home is not None and (host == home or host.endswith(f".{home}")) for home in homes)
