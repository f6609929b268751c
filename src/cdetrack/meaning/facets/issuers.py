"""Find the authorities that issue a document: those that act in its title, else the publisher of its source."""

from datetime import date
from functools import lru_cache

from cdetrack.meaning.documents import HOMES
from cdetrack.meaning.facets.issuers_abroad import joint_regulators, regulator_called, regulators_abroad
from cdetrack.meaning.facets.issuers_acting import acting_mentions
from cdetrack.meaning.facets.issuers_register import (
    LOCAL,
    PARENTS,
    Mention,
    authority_of_opening_place,
    find_mentions,
    known_issuers,
)
from cdetrack.model.notice import Notice
from cdetrack.model.publishers import REPUBLISHING, foreign_publisher_of, province_of, publisher_of, publishers
from cdetrack.text.clean import nfkc
from cdetrack.text.links import host_of, is_within
from cdetrack.text.regex import regex
from cdetrack.text.script import has_han
from cdetrack.text.traditional import simplified

_FIRST_DAY_OF_THE_CFDA = date(2013, 3, 22)
# The national drug authority and its first day under each name, the latest first. Its names outlive their day in
# short forms: `总局`, `国家局`.
_ERAS = ((date(2018, 4, 10), "NMPA"), (_FIRST_DAY_OF_THE_CFDA, "CFDA"), (date(2003, 4, 16), "SFDA"), (date.min, "SDA"))
_OF_FOOD_AND_DRUGS = frozenset({"国家食药监局", "国家食药监管局", "国家食药局"})
"""Short names of the authority as long as food was its matter, too."""
_OF_ITS_DAY = frozenset({"国家药监局", "国家药监总局", "总局", "国家局", "药监局", "药品监管局", "药品监督管理局"})
_FULL_NAME, _FIRST_DAY = frozenset({"国家药品监督管理局", "国家药品监管局"}), date(2018, 3, 13)
"""The name that the authority has had since that day, and before 2003."""


_CENTRES = frozenset({"CDE", "CFDI", "NIFDC"})
"""Publishers that examine and test, and make no rules for others."""
_OWN_LISTS = frozenset({"cde/guidance", "cde/consultations", "cde/work", "cde/rules"})
"""Lists of a centre's own documents alone."""
_RULES = regex(
    r"^《?(?:(?P<law>中华人民共和国[^《》]*法|[^《》]*(?:条例|管理法))|(?!关于)[^《》]*(?:办法|规定))》?(?:\([^()]*\)){0,2}$"
)
_SITES = {
    issuer: HOMES[issuer]
    for issuer in (
        *("CDE", "CFDI", "NIFDC", "NHSA", "FDA", "EMA", "EDQM", "TGA", "PMDA", "MHLW", "MFDS", "TFDA", "HSA", "WHO"),
        "ICH",
    )
}
"""Issuer -> its site, of those whose site has no notices of others, or laws alone."""


def read_issuers(
    title: str, *, day: date, sources: tuple[str, ...] = (), url: str | None = None
) -> tuple[tuple[str, ...], str]:
    """Return the acronyms of the issuers, each once and in title order, and the words or the rule that give them.

    `title` is NFKC-folded and bounded by the caller. A short name is the authority of `day`, in Asia/Shanghai. A title
    that names nobody has the publisher of the first of its `sources` with one, else that of the site of its `url`.
    """
    chinese = not title.isascii() and has_han(title)
    mentions = find_mentions(title, chinese=chinese)
    publisher, published_in = _publisher(sources, url)
    foreign = publisher in publishers()
    if foreign:
        # Letters such as MPS and SAC mean something else abroad.
        mentions = [mention for mention in mentions if mention[0] in PARENTS or mention[2] - mention[1] > _LETTERS]
    if mentions:
        acting = [
            (_of_day(each, title, day, sources), each[1], each[2])
            for each in acting_mentions(simplified(title) if chinese else title, mentions, chinese=chinese)
        ]
        named = {acronym: title[start:end] for acronym, start, end in reversed(acting) if acronym != LOCAL}
        issuers = tuple(dict.fromkeys(acronym for acronym, _, _ in acting if acronym != LOCAL))
        if issuers:
            return issuers, ", ".join(named[acronym] for acronym in issuers)
    if publisher and (foreign or published_in in _OWN_LISTS or not _is_made_above(title, publisher)):
        abroad = _named_abroad(title, publisher) if foreign and not chinese else None
        return abroad or ((publisher,), f"published in {published_in}")
    return ((), "") if chinese else regulators_abroad(title)


