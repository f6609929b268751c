"""Say which filters of a query nothing in the cache can match, and what comes nearest."""

from collections.abc import Iterable, Iterator

from cdetrack.meaning.facets.issuers import known_issuers
from cdetrack.model.notice import Notice, Query
from cdetrack.text.clean import shorten
from cdetrack.text.suggest import nearest


def impossible(query: Query, notices: Iterable[Notice]) -> list[str]:
    """Return a sentence for each filter that alone matches none of `notices`, the whole cache, or no day at all."""
    told = []
    if query.since and query.until and query.since > query.until:
        told.append(f"no day is both `{query.since}` or later and `{query.until}` or earlier")
    if query.products or query.applicants or query.issuers:
        known = {"product": set[str](), "applicant": set[str]()}
        issuers = set[str]()
        for notice in notices:
            issuers.update(notice.issuers)
            for name, values in known.items():
                if value := getattr(notice, name):
                    values.add(value)
        # A name that nobody has was told when it was read.
        absent = [name for name in query.issuers if name in known_issuers() and name not in issuers]
        told += [f"no notice has the issuer `{name}`" for name in absent]
        told += _unnamed("product", query.products, known["product"])
        told += _unnamed("applicant", query.applicants, known["applicant"])
    return told


def _unnamed(what: str, wanted: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    known = sorted(known)
    folded = [value.casefold() for value in known]
    for text in wanted:
        if any(text.casefold() in value for value in folded):
            continue
        near = nearest(text, known)
        hint = f"; the nearest is `{shorten(near)}`" if near else ""
        yield f"no {what} is called `{text}`{hint}" if known else f"no notice has a {what}"
