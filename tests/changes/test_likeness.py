"""Which titles are one title reworded, and which are of two notices."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdetrack.changes.likeness import acts_of, are_alike

ALIKE = [
    # Signs, blanks and letters of another width or case.
    ("Notice on the “CARE” Plan", 'NOTICE on  the "CARE" Plan.'),
    ("关于药品的公告（2025年第12号）", "关于药品的公告(2025年第12号)"),
    # Misspelled, and mended.
    ("Notice on Adminstration of Drug Trials", "Notice on Administration of Drug Trials"),
    ("Announcement on Optimising the Review of Drugs", "Announcement on Optimizing the Review of Drugs"),
    # Completed, and shortened.
    ("Announcement on Matters Concerning the Review", "NMPA Announcement on Matters Concerning the Review"),
    ("Announcement on Optimizing of the Review", "Announcement on Optimizing the Review"),
    ("国家药监局关于发布药品目录的公告", "国家药监局关于发布药品审评目录的公告"),
    ("Notice on the Reciept of Samples", "Notice on the Receipt of Samples"),
]
APART = [
    # Another number, lot, strength, letter or batch.
    ("Recall of Redtinib Tablets, lot 1234", "Recall of Redtinib Tablets, lot 1243"),
    ("Approval of Redtinib Tablets 25 mg", "Approval of Redtinib Tablets 50 mg"),
    ("Approval of Redtinib Tablets 25mg", "Approval of Redtinib Tablets 50mg"),
    ("Guideline for Widgets of Type A", "Guideline for Widgets of Type B"),
    ("Guideline for Widgets", "Guideline for Widgets II"),
    ("Announcement No. 12 on Drugs", "Announcement No. 13 on Drugs"),
    ("关于药品的公告（2025年第12号）", "关于药品的公告（2025年第13号）"),
    ("仿制药参比制剂目录（第十二批）", "仿制药参比制剂目录（第十三批）"),
    ("疫苗管理办法上册", "疫苗管理办法下册"),
    ("药品A说明书修订公告", "药品B说明书修订公告"),
    # An act on another document.
    ("Announcement on the Review of Drugs", "Correction: Announcement on the Review of Drugs"),
    ("Announcement on the Review of Drugs", "Announcement on the Review of Drugs (Updated)"),
    ("Guidance on Widget Safety for Industry", "Withdrawal of Guidance on Widget Safety for Industry"),
    ("关于发布药品目录的公告", "关于更正药品目录的公告"),
    ("关于发布药品目录的公告", "关于废止药品目录的公告"),
    # Words of its own on each side, or more of them than one title gains.
    ("Approval of Redtinib Tablets", "Approval of Bluetinib Capsules"),
    ("Notice on Drugs", "Notice on Drugs and the Supervision of Their Manufacture Abroad"),
    ("关于药品注册的公告", "关于化妆品备案的公告"),
    ("关于药品的公告", "关于药品生产质量管理规范附录的公告"),
    ("A", "B"),
    # Another word, though most of its letters are the same.
    ("Fourth meeting of the advisory board", "Fourteenth meeting of the advisory board"),
    ("Approval of prednisone tablets", "Approval of prednisolone tablets"),
    ("List of approved widgets", "List of unapproved widgets"),
    ("Notice to Alder Pharma on widgets", "Notice to Elder Pharma on widgets"),
    ("Visit to Austria of the board", "Visit to Australia of the board"),
    ("湖南药品抽检公告", "湖北药品抽检公告"),
    ("同意设立药品检验所的批复", "不同意设立药品检验所的批复"),
    ("关于征求药品目录意见的通知", "关于再次征求药品目录意见的通知"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_a_title_that_is_misspelled_completed_or_shortened_stays_its_notices(one: str, other: str) -> None:
    assert are_alike(one, other)
    assert are_alike(other, one)


@pytest.mark.parametrize(("one", "other"), APART)
def test_a_title_that_differs_in_what_tells_notices_apart_is_another_ones(one: str, other: str) -> None:
    """A lot, a strength, a batch or a correction is news: taken for a rewording, it would be in no alert."""
    assert not are_alike(one, other)
    assert not are_alike(other, one)


@pytest.mark.parametrize(
    ("title", "acts"),
    [
        ("Corrigendum to the Announcement", {"correct"}),
        ("Withdrawn: Guidance on Widgets", {"withdraw"}),
        ("Supplementary Notice, Extended Deadline", {"supplement", "extend"}),
        ("关于更正和补充公告的通知", {"correct", "supplement"}),
        ("关于撤销药品注册证书的公告", {"withdraw"}),
        ("Announcement on the Correctional Service", set()),
    ],
)
def test_an_act_is_called_alike_in_english_and_chinese(title: str, acts: set[str]) -> None:
    assert acts_of(title) == acts


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_the_same_from_both_sides_and_every_title_is_like_itself(one: str, other: str) -> None:
    assert are_alike(one, one)
    assert are_alike(one, other) == are_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        # One word may be added to a short title, and a third of its words to a longer one.
        ("Notice Widgets", "Notice Widgets Quality", True),
        ("Guideline Widgets Quality", "Guideline Widgets Quality Draft Version", False),
        (
            "Guideline Widgets Quality Safety Labels Trials",
            "Guideline Widgets Quality Safety Labels Trials Draft Form",
            True,
        ),
        ("Guideline for Widgets", "Guideline for Widgets 药品", True),
        # So many letters of a title without spaces.
        ("药品", "药品类", True),
        ("药品审评类", "国家药品审评类", False),
        ("药品审评中心工作目录", "国家局药品审评中心工作目录", True),
        ("药品审评中心工作目录", "国家药品审评中心工作目录通知", False),
        ("药品监管" * 60, "药品监管" * 60 + "类", True),
    ],
)
def test_a_title_may_gain_a_third_of_its_words_or_letters(one: str, other: str, alike: bool) -> None:  # noqa: FBT001
    assert are_alike(one, other) is alike
    assert are_alike(other, one) is alike