def _is_made_above(title: str, publisher: str) -> bool:
    """Return True for the name of a law, which authorities pass on, or of rules on the site of a centre."""
    match = _RULES().match(title)
    return match is not None and (match["law"] is not None or publisher in _CENTRES)


@lru_cache(maxsize=8192)
def _publisher(sources: tuple[str, ...], url: str | None) -> tuple[str | None, str]:
    """Return the publisher of the first source that has one, else of the site of the link, and that source or site."""
    for source in sources:
        if publisher := publisher_of(source):
            return publisher, source
    if url is None or not REPUBLISHING.isdisjoint(sources):
        return None, ""
    host = host_of(url)
    return next((each for each in _SITES.items() if is_within(host, each[1])), (None, ""))


def _named_abroad(title: str, publisher: str) -> tuple[tuple[str, ...], str] | None:
    """Return the regulators that act in a title of `publisher`: several together, or another; else None.

    Taiwan's FDA calls itself FDA, and a guideline of the ICH is its publisher's, too.
    """
    joint = joint_regulators(title, publisher)
    named = joint or regulators_abroad(title)
    acts = bool(joint) or not any(publisher.endswith(each) or each == "ICH" for each in named[0])
    return named if named[0] and acts else None


_LETTERS = 5
"""The most characters of a name that is only letters, such as NIFDC."""


def _of_day(mention: Mention, title: str, day: date, sources: tuple[str, ...]) -> str:
    """Return the issuer of a mention: for a short name the authority of the day, or the province of the source."""
    acronym, start, end = mention
    if acronym == LOCAL:
        of_source = next((found for source in sources if (found := province_of(source))), None)
        return of_source or authority_of_opening_place(simplified(title[:start])) or LOCAL
    words = simplified(title[start:end])
    if words in _OF_FOOD_AND_DRUGS:
        return "CFDA" if day >= _FIRST_DAY_OF_THE_CFDA else "SFDA"
    if words in _FULL_NAME:
        return "NMPA" if day >= _FIRST_DAY else "SDA"
    return next(era for since, era in _ERAS if day >= since) if words in _OF_ITS_DAY else acronym


def named_issuers(notice: Notice) -> tuple[str, ...]:
    """Return the issuers of a notice that its title names; empty if it has only the publisher of its source.

    Such a title may be republished, and tells less from others: relations do not rely on its issuer.
    """
    if not notice.issuers:
        return ()
    if _publisher(notice.sources, notice.url)[0] in notice.issuers:
        return notice.issuers if _names_issuer(notice.title) else ()
    return notice.issuers


@lru_cache(maxsize=8192)
def _names_issuer(title: str) -> bool:
    return bool(read_issuers(nfkc(title), day=date.max)[0])


def find_issuer(name: str, *, today: date) -> str | None:
    """Return the issuer that a person calls by an acronym in any case or by a Chinese or English name, else None.

    `国家药监局` and `总局` are the authority of `today`, a day in Asia/Shanghai; `HC` is the publisher of the
    sources `hc/…`.
    """
    folded = " ".join(name.split())
    for issuer in known_issuers():
        if issuer.casefold() == folded.casefold():
            return issuer
    abroad = regulator_called(folded) or ("/" not in folded and foreign_publisher_of(folded.casefold()))
    if abroad:
        return abroad
    issuers, words = read_issuers(folded, day=today)
    whole = words.casefold() == folded.casefold() or has_han(folded)
    return issuers[0] if len(issuers) == 1 and whole else None
