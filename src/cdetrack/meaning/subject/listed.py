"""Find the documents that the text of an announcement or a consultation lists where its title counts them alone."""

from functools import lru_cache
from itertools import islice

from cdetrack.meaning.subject import subject_of
from cdetrack.meaning.subject.chinese import BUNDLE, QUOTED
from cdetrack.meaning.subject.chinese_name import han_name
from cdetrack.meaning.subject.values import Name
from cdetrack.model.notice import Notice
from cdetrack.text.clean import nfkc
from cdetrack.text.regex import Gated, regex

# A line of a list of attachments: `2.骨钉注册审查指导原则`.
_ATTACHED = regex(
    r"(?<![\d.])\d{1,2}\s?[.、]\s?(?!\d)(?P<name>[^\s。;《》]{5,80}?)"
    r"(?=\.(?:docx?|pdf|wps)|[\s。;]|\d{1,2}\s?[.、](?!\d)|$)"
)
# `附件1：骨钉注册审查指导原则.docx`, the name of a file
_PLACE_OF_FILE = regex(r"^\s*(?:附件\s?)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})?\s?[:：.、-]?\s*")
_QUOTED_IN_TEXT = regex(r"(?<!根据)(?<!依据)(?<!按照)(?<!依照)(?<!落实)(?<!贯彻)(?<!执行)《(?P<name>[^《》]{5,120})》")
_QUOTED_RUN = regex(r"(?:《[^《》]{2,200}》\s?(?:\([^()]{0,40}\))?[\s、,;和及与以]{0,4}){2,40}")
# `three draft guidances entitled “A,” “B,” and “C.”`
_QUOTE = regex(r"[“\"]([^“”\"]{8,200})[”\"]")
_COUNTED = Gated(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten) (?:\w{1,12} ){0,3}guidances? (?:\w{1,12} ){0,3}(?:en)?titled"
    r":? (?:[“\"][^“”\"]{8,200}[”\"](?:[,;]? (?:and )?)?){2,10}",
    "titled",
)
_MOST_LISTED, _REACH = 60, 6_000


def names_listed_in(notice: Notice) -> tuple[Name, ...]:
    """Return the names of the documents that the text of `等10项指导原则` lists in quotes or as its attachments.

    Each has the noun of the title. None for a title that does not count its documents, but for those that a summary in
    English counts and quotes.
    """
    if not subject_of(notice.title).bundle:
        found = _COUNTED.search(nfkc(notice.summary or "", _REACH))
        quoted = _QUOTE().findall(found[0]) if found else ()
        return tuple(name for each in quoted for name in subject_of(each.rstrip(",.; ")).names if name.base)
    # As `_ATTACHED` reads a list of attachments in a text.
    files = " ".join(f"1.{_PLACE_OF_FILE().sub('', each.name)}" for each in notice.attachments)
    return _names_in(notice.title, notice.summary, notice.body, files)


@lru_cache(maxsize=1024)
def _names_in(title: str, *texts: str | None) -> tuple[Name, ...]:
    """Return the names that these texts list for a title that counts its documents."""
    subject = subject_of(title)
    found = BUNDLE().search(nfkc(title))
    if found is None:
        return ()
    names: dict[Name, None] = {}
    own = {name.base for name in subject.names}
    for text in texts:
        folded = nfkc(text or "", _REACH)
        # Those that stand beside the one of the title need not have its noun.
        for run in islice(_QUOTED_RUN().finditer(folded), _MOST_LISTED):
            quoted = [han_name(each) for each in QUOTED().findall(run[0])]
            if not own.isdisjoint(name.base for name in quoted):
                names |= dict.fromkeys(name for name in quoted if name.base)
        for pattern in (_QUOTED_IN_TEXT(), _ATTACHED()):
            for each in islice(pattern.finditer(folded), _MOST_LISTED):
                name = han_name(each["name"])
                if name.base.endswith(found[0][-2:]):
                    names.setdefault(name)
    return tuple(islice(names, _MOST_LISTED))
