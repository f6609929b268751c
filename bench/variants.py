"""Change titles in ways that must not matter, and count the labels that are lost or gained.

    python bench/variants.py [-v] [--only NAME] [FILE.json]...

The files have labelled titles, as those of `bench/evaluate.py`; by default all of `tests/data/understanding`. A field
is judged on the titles that are read right as they are. For each change, a line has the number of titles that it
changed, and of the labels that differ then; `-v` prints these titles.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from cdetrack.meaning.facets import read_facets
from cdetrack.meaning.topics import load_topics
from cdetrack.text.clean import fold_text, without_badge
from cdetrack.text.script import HAN, has_han
from cdetrack.text.traditional import simplified

Labels = dict[str, Any]
Rewriting = Callable[[str], str]
_To = str | Callable[[re.Match[str]], str]
_LABELLED = Path(__file__).resolve().parents[1] / "tests" / "data" / "understanding"
_FIELDS, _SIGNS = ("kind", "issuers", "number", "status"), {"-": "lost", "+": "gained"}
_BRITISH = (
    "labelling paediatr haem anaem leukaem tumour anaesth authoris organis minimis harmonis immunis randomis sterilis"
    " standardis recognis licence programme centre behaviour colour orthopaed enrolment catalogue analyser"
)
_AMERICAN = (
    "labeling pediatr hem anem leukem tumor anesth authoriz organiz minimiz harmoniz immuniz randomiz steriliz"
    " standardiz recogniz license program center behavior color orthoped enrollment catalog analyzer"
)
_PREFIXED = r"(?=market|clinical|approval|authori|prescription|sterile|complian|human\b)"
_ENDS_IN_A_WORD = rf"(?<=[a-z{HAN}]{{3}})$"
# From a pattern to its replacement, in English titles (`en`), Chinese ones (`zh`), or both.
_REWRITTEN: tuple[tuple[str, str, str, _To], ...] = (
    ("plural", "en", r"(?<!the )(?<!a )(?<!\()\b(?:product|device|medicine|vaccine|diagnostic)(?=$|[.,;:])", r"\g<0>s"),
    ("no hyphens", "en", r"(?<=[a-z]{3})-(?=[a-z]{3})", " "),
    ("pre-market, premarket", "en", rf"\b(pre|post|non)-{_PREFIXED}", r"\1"),
    ("premarket, pre market", "en", rf"\b(pre|post|non)-?{_PREFIXED}", r"\1 "),
    ("pre market, pre-market", "en", rf"\b(pre|post|non) ?{_PREFIXED}", r"\1-"),
    ("' to ’", "", "'", "’"),
    ("’ “” to straight", "", "[’“”]", lambda found: "'" if found[0] == "’" else '"'),
    ("- to –", "", " [-—] ", " – "),
    ("— to -", "", "[–—]", "-"),
    ("and to &", "en", r"\band\b", "&"),
    ("full width", "zh", "[!-~]", lambda found: chr(ord(found[0]) + 0xFEE0)),
    ("half width", "zh", "[（）：，；？！]", lambda found: chr(ord(found[0]) - 0xFEE0)),
    ("spaced digits", "zh", rf"(?<=[{HAN}])(?=[0-9])|(?<=[0-9])(?=[{HAN}])", " "),
    ("spaced scripts", "zh", rf"(?<=[{HAN}])(?=[A-Za-z])|(?<=[A-Za-z])(?=[{HAN}])", " "),
    ("spaced letters", "zh", rf"(?<=[{HAN}])(?=[{HAN}])(?<!\s.)(?!.*[{HAN}]\s[{HAN}]{{2}})", " "),
    ("《》 to “”", "zh", "《([^《》〈〉“]+)》", r"“\1”"),
    ("no 《》", "zh", "(?<=布)《([^《》]+)》(?=的)", r"\1"),
    ("another number", "", r"(?<=[第. ])(\d\d)(?=号|, 20|\)$)", lambda found: str(99 - int(found[1]) or 7)),
    ("another province", "zh", "浙江|江苏|广东|山东|四川|湖北|河北", "湖南"),
    *((f"{head}…", "", rf"^(?=[A-Z{HAN}《])", head) for head in ("• ", "1. ", "(1) ", "【置顶】", "2026-03-02 ")),
    *((f"…{tail}", "", "$", tail) for tail in (" (PDF, 1.2 MB)", " [PDF]", ".pdf", " （图）")),
    *((f"…{tail}", "", r"(?<=[^\W_]{3})$", tail) for tail in (".", " NEW")),
    *((f"…{tail}", "en", _ENDS_IN_A_WORD, tail) for tail in (" (English version)", " (updated)", " (2026)")),
    *((f"…{tail}", "zh", r"(?<=[^\W_]{3})$|(?<=\d号[)）])$", tail) for tail in ("。", "（2026年版）", "（第二版）")),
)  # fmt: skip
_OTHER_ACTS = "关于|征求|发布|印发|解读|读懂|图解|意见|》."
_BARE = rf"^《?(?!.*(?:{_OTHER_ACTS}))([^《》“]{{2,80}}(?:指导原则|办法|规定|规范)(?:（试行）)?)》?$"
_NMPA = {"issuers": ("NMPA",), "date": "2026-03-02"}
_ISSUED = {"kind": "announcement", "status": "?", "issuers": "?"}
_ASKS = {"kind": "notice", "status": "draft", "issuers": "?"}
_NUMBERED = _ISSUED | _NMPA | {"number": "2026-12"}
_NOTIFIED = {"kind": "notice", "issuers": ("Zhejiang MPA",), "status": "?"}
_NEWS = {"kind": "?", "issuers": ("FDA",), "status": None}
_NAMED = r"^([A-Z][^;:]{8,150}?)(?:; | - |: )(?:(?:Draft )?Guidance for Industry(?: and[^;]*)?(?:; Availability)?)$"
_GUIDES = {"kind": "guideline", "issuers": "?", "status": None}
# The same, with the labels that the frame gives.
_FRAMED = (
    ("国家药监局关于发布X的公告", _BARE, r"国家药监局关于发布\1的公告", _ISSUED | _NMPA),
    ("…公告（2026年第12号）", _BARE, r"国家药监局关于发布\1的公告（2026年第12号）", _NUMBERED),
    ("公告2026年第12号 …", _BARE, r"国家药监局公告2026年第12号 关于发布\1", _NUMBERED),
    ("浙江省…的通知", _BARE, r"浙江省药监局关于印发《\1》的通知", _NOTIFIED),
    ("综合司公开征求《X》意见", _BARE, r"国家药监局综合司公开征求《\1（征求意见稿）》意见", _ASKS | _NMPA),
    ("…公开征求意见的公告", _BARE, r"关于《\1（征求意见稿）》公开征求意见的公告", _ASKS | {"kind": "announcement"}),
    ("《X》发布", _BARE, r"《\1》发布", {"kind": "?", "issuers": "?", "status": "?"}),
    ("Guidance for Industry: X", _NAMED, r"Guidance for Industry: \1", _GUIDES),
    ("X - Guidance for Industry", _NAMED, r"\1 - Guidance for Industry", _GUIDES),
    ("X; Draft …; Availability", _NAMED, r"\1; Draft Guidance for Industry; Availability", _ASKS),
    ("Draft guidance: X", _NAMED, r"Draft guidance: \1", _GUIDES | {"status": "draft", "kind": "?"}),
    ("FDA issues final guidance on X", _NAMED, r"FDA issues final guidance on \1", _NEWS),
    ("Consultation on X", _NAMED, r"Consultation on \1", _ASKS),
    ("Public consultation: X", _NAMED, r"Public consultation: \1", _ASKS),
    ("X: consultation", _NAMED, r"\1: consultation", _ASKS | {"kind": "?"}),
)  # fmt: skip
_NEW = (
    "药疗监检测验临试术导则关发规审评备订产单质风险应报务国总区医学标签儿婴肿见设计资变创优证"
    "说诊细动电经环节题种类问业联处罚数据"
)
_OLD = (
    "藥療監檢測驗臨試術導則關發規審評備訂產單質風險應報務國總區醫學標籤兒嬰腫見設計資變創優證"
    "說診細動電經環節題種類問業聯處罰數據"
)


class Case(NamedTuple):
    """A labelled notice with what is read of it, the topics that it may have, and the fields that are read right."""

    notice: Labels
    read: Labels
    topics: frozenset[str]
    right: tuple[str, ...]


def changes(titles: Sequence[str]) -> Iterator[tuple[str, Rewriting, Labels]]:
    """Yield each change by its name, with the labels that it changes, `?` for any; `titles` tell common words."""
    common = {word.capitalize() for title in titles for word in re.findall(r"(?<= )[a-z]{4,}\b", title)}
    yield "capitals", lambda title: title if has_han(title) else title.upper(), {}
    yield "Title Case", _rewriting("en", r"(?<= )[a-z]{4,}", lambda found: found[0].capitalize()), {}
    yield "sentence case", _rewriting("en", rf"(?<= )(?:{'|'.join(common)})\b", lambda found: found[0].lower()), {}
    yield "British", _spelled(_AMERICAN, _BRITISH), {}
    yield "American", _spelled(_BRITISH, _AMERICAN), {}
    old = str.maketrans(_NEW, _OLD)
    yield "traditional", lambda title: title if simplified(title) != title else title.translate(old), {"issuers": "?"}
    for name, where, pattern, to in _REWRITTEN:
        yield name, _rewriting(where, pattern, to), {"number": "?", "issuers": "?"} if "another" in name else {}
    for name, pattern, to, labels in _FRAMED:
        yield name, _rewriting("", pattern, to), labels


def _rewriting(where: str, pattern: str, to: _To) -> Rewriting:
    found = re.compile(pattern)
    return lambda title: title if where and (where == "zh") != has_han(title) else found.sub(to, title)


def _spelled(words: str, others: str) -> Rewriting:
    spelled = dict(zip(words.split(), others.split(), strict=True))
    spelled |= {word.upper(): other.upper() for word, other in spelled.items()}
    spelled |= {word.capitalize(): other.capitalize() for word, other in spelled.items() if word.islower()}
    return _rewriting("", rf"\b(?:{'|'.join(spelled)})(?!ue|me)", lambda found: spelled[found[0]])


def read(notice: Labels, title: str) -> dict[str, Any]:
    """Return the fields and the topics of a notice with another title, which a source cleans first."""
    title = without_badge(fold_text(title))
    listing = notice.get("listing") or ""
    sources = () if ":" in listing or " " in listing or not listing else (listing,)
    facets = read_facets(title=title, date=date.fromisoformat(notice["date"]), sources=sources)
    topics = load_topics(None).match(title, None, sources=sources, url=notice.get("url"), issuers=facets.issuers)
    return {field: getattr(facets, field) for field in _FIELDS} | {"topics": frozenset(topics)}


def labelled(files: Iterable[Path] = ()) -> list[Labels]:
    """Return the labelled notices of the files, by default of the tests, each title once."""
    read_from = files or sorted(_LABELLED.glob("*.json"))
    notices = (each for file in read_from for each in json.loads(file.read_text(encoding="utf-8")))
    return list({each["title"]: each for each in notices if "expected" in each}.values())


def case_of(notice: Labels) -> Case:
    """Return what is read of a labelled notice."""
    expected, found = notice["expected"] | {"kind": "?"}, read(notice, notice["title"])
    right = [field for field in _FIELDS if expected[field] in ("?", found[field], list(found[field] or ()))]
    if found["kind"] not in expected["kinds_ok"]:
        right.remove("kind")
    return Case(notice, found, found["topics"].union(expected["topics"], expected["maybe"]), tuple(right))


def differences(case: Case, changed: str, labels: Labels) -> list[str]:
    """Return what is read otherwise of a changed title: `-topic`, `+topic`, `kind: notice > news`."""
    found = read(case.notice | {"date": labels.get("date", case.notice["date"])}, changed)
    marks = [f"-{name}" for name in sorted(case.read["topics"] - found["topics"])]
    marks += [f"+{name}" for name in sorted(found["topics"] - case.topics)]
    for field in case.right:
        wanted = labels.get(field, case.read[field])
        right = case.notice["expected"]["kinds_ok"] if field == "kind" and field not in labels else (wanted,)
        if wanted != "?" and found[field] not in right:
            marks.append(f"{field}: {wanted} > {found[field]}")
    return marks


def _both(known: Sequence[Case]) -> Iterator[tuple[Case, str]]:
    """Yield an announcement of two documents: it is about what each is about."""
    named = [(case, found[1]) for case in known if (found := re.search(_BARE, case.notice["title"]))]
    for (one, name), (other, second) in pairwise(named):
        topics = {"topics": one.read["topics"] | other.read["topics"], "kind": "announcement"}
        yield Case(one.notice, topics, one.topics | other.topics, ("kind",)), f"关于发布《{name}》和《{second}》的公告"


def main() -> int:
    """Print the counts of each change."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("--only", metavar="NAME", default="")
    parser.add_argument("files", nargs="*", type=Path)
    args = parser.parse_args()
    known = [case_of(notice) for notice in labelled(args.files)]
    titles = [case.notice["title"] for case in known]
    tried = [(name, labels, list(zip(known, map(of, titles), strict=True))) for name, of, labels in changes(titles)]
    for name, labels, pairs in (*tried, ("…《X》和《Y》…", _ISSUED, list(_both(known)))):
        if args.only not in name:
            continue
        changed = [(case, title) for case, title in pairs if title != case.notice["title"]]
        found = [(marks, title) for case, title in changed if (marks := differences(case, title, labels))]
        counts = Counter(_SIGNS.get(mark[0], mark.partition(":")[0]) for marks, _ in found for mark in marks)
        print(f"{name}: {len(changed)} titles", *(f"{count} {what}" for what, count in counts.items()), sep=", ")
        for marks, title in found if args.verbose else ():
            print(f"    {'; '.join(marks)} | {title}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
