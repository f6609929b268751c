"""The difference between two texts, and its cost."""

import random
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdetrack.text.alignment import STEPS, Steps
from cdetrack.text.diff import Segment, diff, excerpt, mark, shortened, tokens

PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "the",
                "drug",
                "Drug",
                "2025",
                "12",
                "13",
                "1,234.5",
                "10%",
                "2025-09-05",
                "September 5, 2025",
                "2025年9月5日",
            ),
            *(
                "第",
                "号",
                "药",
                "品",
                " ",
                "  ",
                "\n",
                ",",
                "。",
                ". ",
                "(",
                ")",
                "[",
                "]",
                "\x1b",
                "\u3000",
                "é",
                "𠀀",
                "",
            ),
        ]
    ),
    max_size=40,
).map("".join)


@given(PIECES | st.text(max_size=60), PIECES | st.text(max_size=60))
def test_a_difference_gives_back_both_texts(before: str, after: str) -> None:
    segments = diff(before, after)
    assert "".join(each.text for each in segments if each.op != "insert") == before
    assert "".join(each.text for each in segments if each.op != "delete") == after


@given(PIECES, PIECES)
def test_segments_alternate_and_a_delete_stands_before_its_insert(before: str, after: str) -> None:
    ops = [each.op for each in diff(before, after)]
    assert all(each.text for each in diff(before, after))
    wrong = {("equal", "equal"), ("delete", "delete"), ("insert", "insert"), ("insert", "delete")}
    assert not wrong & set(pairwise(ops))


@given(PIECES, PIECES, st.integers(0, 60))
def test_a_difference_is_exact_even_when_the_steps_run_out(before: str, after: str, limit: int) -> None:
    segments = diff(before, after, steps=Steps(limit))
    assert "".join(each.text for each in segments if each.op != "insert") == before
    assert "".join(each.text for each in segments if each.op != "delete") == after


@given(st.text(max_size=80) | PIECES)
def test_a_text_is_equal_to_itself_and_its_tokens_join_to_it(text: str) -> None:
    assert diff(text, text) == ([Segment("equal", text)] if text else [])
    assert "".join(tokens(text)) == text


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ("第12号", "第13号", "第[-12-]{+13+}号"),
        ("公告（2025年第12号）", "公告（2024年第13号）", "公告（[-2025-]{+2024+}年第[-12-]{+13+}号）"),
        ("([2025] No. 21)", "([2025] No. 22)", "([2025] No. [-21-]{+22+})"),
        ("as of September 5, 2025.", "as of September 6, 2025.", "as of [-September 5, 2025-]{+September 6, 2025+}."),
        ("自2025年9月5日起", "自2025年10月5日起", "自[-2025年9月5日-]{+2025年10月5日+}起"),
        ("2025-09-05", "2025-09-06", "[-2025-09-05-]{+2025-09-06+}"),
        ("1,234.5 units, 10%", "1,234.6 units, 12%", "[-1,234.5-]{+1,234.6+} units, [-10%-]{+12%+}"),
        ("古代经典名方", "古代名方", "古代[-经典-]名方"),
        ("drug", "drugs", "[-drug-]{+drugs+}"),
        ("", "new", "{+new+}"),
        ("old", "", "[-old-]"),
    ],
)
def test_words_numbers_dates_and_chinese_characters_are_marked_alone(before: str, after: str, marked: str) -> None:
    assert mark(diff(before, after)) == marked


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ("the quick brown fox", "the slow red fox", "the [-quick brown-]{+slow red+} fox"),
        ("x one, two y", "x three, four y", "x [-one, two-]{+three, four+} y"),
        ("(X) (A) (B)", "(X) (B)", "(X) [-(A) -](B)"),
        ("of the NMPA on", "of the National Administration on", "of the [-NMPA-]{+National Administration+} on"),
    ],
)
def test_a_difference_reads_as_a_person_would_tell_it(before: str, after: str, marked: str) -> None:
    """Not the shortest list of edits: a blank or a comma between two replaced words is replaced with them."""
    assert mark(diff(before, after)) == marked


