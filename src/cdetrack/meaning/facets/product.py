"""Find the product that a notice is about: in the fields of a row of the CDE's lists, or in the text of an approval."""

from collections.abc import Mapping
from typing import NamedTuple

from cdetrack.meaning.facets.approval import read_approval
from cdetrack.text.application import is_application

PRODUCT_LISTS = ("cde/priority-review", "cde/breakthrough", "cde/trial-approvals")
"""The lists of the CDE with names of products as titles."""

STATED = "the listing states it"


class Product(NamedTuple):
    """A product, the applicant, the acceptance number of the application and the indication; None if unknown."""

    product: str | None = None
    applicant: str | None = None
    application: str | None = None
    indication: str | None = None


def read_product(
    *,
    title: str,
    summary: str | None,
    article: str | None,
    sources: tuple[str, ...],
    stated: Mapping[str, str],
    approved: bool,
    own: tuple[str, str, str],
) -> tuple[Product, dict[str, str]]:
    """Return the product of a notice, and for each of its fields the words or the rule that give it.

    `title` and `summary` are as the listing has them: a row of a product list may come from a cache of cdetrack 0.1,
    which put the applicant and the acceptance number into the summary. `own` are the folded title, summary and body,
    in which an approval (`approved`) names its product.
    """
    fields = {name: stated[name] for name in Product._fields if name in stated}
    why = dict.fromkeys(fields, STATED)
    if any(source in PRODUCT_LISTS for source in sources):
        parts = summary.split(" · ") if summary else []
        old = {
            "product": title,
            "application": article if article and is_application(article) else None,
            "applicant": parts[0] if len(parts) > 1 and not is_application(parts[0]) else None,
        }
        for name, value in old.items():
            if value and name not in fields:
                fields[name], why[name] = value, f"listed in {sources[0]}"
    if approved:
        for name, (value, words) in read_approval(*own).items():
            if name not in fields:
                fields[name], why[name] = value, words
    return Product(**fields), why
