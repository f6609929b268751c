"""Find the documents that the text of an announcement lists where its title counts them alone."""

from functools import lru_cache
from itertools import islice

from cdetrack.meaning.subject.chinese import BUNDLE, QUOTED
from cdetrack.meaning.subject.chinese_name import han_name
from cdetrack.meaning.subject.reader import subject_of
from cdetrack.text.clean import nfkc
from cdetrack.text.regex import regex

# A line of a list of attachments: `2.骨钉注册审查指导原则`.
_ATTACHED = regex(
    r"(?<![\d.])\d{1,2}\s?[.、]\s?(?!\d)(?P<name>[^\s。;《》]{5,80}?)"
    r"(?=\.(?:docx?|pdf|wps)|[\s。;]|\d{1,2}\s?[.、](?!\d)|$)"
)
_QUOTED_IN_TEXT = regex(r"(?<!根据)(?<!依据)(?<!按照)(?<!依照)(?<!落实)(?<!贯彻)(?<!执行)《(?P<name>[^《》]{5,120})》")
_QUOTED_RUN = regex(r"(?:《[^《》]{2,200}》\s?(?:\([^()]{0,40}\))?[\s、,;和及与以]{0,4}){2,40}")
_MOST_ISSUED, _REACH = 60, 6_000


@lru_cache(maxsize=1024)
def issued_in(title: str, *texts: str | None) -> frozenset[str]:
    """Return the names of the documents that the text of `等10项指导原则` lists in quotes or as its attachments.

    Each has the noun of the title. An empty set for a title that does not count its documents.
    """
    subject = subject_of(title)
    found = BUNDLE().search(nfkc(title)) if subject.bundle and subject.issuing else None
    if found is None:
        return frozenset()
    names: dict[str, None] = {}
    own = {name.base for name in subject.names}
    for text in texts:
        folded = nfkc(text or "", _REACH)
        # Those that stand beside the one of the title need not have its noun.
        for run in islice(_QUOTED_RUN().finditer(folded), _MOST_ISSUED):
            bases = [han_name(each).base for each in QUOTED().findall(run[0])]
            if not own.isdisjoint(bases):
                names |= dict.fromkeys(filter(None, bases))
        for pattern in (_QUOTED_IN_TEXT(), _ATTACHED()):
            for each in islice(pattern.finditer(folded), _MOST_ISSUED):
                base = han_name(each["name"]).base
                if base.endswith(found[0][-2:]):
                    names.setdefault(base)
    return frozenset(islice(names, _MOST_ISSUED))
