"""Group the notices of one document and choose the one that leads it; pure."""

from collections.abc import Callable, Iterable

from cdetrack.model.notice import Notice
from cdetrack.text.links import host_of, is_within

HOMES = {
    "NMPA": "nmpa.gov.cn",
    "CFDA": "nmpa.gov.cn",
    "SFDA": "nmpa.gov.cn",
    "CDE": "cde.org.cn",
    "CFDI": "cfdi.org.cn",
    "CMDE": "cmde.org.cn",
    "NIFDC": "nifdc.org.cn",
    "CDR": "cdr-adr.org.cn",
    "ChPC": "chp.org.cn",
    "SAMR": "samr.gov.cn",
    "NHC": "nhc.gov.cn",
    "NHSA": "nhsa.gov.cn",
    "NDCPA": "ndcpa.gov.cn",
    "GAC": "customs.gov.cn",
    "State Council": "www.gov.cn",
    "Beijing MPA": "yjj.beijing.gov.cn",
    "Guangdong MPA": "mpa.gd.gov.cn",
    "Jiangsu MPA": "da.jiangsu.gov.cn",
    "Shanghai MPA": "yjj.sh.gov.cn",
    "FDA": "fda.gov",
    "EMA": "ema.europa.eu",
    "European Commission": "ec.europa.eu",
    "EU": "eur-lex.europa.eu",
    "EDQM": "edqm.eu",
    "MHRA": "www.gov.uk",
    "TGA": "tga.gov.au",
    "Health Canada": "canada.ca",
    "PMDA": "pmda.go.jp",
    "MHLW": "mhlw.go.jp",
    "MFDS": "mfds.go.kr",
    "TFDA": "fda.gov.tw",
    "HSA": "hsa.gov.sg",
    "ANVISA": "gov.br",
    "WHO": "who.int",
    "ICH": "ich.org",
}
"""Issuer -> the domain of its own site."""

FirstSeen = tuple[int, int, str]
"""The order in which notices were first seen: number of the look, position in it, id."""


def group_documents(
    members: Iterable[tuple[Notice, FirstSeen]], are_same: Callable[[str, str], bool]
) -> dict[str, str]:
    """Return the id of each notice with the id of the notice that leads its document.

    The notices are placed in order of precedence: those on their issuer's own site first, then by first sight. A notice
    joins a document if it is the same as one of its notices (`are_same`) and none of its sources has an entry there:
    two entries of one source are never one document. If several documents qualify, it joins the one seen first, and of
    those from one look the one with the nearest date. A later notice never changes the document of an earlier one.
    """
    documents: list[list[tuple[Notice, FirstSeen]]] = []
    taken: list[tuple[Notice, FirstSeen]] = list(members)
    for notice, seen in sorted(taken, key=lambda member: (not is_on_issuers_site(member[0]), member[1])):
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


def other_notices(notice: Notice, find: Callable[[str], Notice | None]) -> tuple[str, ...]:
    """Return the ids of the other notices in the document of `notice`; `find` returns the notice with an id."""
    around = {name: each for name in (*notice.twins, notice.document) if (each := find(name)) is not None}
    return tuple(name for name, each in around.items() if name != notice.id and each.document == notice.document)


def _belongs(
    notice: Notice,
    document: list[tuple[Notice, FirstSeen]],
    are_same: Callable[[str, str], bool],
    beside: Iterable[Notice],
) -> bool:
    """Return True if `notice` joins `document` and no other notice of its sources (`beside`) is nearer in time."""
    taken = {source for member, _ in document for source in member.sources}
    same = [member for member, _ in document if are_same(notice.id, member.id)]
    if not same or not taken.isdisjoint(notice.sources):
        return False
    distance = min(_apart(notice, member) for member in same)
    rivals = (other for other in beside for member in same if _apart(other, member) < distance)
    return not any(are_same(other.id, member.id) for other in rivals for member in same)


def _apart(one: Notice, other: Notice) -> int:
    return abs((one.date - other.date).days)


def is_on_issuers_site(notice: Notice) -> bool:
    """Return True if the notice is on the site of one of its issuers, or if it has no issuer."""
    if not notice.issuers or notice.url is None:
        return not notice.issuers
    host = host_of(notice.url)
    homes = (HOMES.get(issuer) for issuer in notice.issuers)
    return any(home is not None and is_within(host, home) for home in homes)
