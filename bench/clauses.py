"""Measure the comparison of a made-up draft and final, clause by clause.

    python bench/clauses.py [CLAUSES]

Both documents have 300 clauses by default, with known changes. Prints the processor time, and the changes that were
made and found; then the times for texts that are meant to be slow.
"""

import argparse
import random
import resource
import time
from collections import Counter
from collections.abc import Callable

from cdetrack.documents.clause_changes import DocumentChanges, compare_texts

_WORDS = (
    *("申办者", "研究者", "受试者", "伦理委员会", "药品监督管理部门", "临床试验机构", "申请人", "持有人", "检验机构"),
    *("应当", "不得", "可以", "负责", "按照", "根据", "及时", "定期", "如实", "在三十日内", "书面", "逐级"),
    *("提交", "记录", "报告", "评估", "保存", "审查", "核对", "公开", "通知", "培训", "变更", "终止", "备案"),
    *(
        "试验方案",
        "知情同意书",
        "原始数据",
        "安全性信息",
        "质量管理体系",
        "研究者手册",
        "不良事件",
        "检验报告",
        "总结报告",
    ),
    *("并且", "以及", "或者", "相关", "必要的", "完整的", "真实的", "重大的", "有效的"),
)
_DIGITS = "零一二三四五六七八九"


def _sentence(chance: random.Random) -> str:
    return "".join(chance.choices(_WORDS, k=chance.randint(6, 16)))


def _clause(chance: random.Random) -> str:
    return "。".join(_sentence(chance) for _ in range(chance.randint(2, 6))) + "。"


def _numeral(number: int) -> str:
    shown = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            shown += _DIGITS[digit] + name
        elif shown and number and not shown.endswith("零"):
            shown += "零"
    return shown.removeprefix("一") if shown.startswith("一十") else shown


def _document(clauses: list[str]) -> str:
    """Return the text of the clauses with their numbers, in lines as a PDF has them; an empty one starts a chapter."""
    lines: list[str] = []
    chapters = articles = 0
    for clause in clauses:
        if clause:
            articles += 1
            whole = f"第{_numeral(articles)}条 {clause}"
            lines += [whole[start : start + 40] for start in range(0, len(whole), 40)]
        else:
            chapters += 1
            lines.append(f"第{_numeral(chapters)}章 职责之{_numeral(chapters)}")
    return "\n".join(lines)


def draft_and_final(count: int, seed: int = 7) -> tuple[str, str, dict[str, int]]:
    """Return a draft of so many clauses, its final, and the number of changes of each kind between them."""
    chance = random.Random(seed)  # noqa: S311 - made-up texts, no secrets
    draft = [_clause(chance) if at % 30 else "" for at in range(count)]
    fates = Counter(chance.choices(("changed", "added", "removed", "moved", ""), (20, 4, 3, 2, 71), k=count))
    del fates[""]
    final = list(draft)
    articles = [at for at, clause in enumerate(draft) if clause]
    places = chance.sample(articles, fates["changed"] + fates["removed"] + fates["moved"])
    changed, rest = places[: fates["changed"]], places[fates["changed"] :]
    for at in changed:
        cut = len(final[at]) // 2
        final[at] = final[at][:cut] + _sentence(chance) + final[at][cut + 4 :]
    gone = set(rest)
    moved = [draft[at] for at in rest[fates["removed"] :]]
    final = [clause for at, clause in enumerate(final) if at not in gone]
    for clause in [*moved, *(_clause(chance) for _ in range(fates["added"]))]:
        final.insert(chance.randrange(1, len(final)), clause)
    return _document(draft), _document(final), dict(fates)


def _timed(compare: Callable[[], DocumentChanges]) -> tuple[float, DocumentChanges]:
    start = time.process_time()
    changes = compare()
    return time.process_time() - start, changes


def _hostile(size: int) -> dict[str, tuple[str, str]]:
    lines = range(size)
    return {
        "lines, no two alike": ("\n".join(f"{at} old words {at * 7}" for at in lines),
                                "\n".join(f"{at} new terms {at * 11}" for at in lines)),
        "equal lines": ("其他。\n" * size, "其他。\n" * (size - 1) + "另外。"),
        "numbered lines": ("\n".join(f"{at + 1}. 甲乙丙丁{at}" for at in range(400)) * (size // 400),
                           "\n".join(f"{at + 1}. 甲乙丙丁{at + 1}" for at in range(400)) * (size // 400)),
        "one endless line": ("甲" * size * 40, "乙" * size * 40),
        "two orders": ("\n".join(f"{at * 7919 % size} 段落 {at * 7919 % size}" for at in lines),
                       "\n".join(f"{at} 段落 {at}" for at in lines)),
        "brackets": ("（" * size * 10, "（一" * size * 5),
        "digits": ("1." * size * 10, "1.1 " * size * 5),
        "dots": ("." * size * 20 + "x", "· " * size * 10),
        "blanks": (" " * size * 40 + "x", "\t\u3000" * size * 20),
    }  # fmt: skip


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clauses", nargs="?", type=int, default=300)
    args = parser.parse_args()
    draft, final, made = draft_and_final(args.clauses)
    seconds, changes = _timed(lambda: compare_texts(draft, final))
    found = {kind: number for kind, number in changes.counts.items() if number}
    print(f"{args.clauses} clauses, {len(draft):,} and {len(final):,} characters: {seconds:.2f} s of processor time")
    print(f"made  {made}\nfound {found}")
    for name, (old, new) in _hostile(5_000).items():
        seconds, changes = _timed(lambda old=old, new=new: compare_texts(old, new))  # type: ignore[misc]
        print(f"{name:20} {len(old):9,} characters {len(changes.changes):6,} clauses {seconds:6.2f} s")
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
