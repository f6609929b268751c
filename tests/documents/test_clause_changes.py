"""Two documents compared: each clause once, told as what happened to it."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdetrack.documents import pairing
from cdetrack.documents.clause_changes import ClauseChange, compare_clauses, compare_texts
from cdetrack.documents.clauses import Clause, clauses
from cdetrack.text.diff import mark
from support.golden import expect
from support.paths import DATA

TEXTS = DATA / "documents"
SENTENCES = [
    f"{subject}应当{act}{thing}，并在{days}日内{end}。"
    for subject, act, thing, days, end in zip(
        ["申请人", "研究者", "申办者", "持有人", "检验机构", "伦理委员会", "监查员", "受托方"],
        ["提交", "保存", "核对", "公开", "评估", "审查", "记录", "变更"],
        [
            "试验方案",
            "原始数据",
            "知情同意书",
            "安全性信息",
            "检验报告",
            "研究者手册",
            "不良事件",
            "总结报告",
        ],
        range(3, 27, 3),
        [
            "报告药品监督管理部门",
            "归档",
            "更正",
            "说明理由",
            "重新备案",
            "告知受试者",
            "完成培训",
            "停止试验",
        ],
        strict=True,
    )
]
documents = st.lists(st.sampled_from([*SENTENCES, "其他。", "Further terms.", ""]), max_size=12)
texts = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "第一条 甲",
                "第二条 乙",
                "一、总则",
                "（一）范围",
                "1.1 Scope",
                "1. Scope",
                "附件1",
                "\f",
                "- 2 -",
                "目录",
            ]
        ),
        st.text("第条章一二三1.2（） \t\f\n甲乙abc，。", max_size=20),
    ),
    max_size=25,
).map("\n".join)


def numbered(sentences: list[str]) -> str:
    return "\n".join(f"第{at}条 {sentence}" for at, sentence in enumerate(sentences, 1))


def kinds(changes: tuple[ClauseChange, ...]) -> list[str]:
    return [change.kind for change in changes]


@pytest.mark.parametrize("name", ["provisions", "guidance"])
def test_a_draft_and_its_final_are_told_as_reviewed(name: str) -> None:
    old, new = ((TEXTS / f"{name}-{version}.txt").read_text(encoding="utf-8") for version in ("draft", "final"))
    shown = []
    for change in compare_texts(old, new).changes:
        sides = " → ".join(
            "+".join(clause.place or "-" for clause in side) for side in (change.old, change.new) if side
        )
        shown.append(f"{change.kind:10} {sides}\n    {mark(change.segments)}\n")
    expect(TEXTS / f"{name}-changes.txt", "".join(shown))


@given(texts)
def test_a_document_is_the_same_as_itself(text: str) -> None:
    assert set(kinds(compare_texts(text, text).changes)) <= {"same"}
    assert not compare_texts(text, text).differ


@given(texts, texts)
def test_every_clause_of_both_sides_is_told_once(old: str, new: str) -> None:
    before, after = clauses(old), clauses(new)
    changes = compare_clauses(before, after).changes
    assert Counter(clause for change in changes for clause in change.old) == Counter(before)
    assert [clause for change in changes for clause in change.new] == after
    for change in changes:
        without = "".join("".join(segment.text.split()) for segment in change.segments if segment.op != "delete")
        assert without == "".join("".join(clause.text.split()) for clause in change.new)


@given(st.lists(st.sampled_from(SENTENCES), unique=True, min_size=1), st.data())
def test_an_inserted_clause_is_one_addition(sentences: list[str], data: st.DataObject) -> None:
    """The clauses behind it have other numbers and are not changed."""
    at = data.draw(st.integers(0, len(sentences)))
    longer = [*sentences[:at], "本条为新增内容，鼓励共享真实世界数据。", *sentences[at:]]
    found = kinds(compare_texts(numbered(sentences), numbered(longer)).changes)
    assert found == ["same"] * at + ["added"] + ["renumbered"] * (len(sentences) - at)
    found = kinds(compare_texts(numbered(longer), numbered(sentences)).changes)
    assert Counter(found) == Counter({"same": at, "removed": 1, "renumbered": len(sentences) - at}) - Counter()


@given(st.lists(st.sampled_from(SENTENCES), unique=True, min_size=3), st.data())
def test_a_clause_in_another_place_has_moved(sentences: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(sentences) - 3))
    other = [*sentences[:start], *sentences[start + 1 :], sentences[start]]
    changes = compare_texts(numbered(sentences), numbered(other)).changes
    [moved] = [change for change in changes if change.kind == "moved"]
    assert moved.new[0].text == sentences[start]
    assert (moved.old[0].label, moved.new[0].label) == (f"第{start + 1}条", f"第{len(sentences)}条")
    assert set(kinds(changes)) <= {"same", "renumbered", "moved"}


def only(old: str, new: str, kind: str) -> ClauseChange:
    [found] = [change for change in compare_texts(old, new).changes if change.kind == kind]
    return found


def test_numbers_and_dates_are_marked_whole() -> None:
    changed = only(
        "第一条 自2025年9月5日起保存十九年，至少1,234.5份。",
        "第一条 自2025年10月1日起保存二十年，至少1,334.5份。",
        "changed",
    )
    assert mark(changed.segments) == (
        "自[-2025年9月5日-]{+2025年10月1日+}起保存[-十九-]{+二十+}年，至少[-1,234.5-]{+1,334.5+}份。"
    )


def test_a_reference_that_follows_a_new_number_is_no_change_of_words() -> None:
    old = [*SENTENCES[:2], "违反第二条规定的，依照《药品管理法》第九条处罚。"]
    new = [SENTENCES[5], *old[:2], "违反第三条规定的，依照《药品管理法》第九条处罚。"]
    found = compare_texts(numbered(old), numbered(new)).changes
    assert kinds(found) == ["added", "renumbered", "renumbered", "renumbered"]
    assert mark(found[-1].segments).startswith("违反第[-二-]{+三+}条")
    new[-1] = new[-1].replace("第三条", "第一条")
    assert kinds(compare_texts(numbered(old), numbered(new)).changes)[-1] == "changed"


def test_clauses_that_are_worded_alike_stay_in_their_order() -> None:
    """Penalties differ in nothing but what they punish and how much."""
    old = [f"违反本法第{each}条规定的，责令改正，处{each}万元以上{each * 3}万元以下的罚款。" for each in range(1, 80)]
    new = [f"{text[:-1]}，并予通报。" if at % 7 == 0 else text for at, text in enumerate(old)]
    new.insert(40, "违反本法第三百条规定的，责令改正，处五百万元以上九百万元以下的罚款。")
    found = compare_texts(numbered(old), numbered(new))
    assert {kind: count for kind, count in found.counts.items() if count} == {
        "added": 1, "changed": 12, "renumbered": 33, "same": 34,
    }  # fmt: skip


def test_clauses_that_are_alike_and_all_changed_stay_in_their_order() -> None:
    old = ["本条有效。", *(f"违反第{each}项规定的，责令改正，处{each}万元的罚款。" for each in range(11, 41))]
    new = [old[0], *(text.replace("改正", "停业") for text in old[1:])]
    new.insert(1, "违反第九九项规定的，责令停业，处九九万元的罚款。")
    found = compare_texts(numbered(old), numbered(new))
    assert {kind: count for kind, count in found.counts.items() if count} == {"same": 1, "added": 1, "changed": 30}


def test_a_table_with_other_numbers_stays_in_its_order() -> None:
    """No words of a row are in few rows, so that its place alone leads to the other one."""
    old = ["本条有效。", *(f"违反规定的，责令改正，处{each}万元的罚款。" for each in range(11, 81))]
    new = [old[0], *(f"违反规定的，责令改正，处{each + 500}万元的罚款。" for each in range(11, 81))]
    found = compare_texts(numbered(old), numbered(new))
    assert {kind: count for kind, count in found.counts.items() if count} == {"same": 1, "changed": 70}


@given(st.lists(st.tuples(st.integers(1, 99), st.integers(1, 99)), min_size=100, max_size=200))
@settings(max_examples=10)
def test_rows_of_a_table_stay_in_their_order(rows: list[tuple[int, int]]) -> None:
    """Of rows that are about as similar, the one in the expected place is the same row."""
    old = [f"申请人应当在{one}日内提交第{other}号资料。" for one, other in rows]
    new = [text.replace("资料", "材料") if at % 3 == 0 else text for at, text in enumerate(old)]
    assert set(kinds(compare_texts(numbered(old), numbered(new)).changes)) == {"same", "changed"}


def test_a_moved_clause_can_have_other_words() -> None:
    moved = SENTENCES[0].replace("3日", "9日")
    found = compare_texts(numbered(SENTENCES[:5]), numbered([*SENTENCES[1:5], moved])).changes
    assert kinds(found) == ["renumbered"] * 4 + ["moved"]
    assert "[-3-]{+9+}日" in mark(found[-1].segments)


def test_a_divided_clause_is_told_with_its_parts() -> None:
    whole = [SENTENCES[0] + SENTENCES[1], SENTENCES[2]]
    parts = [*SENTENCES[:3]]
    found = compare_texts(numbered(whole), numbered(parts)).changes
    assert [(change.kind, len(change.old), len(change.new)) for change in found] == [
        ("split", 1, 2),
        ("renumbered", 1, 1),
    ]
    found = compare_texts(numbered(parts), numbered(whole)).changes
    assert [(change.kind, len(change.old), len(change.new)) for change in found] == [
        ("merged", 2, 1),
        ("renumbered", 1, 1),
    ]


def test_a_new_text_under_an_old_heading_is_a_change() -> None:
    old = "1.1 Scope\nAll drugs.\n1.2 Sample size\nThirty patients are enough in most cases."
    new = "1.1 Scope\nAll drugs.\n1.2 Sample size\nIt follows from the variance of the endpoint."
    assert kinds(compare_texts(f"1 Trials\n{old}", f"1 Trials\n{new}").changes) == ["same", "same", "changed"]


def test_another_text_under_an_old_number_is_another_clause() -> None:
    found = kinds(
        compare_texts(numbered(SENTENCES[:3]), numbered([SENTENCES[0], "本规定由国家局解释。", SENTENCES[2]])).changes
    )
    assert found in (["same", "removed", "added", "same"], ["same", "added", "removed", "same"])


def test_few_clauses_are_compared_with_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five thousand clauses that are all different are compared by the words that few of them have."""
    count = 0
    likeness = pairing._likeness  # noqa: SLF001 - counted

    def counted(one: pairing._Side, other: pairing._Side, i: int, j: int) -> float:
        nonlocal count
        count += 1
        return likeness(one, other, i, j)

    monkeypatch.setattr(pairing, "_likeness", counted)
    sides = [
        [
            Clause(
                "", "", 0, "", (), (f"{start + each} {' '.join(f'w{(each * k + start) % 997}' for k in range(20))}",)
            )
            for each in range(5_000)
        ]
        for start in (0, 100_000)
    ]
    compare_clauses(*sides)
    assert count <= 5_000 * 4 + 60_000
