"""Derive the facets of a notice from its text: number, issuers, kind, status and its days.

One module for each: `number`, `issuers`, `kind` (on `headline` and `correction`), `status`, `overlap`, and for the
days, on `calendar`, `periods` and `sentences`: `effect`, `meeting`, `consultation` and `milestones`. This one folds the
text, bounds it and collects the results.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from cdetrack.meaning.facets.attached import LONGEST_BODY
from cdetrack.meaning.facets.calendar import as_slashed, in_one_order
from cdetrack.meaning.facets.consultation import is_publicity, read_comments_due
from cdetrack.meaning.facets.effect import read_effective
from cdetrack.meaning.facets.issuers import read_issuers
from cdetrack.meaning.facets.kind import read_kind
from cdetrack.meaning.facets.meeting import read_event
from cdetrack.meaning.facets.milestones import read_milestones
from cdetrack.meaning.facets.number import read_number
from cdetrack.meaning.facets.overlap import is_suspect
from cdetrack.meaning.facets.product import PRODUCT_LISTS, STATED, Product, read_product
from cdetrack.meaning.facets.sentences import of_the_field, relined
from cdetrack.meaning.facets.status import read_status
from cdetrack.meaning.facets.wording import as_written
from cdetrack.meaning.plain_title import plain_title
from cdetrack.model.frozen import frozen
from cdetrack.model.notice import Milestone, days_to_act_by
from cdetrack.model.publishers import foreign_publisher_of, listing_of
from cdetrack.text.application import is_application
from cdetrack.text.clean import LONGEST_TITLE, nfkc
from cdetrack.text.docnumber import in_digits
from cdetrack.text.regex import regex
from cdetrack.text.traditional import simplified

# Regulators of China whose pages never show the summary of another article; the English site of the NMPA does.
_OWN_TEXTS = regex(r"(?:nmpa-cn|cde|cmde|nifdc|cfdi|cdr|chp|[a-z]{2}-mpa)/")
# Characters. No real title or summary is longer; a hostile one of a megabyte must not cost more.
_SUMMARY, _BODY = 8_000, LONGEST_BODY
_OPENING = 600
"""The most characters at the start of a body that are read as a summary."""
_ARTICLE = regex(
    r"(?m)^\s*(?:(?i:article|section|chapter|part)\s(?:\d|[ivx]{1,4}\b)|第[一二三四五六七八九十\d]{1,3}[章条])"
)


@frozen
class Facets:
    """The facets of a notice; None or empty if its text does not have them."""

    number: str | None
    issuers: tuple[str, ...]
    kind: str
    status: str | None
    effective: date | None
    event: date | None
    comments_due: date | None
    milestones: tuple[Milestone, ...]
    product: Product
    summary_suspect: bool
    why: Mapping[str, str]
    """Field -> the words or the rule that give it, for fields with a value."""

    @property
    def days(self) -> tuple[tuple[str, date], ...]:
        """Every day to act by, with its kind, in the order of `DAYS`."""
        return days_to_act_by(self.effective, self.comments_due, self.event, self.milestones)


def read_facets(  # noqa: PLR0913 - all that a record holds
    *,
    title: str,
    date: date,
    summary: str | None = None,
    body: str | None = None,
    document_date: date | None = None,
    article: str | None = None,
    url: str | None = None,
    sources: tuple[str, ...] = (),
    stated: Mapping[str, str] = MappingProxyType({}),
) -> Facets:
    """Return the facets of one notice.

    `date` is the day in the listing, `document_date` the one under the document, both Asia/Shanghai: periods and days
    without a year count from them. `stated` are facts in fields of their own in the listing, days as ISO: they come
    before those in the text. `sources`, `url` and `summary` decide the kind of a title that has none. Raises no error.
    """
    head = plain_title(title)
    sources = tuple(map(listing_of, sources))
    number = read_number(head)
    # An old document can be listed late, and its number has its year.
    day = document_date or date
    issuers, named = read_issuers(head, day=min(day, _last_day(number[0])) if number else day, sources=sources, url=url)
    texts = (head, relined(nfkc(summary or "", _SUMMARY)), relined(nfkc(body or "", _BODY)))
    listed_product = any(source in PRODUCT_LISTS for source in sources)
    # The summary of a product in the CDE's lists is the applicant, without a word of its name.
    suspect = not listed_product and is_suspect(head, texts[1])
    kind, status, kind_words = _kind_and_status(head, sources, url, "" if suspect else texts[1])
    # The summary of another article has the days of that article; China's sites mix up notices and news of the state.
    of_another = suspect and not any(foreign_publisher_of(source) or _OWN_TEXTS().match(source) for source in sources)
    # The rules for days are in simplified characters; names stay as they are.
    plain = _simplified(texts)
    days = _own(plain, date, of_another=of_another)
    own = days if plain == texts else _own(texts, date, of_another=of_another)
    acting = _own(plain, date, of_another=of_another, procedure=True)
    found = _read_days(
        days,
        acting,
        kind=kind,
        listed=date,
        document=document_date,
        number=number[0] if number else None,
        publicity=listed_product or is_publicity(head),
        stated=stated,
    )
    pages = (title[:LONGEST_TITLE], (summary or "")[:_SUMMARY], (body or "")[:_BODY])
    rewritten = plain != texts or head != title
    found = found._replace(milestones=_milestones_as_written(found.milestones, pages, date))
    product, product_why = read_product(
        title=title,
        summary=summary,
        article=article,
        sources=sources,
        stated=stated,
        approved=kind == "approval",
        own=own,
    )
    product = _product_as_written(product, stated, pages)
    issuers, named = _acting(issuers, named, product)
    why = {"kind": kind_words, **product_why}
    why |= {field: each[1] for field, each in (("number", number), ("status", status)) if each}
    if issuers:
        why["issuers"] = named
    if rewritten:
        why |= _why_as_written(why, title[:LONGEST_TITLE])
    why |= _why_of_days(found, pages if rewritten else ())
    if suspect:
        why["summary_suspect"] = "it shares no word with the title"
    return Facets(
        number=number[0] if number else None,
        issuers=issuers,
        kind=kind,
        status=status[0] if status else None,
        effective=found.effective[0] if found.effective else None,
        event=found.event[0] if found.event else None,
        comments_due=found.comments_due[0] if found.comments_due else None,
        milestones=found.milestones,
        product=product,
        summary_suspect=suspect,
        why=why,
    )


class _Days(NamedTuple):
    """The days to act by, each with the words that give it."""

    effective: tuple[date, str] | None
    event: tuple[date, str] | None
    comments_due: tuple[date, str] | None
    milestones: tuple[Milestone, ...]


def _read_days(
    texts: tuple[str, str, str],
    acting: tuple[str, str, str],
    *,
    kind: str,
    listed: date,
    document: date | None,
    number: str | None,
    publicity: bool,
    stated: Mapping[str, str],
) -> _Days:
    """Return the days in title, summary and body; `acting` are the same with the words of the acts of procedure.

    `publicity` is True for a notice that makes names or results public, until a day for objections.
    """
    opened = _with_opening(texts)
    effective = read_effective(opened, kind=kind, listed=listed, document=document, number=number)
    event = read_event(texts, kind=kind, listed=listed)
    due = read_comments_due(opened, listed=listed, document=document)
    milestones: tuple[Milestone, ...] = ()
    if publicity:
        # Objections to a designation are no comments on a draft.
        milestones, due = _publicity(due, stated), None
    if "effective" in stated:
        effective = _iso(stated["effective"]), STATED
    if "comments_due" in stated:
        due = _iso(stated["comments_due"]), STATED
    if not milestones:
        in_words = read_milestones(
            acting,
            kind=kind,
            listed=listed,
            document=document,
            effective=effective[0] if effective else None,
            comments_due=due[0] if due else None,
            event=event[0] if event else None,
        )
        milestones = tuple(sorted((*_publicity(None, stated), *in_words), key=lambda each: each.date))
    return _Days(effective, event, due, milestones)


def _with_opening(texts: tuple[str, str, str]) -> tuple[str, str, str]:
    """Return the texts with the opening of the body as a part of the summary: it says what the notice is about.

    The opening ends with a sentence, and before the first article of a law.
    """
    title, summary, body = texts
    if not body:
        return texts
    opening = body
    if len(body) > _OPENING:
        opening = body[: max(body.rfind(end, 0, _OPENING) for end in ("\n", "。", ". ")) + 1]
    opening = _ARTICLE().split(opening, maxsplit=1)[0].strip()
    return title, f"{summary}\n{opening}".strip() if opening not in summary else summary, body


def _why_of_days(found: _Days, pages: tuple[str, ...]) -> dict[str, str]:
    """Return the words of each day by its field or kind, as they are in `pages`, if they can be written otherwise."""
    days = {"effective": found.effective, "event": found.event, "comments_due": found.comments_due}
    written = as_written({each[1] for each in days.values() if each}, pages) if pages else {}
    why = {field: written.get(each[1], each[1]) for field, each in days.items() if each}
    for milestone in found.milestones:
        words = why.get(milestone.what)
        why[milestone.what] = milestone.words if words is None else f"{words}; {milestone.words}"
    return why


def _kind_and_status(
    head: str, sources: tuple[str, ...], url: str | None, summary: str
) -> tuple[str, tuple[str, str] | None, str]:
    """Return the kind, the status with its words, and the words for the kind."""
    # The form of Chinese in which the rules are written.
    plain = in_digits(simplified(head))
    kind, words = read_kind(plain, sources, url, summary)
    return kind, read_status(plain), words


def _why_as_written(why: Mapping[str, str], title: str) -> dict[str, str]:
    """Return the fields with the words for them as the title has them; issuers have a comma between their names."""
    parts = {field: words.split(", ") if field == "issuers" else [words] for field, words in why.items()}
    written = as_written({part for each in parts.values() for part in each if part not in title}, (title,))
    return {field: ", ".join(written.get(part, part) for part in each) for field, each in parts.items()}


def _acting(issuers: tuple[str, ...], named: str, product: Product) -> tuple[tuple[str, ...], str]:
    """Return the issuers, or the CDE for an application under its number, and the words that give them."""
    if issuers or not is_application(product.application or ""):
        return issuers, named
    return ("CDE",), "the CDE gives acceptance numbers"


def _publicity(named: tuple[date, str] | None, stated: Mapping[str, str]) -> tuple[Milestone, ...]:
    """Return the end of a publicity period: a field of the listing, or `named` in the summary of an older record."""
    if "publicity_ends" in stated:
        named = _iso(stated["publicity_ends"]), f"公示截止日期：{stated['publicity_ends']}"
    return (Milestone(named[0], "publicity-ends", named[1]),) if named else ()


def _own(
    texts: tuple[str, str, str], listed: date, *, of_another: bool, procedure: bool = False
) -> tuple[str, str, str]:
    """Return the texts with their days in one order, and of the summary `of_another` article the sentences in point."""
    title, summary, body = texts
    summary = in_one_order(summary, listed)
    return title, of_the_field(summary, procedure=procedure) if of_another else summary, in_one_order(body, listed)


def _simplified(texts: tuple[str, str, str]) -> tuple[str, str, str]:
    title, summary, body = texts
    return simplified(title), simplified(summary), simplified(body)


def _milestones_as_written(
    milestones: tuple[Milestone, ...], texts: tuple[str, ...], listed: date
) -> tuple[Milestone, ...]:
    """Return the milestones with their words as the page has them, with full-width forms and its days."""
    for text in texts[1:]:
        # `2027-07-01` may be how the page has it, beside `07/01/2027`.
        milestones = tuple(
            each
            if any(each.words in page for page in texts)
            else each._replace(words=as_slashed(each.words, text, listed))
            for each in milestones
        )
    written = as_written({each.words for each in milestones}, texts)
    return tuple(each._replace(words=written.get(each.words, each.words)) for each in milestones)


def _product_as_written(product: Product, stated: Mapping[str, str], texts: Iterable[str]) -> Product:
    """Return the product with its names in the texts as the page has them; those of the listing's fields are."""
    written = as_written({value for value in product if value} - set(stated.values()), texts)
    return Product(*(written.get(value, value) if value else None for value in product))


def _iso(day: str) -> date:
    return date.fromisoformat(day)


def _last_day(number: str) -> date:
    """Return the last day of the year of a number, `2025-12`."""
    return date(int(number[:4]), 12, 31)