def test_unrelated_texts_are_replaced_whole_rather_than_woven_together() -> None:
    before = "In order to implement the law and strengthen the management of drugs in the whole of this country today"
    after = "Officials met the delegation of a trade union and said that all of them would soon go to the new hall"
    assert [each.op for each in diff(before, after)] == ["delete", "insert"]


WORDS = [f"word{number}" for number in range(300)]


def prose(seed: int, length: int) -> str:
    chosen = random.Random(seed)  # noqa: S311 - the same text at every run
    return " ".join(chosen.choice(WORDS) + (". " if chosen.random() < 0.1 else "") for _ in range(length))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (prose(1, 12_000), prose(2, 12_000)),
        ("ab " * 33_000 + "x", "ba " * 33_000 + "y"),
        ("a\n" * 50_000 + "q", "b\na\n" * 25_000 + "z"),
        ("药" * 50_000 + "品", "品药" * 25_000 + "药"),
    ],
    ids=["unrelated", "periodic", "lines", "chinese"],
)
def test_a_large_difference_costs_a_bounded_number_of_steps(before: str, after: str) -> None:
    """One run of equal tokens may be read beyond the limit, no more: never a square of the length."""
    steps = Steps()
    segments = diff(before, after, steps=steps)
    assert steps.spent <= STEPS + max(len(before), len(after))
    assert "".join(each.text for each in segments if each.op != "insert") == before
    assert "".join(each.text for each in segments if each.op != "delete") == after


def test_a_few_changed_words_are_found_in_a_large_text() -> None:
    before = prose(3, 12_000)
    after = before.replace("word17 ", "other ", 3).replace("word250 ", "", 2)
    steps = Steps()
    segments = diff(before, after, steps=steps)
    assert sum(len(each.text) for each in segments if each.op == "equal") > 0.99 * len(before)
    assert steps.spent < 5_000


def test_an_excerpt_keeps_the_changes_and_a_little_around_them() -> None:
    before = f"{'a ' * 500}No. 12 {'b ' * 500}"
    shown = mark(excerpt(diff(before, before.replace("12", "13")), context=20))
    assert "No. [-12-]{+13+} b" in shown
    assert len(shown) < 80
    assert shown.startswith("…")
    assert shown.rstrip().endswith("…")


def test_an_excerpt_says_how_much_of_a_long_insertion_it_leaves_out() -> None:
    [shown] = excerpt(diff("", "x" * 5_000))
    assert "(4,000 characters)" in shown.text
    assert len(shown.text) < 1_100


@given(st.text("ab- .指导，", max_size=120), st.integers(0, 40))
def test_an_excerpt_is_never_cut_inside_a_word(text: str, context: int) -> None:
    given = [Segment("delete", "x"), Segment("equal", text), Segment("insert", "y")]
    shown = excerpt(given, context=context)[1].text
    if shown == text:
        return
    head, _, tail = shown.partition("…")
    words = re.findall(r"[ab.-]+", text)
    assert re.findall(r"[ab.-]+", head) == words[: len(re.findall(r"[ab.-]+", head))]
    assert not (last := re.findall(r"[ab.-]+", tail)) or words[-len(last) :] == last


@pytest.mark.parametrize(
    ("text", "longest", "shown"),
    [
        ("patient-centered drugs", 12, "patient-cen…"),
        ("the patient-centered drugs", 22, "the patient-centered…"),
        ("关于公开征求《儿童用药指导原则》意见的通知", 10, "关于公开征求《儿童…"),
        ("截止日期为2026年12月20日，逾期不候。", 18, "截止日期为2026年12月20日，…"),
    ],
)
def test_a_text_is_shortened_between_two_words(text: str, longest: int, shown: str) -> None:
    assert shortened(text, longest) == shown
