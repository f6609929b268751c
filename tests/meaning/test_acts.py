"""Drafts, corrections and the numbers of corrections, each kind of wording with an invented title."""

from datetime import date

import pytest

from cdetrack.meaning.facets import Facets, read_facets

LISTED = date(2025, 3, 3)


def read(title: str, *, listed: date = LISTED, sources: tuple[str, ...] = ()) -> Facets:
    return read_facets(title=title, date=listed, sources=sources)


@pytest.mark.parametrize(
    "title",
    [
        "关于公开征求《支架指导原则》意见的通知",
        "关于公开征求《支架指导原则（2023年修订）》等四项指导原则意见的通知",
        "关于征集《医疗器械信息系统指南》意见建议的通知",
        "关于对《支架指导原则（修订稿）》的函",
        "关于《支架指导原则》第二次征求意见的通知",
        "关于2020年度第二类医疗器械指导原则公开征求意见的通知",
        "关于某标准草案的公示",
        "支架指导原则（修订稿）",
        "支架管理办法（试行）（征求意见稿）",
        "Widgets; Draft Guidance for Industry; Availability",
        "Widget Labeling; Proposed Rule",
        "Draft guideline on widgets",
        "Guideline on widgets - Draft",
        "Public consultation on the widget guideline",
        "Consultation: changes to the Widget Standard",
        "Widget guideline open for public consultation",
        "Notice of CDE on Soliciting Public Opinions on the Guideline for Widgets",
        "Agency Information Collection Activities; Proposed Collection; Comment Request; Widgets",
        "Widgets; Reopening of the Comment Period",
        "Seeking your views on widget fees",
    ],
)
def test_what_asks_for_comments_is_a_draft(title: str) -> None:
    assert read(title).status == "draft"


@pytest.mark.parametrize(
    "title",
    [
        "关于征集检测试剂生产企业信息的通知",
        "关于征集《支架指导原则》修订意见建议的通知",
        "关于发布支架指导原则（修订稿）的通告",
        "关于《支架管理办法》征求意见情况的说明",
        "支架指导原则征求意见座谈会在京召开",
        "国务院办公厅关于支架的若干意见",
        "Widgets; Guidance for Industry; Availability",
        "Government response to consultation on widget fees",
        "Overview of comments received on the draft guideline on widgets",
        "Consultation procedure for ancillary widgets",
        "State Council passes draft rules on widgets",
        "FDA Finalizes Guidance on Widgets",
    ],
)
def test_outcomes_ideas_and_facts_are_no_drafts(title: str) -> None:
    assert read(title).status is None


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("关于国家药监局公告2024年第52号附件的更正", None),
        ("更正：国家药监局关于发布支架目录的公告（2024年第52号）", None),
        ("关于更正国家药监局2024年第52号公告的公告", None),
        ("关于补充《支架公告》（2024年第52号）", None),
        ("国家药监局关于更正2024年第52号公告附件的公告（2024年第60号）", "2024-60"),
        ("国家药监局关于支架有关事项的补充通知（2024年第60号）", "2024-60"),
        ("更正公告（2024年第60号）", "2024-60"),
        ("Correction to NMPA Announcement No. 52 of 2024", None),
        ("Corrigendum to the NMPA Announcement on Widgets (No. 52, 2024)", None),
        ("Supplement to the Announcement on Widgets (No. 52, 2024)", None),
        ("NMPA Announcement on Correcting the Annex to the Provisions for Widgets (No. 60, 2024)", "2024-60"),
        ("NMPA Announcement No. 60 of 2024: Correction to Announcement No. 52 of 2024", "2024-60"),
        ("国家药监局公告 2024年第12号 支架目录", "2024-12"),
        ("海关总署公告2024年第5号（关于公布支架清单的公告）", "2024-5"),
        ("国家支架质量公告（2023年第1号，总第100号）", "2023-1"),
        ("Questions and answers on Regulation (EU) No 536/2014", None),
    ],
)
def test_a_correction_never_has_the_number_of_what_it_corrects(title: str, number: str | None) -> None:
    assert read(title).number == number
