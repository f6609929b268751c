"""Compare the relations between notices with a file of labelled groups, and list every disagreement.

    python bench/relations.py [--apart] GROUPS.json

The file is a list of groups: `members` (with `title`, `date`, `summary`, `body`, `url`, `source`), `must`
(`[i, j, type]`: member i is that to member j) and `must_not` (`[i, j]`). All groups are in one cache, but for those
that repeat a title of an earlier one, and a relation between two groups is wrong. With `--apart`, for a file with
several groups on one matter, each group has a cache of its own.
"""

import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from cdetrack import Cache
from cdetrack.model.notice import Notice, Query

_REVERSE = {
    "same-document": "same-document",
    "interprets": "interpreted-by",
    "issues": "issued-by",
    "draft-of": "final-of",
    "corrects": "corrected-by",
    "supersedes": "superseded-by",
    "translation-of": "translated-by",
}
_REVERSE |= {reverse: name for name, reverse in _REVERSE.items()}


def related(groups: Sequence[Mapping[str, Any]], folder: Path) -> dict[tuple[int, int], Notice]:
    """Return (group, member) -> its notice, from a cache with all members, each source ingested by itself."""
    by_source: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for at, group in enumerate(groups):
        for place, member in enumerate(group["members"]):
            entry = {key: member.get(key) for key in ("title", "date", "summary", "body", "url")}
            by_source[member.get("source") or ""].append({**entry, "id": f"g{at:04}m{place:02}"})
    cache = Cache(folder)
    for source, entries in by_source.items():
        file = folder.parent / f"{len(entries)}-{abs(hash(source))}.json"
        file.write_text(json.dumps(entries), encoding="utf-8")
        for _ in cache.ingest(file, source=source or None):
            pass
    notices = cache.notices(Query(each=True, limit=0))
    return {(int(each.id[1:5]), int(each.id[6:8])): each for each in notices}


def judge(groups: Sequence[Mapping[str, Any]], counts: Counter[str]) -> list[str]:
    """Count the relations that are `right`, `missed`, `wrong` or `further` in one cache; return the disagreements."""
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        notices = related(groups, Path(folder) / "cache")
    for at, group in enumerate(groups):
        titles, where = [member["title"] for member in group["members"]], f"[{group['name']}]"
        must = {(i, j): kind for i, j, kind in group["must"]}
        must |= {(j, i): _REVERSE[kind] for (i, j), kind in must.items()}
        for place, title in enumerate(titles):
            found = {(int(each.id[1:5]), int(each.id[6:8])): each.type for each in notices[at, place].relations}
            for (i, j), kind in must.items():
                if i == place:
                    right = found.get((at, j)) == kind
                    counts["right" if right else "missed"] += 1
                    if not right:
                        lines.append(f"missed {where} {title}  {kind}  {titles[j]}")
            for (other, j), kind in found.items():
                wrong = other != at or [place, j] in group["must_not"] or [j, place] in group["must_not"]
                wrong = wrong or must.get((place, j), kind) != kind
                counts["wrong"] += wrong
                counts["further"] += not wrong and (place, j) not in must
                if wrong or (place, j) not in must:
                    related_to = groups[other]["members"][j]["title"]
                    lines.append(f"{'WRONG' if wrong else 'further'} {where} {title}  {kind}  {related_to}")
    return lines


def without_repeats(groups: Sequence[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """Return the groups in as few parts as hold no title twice: a cache may keep one of two."""
    parts: list[tuple[list[Mapping[str, Any]], set[str]]] = []
    for group in groups:
        own = {"".join(filter(str.isalnum, member["title"])).casefold() for member in group["members"]}
        part = next((each for each in parts if own.isdisjoint(each[1])), None)
        if part is None:
            parts.append(part := ([], set()))
        part[0].append(group)
        part[1].update(own)
    return [part for part, _ in parts]


def main(arguments: list[str]) -> int:
    """Print each disagreement and the totals; return 1 if there is one."""
    groups = json.loads(Path(arguments[-1]).read_text(encoding="utf-8"))
    counts: Counter[str] = Counter()
    for together in [[group] for group in groups] if "--apart" in arguments else without_repeats(groups):
        for line in judge(together, counts):
            print(line)
    print(dict(counts), datetime.now(UTC).date())
    return 1 if counts["wrong"] or counts["missed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
