"""Group notices that are one document, and say which of them leads it; pure."""

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from cdetrack.model import Notice

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
    sight. Each joins the first document of which it is the same as a member and in which none of its sources stands
    already: two entries of one source are never one document.
    """
    documents: list[list[Notice]] = []
    for notice, _ in sorted(members, key=lambda member: (not is_issuers_own(member[0]), member[1])):
        home = next((each for each in documents if _belongs(notice, each, are_same)), None)
        if home is not None:
            home.append(notice)
        else:
            documents.append([notice])
    return {notice.id: document[0].id for document in documents for notice in document}


def _belongs(notice: Notice, document: list[Notice], are_same: Callable[[str, str], bool]) -> bool:
    taken = {source for member in document for source in member.sources}
    return taken.isdisjoint(notice.sources) and any(are_same(notice.id, member.id) for member in document)


def is_issuers_own(notice: Notice) -> bool:
    """Return True if the notice stands on the site of a body that its title names, or its title names nobody."""
    if not notice.issuers or notice.url is None:
        return not notice.issuers
    host = urlsplit(notice.url).hostname or ""
    homes = (_HOMES.get(issuer) for issuer in notice.issuers)
    return any(home is not None and (host == home or host.endswith(f".{home}")) for home in homes)
