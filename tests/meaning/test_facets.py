"""Facets read from a notice's own words."""

import json
import re
import subprocess
import sys
import time
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdetrack.meaning.facets import Facets, read_facets
from cdetrack.meaning.facets.number import read_number
from cdetrack.text.regex import regex
from evaluate import evaluate
from support.paths import DATA

LISTED = date(2025, 3, 3)
GUIDELINE = "NMPA Announcement on Issuing the Guideline for Widget Studies"


def read(title: str, summary: str | None = None, *, listed: date = LISTED, signed: date | None = None) -> Facets:
    return read_facets(title=title, date=listed, summary=summary, document_date=signed)


LABELLED = ["notices", "blind-1", "blind-2", "blind-3", "blind-4", "harder"]


def labelled(name: str) -> list[dict[str, Any]]:
    path = DATA / "understanding" / f"{name}.json"
    notices: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return notices


@pytest.mark.parametrize("name", LABELLED)
def test_our_labelled_notices_are_understood(name: str) -> None:
    """The accuracy that the documentation promises, on made-up notices; blind: written without the rules."""
    figures = evaluate(labelled(name))
    assert figures.precision >= 0.98, figures.disagreements
    assert figures.recall >= 0.98, figures.disagreements
    assert figures.accuracy("kind") >= 0.98, figures.disagreements
    assert figures.accuracy("issuers") >= 0.98, figures.disagreements
    assert figures.accuracy("event") >= 0.98, figures.disagreements
    assert {figures.accuracy(name) for name in ("number", "status", "effective")} == {1.0}, figures.disagreements


@pytest.mark.parametrize("name", LABELLED)
def test_deadlines_and_wrong_summaries_of_our_labelled_notices_are_told(name: str) -> None:
    for notice in labelled(name):
        facets = read_facets(title=notice["title"], date=date.fromisoformat(notice["date"]), summary=notice["summary"])
        told = {
            "comments_due": facets.comments_due.isoformat() if facets.comments_due else None,
            "summary_suspect": facets.summary_suspect,
        }
        wanted = {field: notice["expected"].get(field, "?") for field in told}
        assert {field: told[field] for field in told if wanted[field] != "?"} == {
            field: value for field, value in wanted.items() if value != "?"
        }, notice["title"]


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("NMPA Announcement on Widgets ([2025] No. 21)", "2025-21"),
        ("NMPA Announcement on Widgets ([2025 ]No. 63)", "2025-63"),
        ("NMPA Announcement on Widget Manufacturers([2025] No. 113)", "2025-113"),
        ("NMPA Announcement on Widgets (No. 139, 2024)", "2024-139"),
        ("NMPA Announcement on Widgets (No. 030 of 2021)", "2021-30"),
        ("NMPA announces adoption of widgets (NMPA Announcement No. 88 [2019])", "2019-88"),
        ("NMPA Announcement No. 88 of 2019 on Widgets", "2019-88"),
        ("NMPA Announcement on Widgets (No. 5, 2024) (Interim)", "2024-5"),
        ("NMPA Announcement on Widgets（［2025］ No. 7）", "2025-7"),
        ("国家药监局关于器械的公告（2025年第107号）", "2025-107"),
        ("国家药监局关于器械的通知 国药监药管〔2025〕12号", "2025-12"),
        ("国家药监局公告2021年第62号", "2021-62"),
        ("Notice of the NMPA on Issuing the Widget Measures (Trial) (GYJYG [2021] No. 31)", "2021-31"),
        ("Notice of the General Department of NMPA on Widgets (YJZYG [2022] No. 31)", "2022-31"),
        ("Opinions of the General Office of the State Council on Widgets (GBF [2018] No. 20)", "2018-20"),
        ("国务院办公厅关于器械的意见（国办发〔2018〕20号）", "2018-20"),
        ("关于改革器械制度的意见（国发〔2031〕44号）", "2031-44"),
        ("关于转发器械意见的通知（国办发〔2031〕44号）", None),
        ("国家药监局综合司关于器械的复函（药监综械注函〔2019〕5号）", "2019-5"),
        ("NMPA Announcement on Hepatitis B (2031 No. 44)", "2031-44"),
        ("Notice on Widgets for AIDS (2031, No. 44)", "2031-44"),
        ("Notice on Widgets of Grade C [2031] No. 44", "2031-44"),
        ("Notice on the Opinions (GBF (2031) No. 44)", None),
        ("Notice of NMPA on Implementing the Opinions of the State Council (GF [2015] No. 44)", None),
        ("Notice on Forwarding the Opinions of the State Council on Widgets (GBF [2015] No. 44)", None),
        ("NMPA Announcement on the Notice (GYJYG [2021] No. 3)", None),
        ("Policy Interpretation of the Notice (GYJYG [2021] No. 3)", None),
        ("关于贯彻落实国务院办公厅意见（国办发〔2024〕53号）的通知", None),
        ("Notice of MOF on Fees (CS [2020] No. 4)", None),
        ("NMPA Announcement No. 21, 2025: Widgets", "2025-21"),
        ("国家药监局关于器械的公告2025年第21号", "2025-21"),
        ("NMPA Announcement Implementing Announcement No. 12 of 2020: Widgets", None),
        ("What Is New in Announcement No. 12 of 2020: Widgets", None),
        ("NMPA Announcement on Repealing Announcements No. 3 of 2024 and No. 5 of 2024", None),
        ("关于废止公告2015年第3号", None),
        ("NMPA Announcement on Widgets (Third Batch)", None),
        ("NMPA Announcement on Adopting ICH Guideline E6(R2)", None),
        ("NMPA Announcement on the Announcement on Widgets and the Notice No. 12 of 2020", None),
        ("NMPA Announcement on the Opinions (GBF [2024] No. 53)", None),
        ("Policy Interpretation of the Announcement on Widgets (No. 5, 2024)", None),
        ("Provisions for Widgets (SAMR Decree No. 27 [2020])", None),
        ("关于实施2021年第62号公告有关事项的通知", None),
        ("关于停止执行《某公告（2014年第3号）》", None),
        ("关于器械的通知 某监械〔2031〕7号.pdf", "2031-7"),
        ("关于器械的公告（2031年第43号）（附：解读）", "2031-43"),
        ("2031年第6号公告：关于器械", "2031-6"),
        ("Agency Issues Notice on the Use of Widgets – Notice No. 6 of 2031", "2031-6"),
        ("一图读懂：某部2031年第43号公告", None),
        ("Announcement (2031-14)", "2031-14"),
        ("2031 Circular No. 14 on Widgets", "2031-14"),
        ("Notice No. 14-2031 on Widgets", "2031-14"),
        ("Announcement No. 14, year 2031, of the Ministry of Commerce", "2031-14"),
        ("Announcement No. 14 of 2031 of the Ministry requires widgets", None),
        ("Announcement No. 14 of 2031 comes into force in May", None),
        ("Ministry extends its Announcement No. 14 of 2031", None),
        ("Ministry issues Announcement No. 14 of 2031", "2031-14"),
        ("Decoding China’s Announcement No. 14 of 2031 on widgets", None),
        (
            "Announcement No. 14 of 2031 of the Ministry of Commerce, the Ministry of Finance and the NMPA",
            "2031-14",
        ),
        ("Overview of Announcement No. 14 of 2031", None),
        ("转发国家药监局关于器械的通知（国药监药管〔2031〕34号）", None),
        ("国务院办公厅转发某部关于器械的意见的通知（国办函〔2031〕41号）", "2031-41"),
        ("某局转发国家药监局关于器械的通知的通知（某监〔2031〕5号）", "2031-5"),
        ("关于转发国家药监局2031年第7号公告的通知（某监发〔2031〕15号）", "2031-15"),
        ("某部公告二〇三一年第十五号", "2031-15"),
        ("关于某目录的公告（某部公告二○三一年第一百零二号）", "2031-102"),
        ("关于印发某办法的通知（某监械〔二〇三一〕七号）", "2031-7"),
        ("关于器械的公告（2031年公告第17号）", "2031-17"),
        ("Announcement 2031-17: Widgets", "2031-17"),
        ("NMPA Circular 2031-8 on Widgets", "2031-8"),
        ("Notice on Widgets (No. 2031-117)", "2031-117"),
        ("Announcement on Widgets (No. 6 of the year 2031)", "2031-6"),
        ("Announcement 2031-2032 on Fees", None),
        ("Announcement 2031-12-05 on Fees", None),
        ("Announcement on Formats of Approval Documents [2031] No. 121", "2031-121"),
        ("Notice on Changing Widgets under Document [2031] No. 121", None),
        ("Medical Product Alert N° 2/2031 Falsified widgets found", "2031-2"),
        ("FDA Advisory No. 2031-029 || Recall of widgets", "2031-29"),
        ("Advisory No. 2031-029 Warning Against Widgets", "2031-29"),
        ("The agency revokes Advisory No. 2031-029 on widgets", None),
        ("Public Alert No. 012/2031 – Ban on Widgets", "2031-12"),
        ("MOH Cir 0022_2031 Revised Widgets", "2031-22"),
        ("MOH Cir 0022_2031 revised again", None),
        ("Circular 12/2031: Widgets", "2031-12"),
        ("Newsletter 12/2031: Widgets", None),
        ("Notice 12/2031: Widgets", None),
        ("WHO withdraws alert No. 5 of 2031", None),
    ],
)
def test_a_number_is_the_documents_own(title: str, number: str | None) -> None:
    assert read(title).number == number


@pytest.mark.parametrize(
    ("title", "issuers"),
    [
        ("NMPA CDE Announcement on Widgets", ("CDE",)),
        ("Notice of CDE of China NPMA on Widgets", ("CDE",)),
        (
            "Announcement of the Center for Drug Evaluation (CDE) of the National Medical Products Administration",
            ("CDE",),
        ),
        ("Announcement of the National Medical Products Administration (NMPA) on Widgets", ("NMPA",)),
        ("Announcement of NMPA and General Administration of Customs on Adding a Port", ("NMPA", "GAC")),
        ("Announcement of the General Administration of Customs and the NMPA on a Port", ("GAC", "NMPA")),
        ("Announcement of NMPA, NHC and MARA on Widgets", ("NMPA", "NHC", "MARA")),
        ("Opinions of the General Office of the State Council on Widgets", ("State Council",)),
        ("Widget Tablets Approved for Marketing by China NMPA", ("NMPA",)),
        ("NMPA deputy commissioner meets with PMDA chief executive", ("NMPA",)),
        ("WHO representative meets with NMPA commissioner", ("NMPA",)),
        ("SAMR, NMPA release ten cases of illegal cosmetics", ("SAMR", "NMPA")),
        ("Announcement on Adjusting the Responsibilities of the CDE", ()),
        ("Visitors tour laboratories at NIFDC", ()),
        ("FDA approves a widget", ("FDA",)),
        ("FDA review times for widgets", ()),
        ("国家药监局药审中心关于发布某指导原则的通告", ("CDE",)),
        ("国家药监局 国家卫生健康委关于某事的公告", ("NMPA", "NHC")),
        ("国家药监局、海关总署关于某口岸的公告", ("NMPA", "GAC")),
        ("《国家药监局关于某事的公告》政策解读", ("NMPA",)),
        ("关于国家药监局药审中心搬迁的通知", ()),
        ("国家食品药品监督管理总局关于某事的公告", ("CFDA",)),
        ("某条例（中华人民共和国国务院令第9号）", ("State Council",)),
        ("某办法（2031年5月4日国家市场监督管理总局令第9号公布）", ("SAMR",)),
        ("某办法（商务部、中华人民共和国海关总署令第9号）", ("MOFCOM", "GAC")),
        ("Talk with a former NMPA director", ()),
        ("NMPA director meets former minister", ("NMPA",)),
        ("WHO Medical Product Alert N°4/2031", ("WHO",)),
        ("关于某目录的公告（公安部 国家药品监督管理局公告2031年第1号）", ("MPS", "NMPA")),
        ("某办法（商务部、海关总署令第9号）", ("MOFCOM", "GAC")),
        ("关于某事的公告（国家药监局批准的品种）", ()),
        ("Measures for Widgets (Order No. 9 of the Ministry of Commerce)", ("MOFCOM",)),
        ("Provisions for Widgets (Decree of the State Council)", ("State Council",)),
        ("Notes on Widgets (under the order of the State Council)", ()),
        ("FDA Drug Safety Communication 3/2031: Widgets", ("FDA",)),
    ],
)
def test_issuers_are_those_who_act_in_title_order(title: str, issuers: tuple[str, ...]) -> None:
    assert read(title).issuers == issuers


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("NMPA Announcement on Issuing the Guideline for Widgets", "announcement"),
        ("SAMR Issued the Provisions for Widgets", "announcement"),
        ("Notice of NMPA on the Announcement of Widgets", "notice"),
        ("Policy Interpretation of the Announcement on Issuing the Guideline", "interpretation"),
        ("Q&A on Policy Interpretation of Widgets", "interpretation"),
        ("Technical Guideline for Widgets", "guideline"),
        ("Provisions for Widgets", "regulation"),
        ("Good Widget Practice for Drugs", "regulation"),
        ("Helping Patients — HELP Plan", "plan"),
        ("Innovative Widget Approved for Marketing", "approval"),
        ("NMPA approves work plan for inspections", "news"),
        ("Emergency Approval Procedure for Widgets", "regulation"),
        ("NMPA holds meeting on widgets", "meeting"),
        ("Seminar on Widgets Successfully Held in Beijing", "meeting"),
        ("Widgets Q&A: What is a widget?", "qa"),
        ("Annual Report on Widget Review", "report"),
        ("Chinese mainland reports 12 cases", "news"),
        ("某药物安全信息评估与报告技术指导原则", "guideline"),
        ("国家药监局关于发布《某指导原则》的通告", "announcement"),
        ("关于公开征求《某办法》意见的通知", "notice"),
        ("《某办法》政策解读", "interpretation"),
        ("2024年度药品审评报告", "report"),
        ("某管理办法（2020年修订）", "regulation"),
        ("WHO confirms that the widget system meets its benchmark", "news"),
        ("Homegrown widget meets international specifications", "news"),
        ("NMPA commissioner meets WHO representative", "meeting"),
        ("Widget Requirements: Frequently Asked Questions (Issue 3)", "qa"),
        ("Guideline for Widgets Q&As (Second Batch)", "qa"),
        ("Guideline for Preparing the Q&A", "guideline"),
        ("Guideline on Questions and Answers", "guideline"),
        ("NMPA Announcement on Issuing the Widget Guideline Q&A", "announcement"),
        ("Measures for Widgets to Take Effect in July", "news"),
        ("Guideline on Widgets to Be Tested", "guideline"),
        ("NMPA Solicits Public Comments on the Widget Guideline", "notice"),
        ("NMPA Announcement on Soliciting Opinions on the Draft Provisions", "announcement"),
        ("Guideline for Collecting Patients' Opinions", "guideline"),
        ("China seeks better access to widgets", "news"),
        ("国家药监局综合司关于某事的通知（药监综〔2023〕81号）", "notice"),
        ("国务院办公厅关于某事的意见（国办发〔2018〕20号）", "regulation"),
        ("药品监督管理统计年度数据（2023年）", "report"),
        ("某药临床试验数据", "news"),
        ("关于某事情况的说明", "notice"),
        ("国家药监局公告 2023年 第5号 关于器械标准", "announcement"),
        ("关于执行公告2021年第62号的通知", "notice"),
        ("国家药监局附条件批准某注射液上市", "approval"),
        ("药审中心召开工作会议", "meeting"),
        ("GN-09: Guidance on Widgets", "guideline"),
        ("ICH E99 guideline on widgets for clinical trials - Step 2b", "guideline"),
        ("Widget Risk Committee (WRC): 5-8 March 2031", "meeting"),
        ("FDA permits marketing of widget to treat gout", "approval"),
        ("示例片（某某）获国家药品监督管理局批准上市", "approval"),
        ("Medical Product Alert N°3/2031: Falsified WIDGETEX", "notice"),
        ("Jane Doe: Final Debarment Order", "notice"),
        ("Advice on a Pump - Letter to Health Care Providers", "notice"),
        ("Agency Issues a Circular on Widget Guidelines", "notice"),
        ("Agency Issues Guideline on Widgets", "announcement"),
        ("某公司器械细胞疗法临床试验获准", "trial-permission"),
        ("某局器械工作年度报表", "report"),
        ("器械备案时应如何填写型号？", "qa"),
        ("同一器械是否需要分别申报注册？", "qa"),
        ("器械价格为何下降？", "news"),
        ("谁能否决这项标准？", "news"),
        ("Call for feedback: guideline on widgets", "notice"),
        ("Widget Catalogue 12.3 now available", "news"),
        ("Guideline on commercially available widgets", "guideline"),
        ("Widgets; Gadget Devices; Classification of the Widget To Detect Gadgets", "regulation"),
        ("Listing of Dyes; Widget Extract; Further Delay of Effective Date", "regulation"),
        ("Widgets; Quality Rule Amendments", "regulation"),
        ("某部公告2031年第24号——关于器械进口税", "announcement"),
        ("某部公告二〇三一年第十二号", "announcement"),
        ("2031年第6号公告：关于器械", "announcement"),
        ("某部 某局联合公告〔2031〕19号", "announcement"),
        ("某条例修正案（讨论稿）", "regulation"),
        ("器械警戒信息通报（第7期）关注某泵", "notice"),
        ("五部门联合印发某工作指导意见", "announcement"),
        ("关于支持器械产业的若干政策措施", "plan"),
        ("Summary of comments on the widget rules", "report"),
        ("Acme announces FDA approval of Widgetinib", "approval"),
        ("Marketing approval granted to Widgetinib", "approval"),
        ("Draft of the revised guideline on widgets", "guideline"),
        ("Decoding China’s Announcement No. 14 of 2031 on widgets", "news"),
        ("Widget Office: Guidance Notes on Filing", "guideline"),
        ("State court rules for maker of widgets", "news"),
        ("Agency gives nine grants to orphan research", "news"),
        ("Commission Delegated Regulation (EU) 2031/1 supplementing the guideline list", "regulation"),
        ("Draft guidance on widgets giving data to support decisions", "guideline"),
        ("New guidance on widgets to support decisions welcomed", "news"),
        ("Have your say on the widget guideline", "notice"),
        ("Seeking your views: proposed widget rules", "notice"),
        ("Views sought on the widget guideline", "notice"),
        ("Drug Safety Update: widgetine and falls", "notice"),
        ("Requests for Input and Talks on Widgets: Guidance for Industry", "guideline"),
        ("Widget Industry Forum, 3 May 2031", "meeting"),
        ("Widgetine shortages ease in May", "news"),
        ("Shortage of widgetine", "notice"),
        ("English translation of the widget guideline", "guideline"),
        ("FDA and EMA reach common rules for widgets", "news"),
    ],
)
def test_the_outer_act_decides_the_kind(title: str, kind: str) -> None:
    assert read(title).kind == kind


@pytest.mark.parametrize(
    ("source", "title", "kind"),
    [
        ("cde/priority-review", "某某报告软胶囊", "designation"),
        ("cde/trial-approvals", "某某注射液", "trial-permission"),
        ("cde/database", "某某研究", "guideline"),
        ("nmpa/policies", "A closer look at widgets", "interpretation"),
        ("nmpa/policies", "NMPA Announcement on Widgets", "announcement"),
        ("nmpa/news", "A closer look at widgets", "news"),
    ],
)
def test_a_listing_decides_only_the_kind_of_a_bare_title(source: str, title: str, kind: str) -> None:
    assert read_facets(title=title, date=LISTED, sources=(source,)).kind == kind


ICH = (
    "International Council for Harmonisation of Technical Requirements for the Registration of Pharmaceuticals for "
    "Human Use"
)


@pytest.mark.parametrize(
    ("title", "status"),
    [
        ("某委员会全体会议召开审议通过《支架标准（草案）》", None),
        ("Provisions for Widgets (Interim)", "interim"),
        ("Procedures for Widgets ( Trial)", "interim"),
        ("Interim Provisions on Widgets", "interim"),
        ("Guideline for Widgets (Draft for Comments)", "draft"),
        ("有關修訂某某標準的諮詢工作展開", "draft"),
        ("修訂標準後諮詢熱線展開服務", None),
        ("Draft: Guideline on Widgets", "draft"),
        ("Guidance draft on widgets: Notice", "draft"),
        ("Guidance drafted on widgets", None),
        ("[Draft] Widgets", "draft"),
        ("Draft assessment report on Widgets", "draft"),
        ("Draft – Widgets of Quality", "draft"),
        ("Draft: Agenda of the Committee", None),
        ("Widgets; Public Workshop; Request for Comments", None),
        ("Widget Committee; Notice of Meeting; Request for Comments", None),
        ("Fees for Widgets; Public Meeting; Request for Comments", "draft"),
        ("某指导原则（初稿）", "draft"),
        ("某办法（报批稿）", "draft"),
        ("某指南（意见反馈稿）", "draft"),
        ("某规定（征求意见版）", "draft"),
        ("某标准（试用版）", "interim"),
        ("某目录（临时）", "interim"),
        ("某药品（已脱稿）", None),
        ("关于某稿件（终稿）的通知", None),
        ("Guideline on Widgets (for Comments)", "draft"),
        ("Guideline on Widgets (Version for Public Comments)", "draft"),
        ("Guideline on widgets - draft (released in May)", "draft"),
        ("Rules on Widgets (Discussion Draft)", "draft"),
        ("Lawmakers discuss draft rules on widgets", None),
        ("Rules on Widgets (Pilot Edition)", "interim"),
        ("Widgets (Pilot Study)", None),
        ("Guideline for Widgets - Draft 3", "draft"),
        ("Guideline for Widgets, third draft", "draft"),
        ("Guideline for Widgets (under public consultation)", "draft"),
        ("Submissions sought: widget list", "draft"),
        ("Agency wants the views of nurses on widgets", "draft"),
        ("Agency wants a better overview of widgets", None),
        ("Proposed document: Widgets", "draft"),
        ("Trial Measures for Widgets", "interim"),
        ("Clinical Trial Regulations on Widgets", None),
        ("Zero draft of the widget accord", "draft"),
        ("Working Draft: Guideline on Widgets", "draft"),
        ("Tentative Measures for Widgets", "interim"),
        ("Temporary Provisions on Widgets", "interim"),
        ("Agency takes temporary measures on widgets", None),
        ("Widgets; Draft Guidance; Public Workshop; Request for Comments", "draft"),
        ("某指导原则（征求意见稿）", "draft"),
        ("某办法（试行）", "interim"),
        ("某药品之暂行替代品项清单", None),
        ("某暂行规定", "interim"),
        ("Key Points (Drug Clinical Trials)", None),
        ("Guideline for Clinical Trials of Widgets", None),
        ("MHRA consults on widgets", "draft"),
        ("EMA Consultation – Guideline on Widgets", "draft"),
        ("Expert consultation – widgets", None),
        ("Outcome of call for evidence on widgets", None),
        ("Consultation on draft guideline ended", None),
        ("Consultation extended: widgets", "draft"),
        ("ICH E99 reaches Step 2 for consultation", "draft"),
        ("Agency consulting the public about widgets", "draft"),
        ("Call for Evidence on Widgets", "draft"),
        ("Agency calls for input on widgets", "draft"),
        ("Have your say on widgets", "draft"),
        ("Discussion paper for consultation: widgets", "draft"),
        ("Consulting firm on widgets opens", None),
        ("Guideline on Widgets (try-out) (No. 11 of 2021)", "interim"),
        ("Guideline on Widgets (for Tryout)", "interim"),
        ("Guideline on Widgets (Trial Run)", "interim"),
        ("Try out the new portal", None),
        ("Feedbacks needed for widget guidance", "draft"),
        ("Comments are needed on widget rules", "draft"),
        ("Widget rules: comments invited", "draft"),
        ("Notice of final decisions on proposed amendments to the Widget Standard", None),
        ("Notice of proposed amendments to the Widget Standard", "draft"),
        ("Consultation for the amendment of the widget schedule", "draft"),
        ("Consultation for amateurs", None),
        (f"Release of Draft (Step 2) {ICH} (ICH) Guidance: E99: Widgets", "draft"),
        ("Commission requests scientific opinion on splints", None),
    ],
)
def test_status_is_said_by_the_title(title: str, status: str | None) -> None:
    assert read(title).status == status


@pytest.mark.parametrize(
    ("summary", "day"),
    [
        ("It is hereby promulgated and shall come into force as of January 1, 2026.", date(2026, 1, 1)),
        ("These provisions are hereby issued and will come into effect from July 1, 2025.", date(2025, 7, 1)),
        ("The GMP was issued on January 6, and shall enter into force as of July 1, 2025.", date(2025, 7, 1)),
        ("The Provisions has been adopted and shall go into effect as of 1 May 2025.", date(2025, 5, 1)),
        ("hereby promulgated and will take effects as from January 1, 2025.", date(2025, 1, 1)),
        ("which is issued and take effect as of December 29, 2024.", date(2024, 12, 29)),
        ("It was promulgated and implemented on March 1, 2025.", date(2025, 3, 1)),
        ("The Guideline was issued and implemented as of March 4.", date(2024, 3, 4)),
        ("This announcement shall be implemented as of the date of issuance.", date(2025, 2, 28)),
        ("As of May 1, 2025, these Measures shall be implemented.", date(2025, 5, 1)),
        ("本通告自2025年7月1日起施行。", date(2025, 7, 1)),
        ("现予发布，自发布之日起施行。", date(2025, 2, 28)),
        ("2025年7月1日起实施。", date(2025, 7, 1)),
        ("It shall come into force as of the date of promulgation, January 17, 2025.", date(2025, 1, 17)),
        ("The Guideline is hereby issued, with effect from February 1, 2025.", date(2025, 2, 1)),
        ("The guideline shall be implemented on a trial basis from July 1, 2025.", date(2025, 7, 1)),
        ("The Guideline for widgets shall come into force upon promulgation.", date(2025, 2, 28)),
        (
            "The NMPA has formulated guidelines for widgets, which were implemented as of March 1, 2025.",
            date(2025, 3, 1),
        ),
        ("现予发布，自2025年7月1日零时起施行。", date(2025, 7, 1)),
        ("The pilot, which came into effect on November 1, 2018, is extended.", None),
        ("The guideline shall take effect 30 days after the date of issuance.", date(2025, 3, 30)),
        ("Following the Measures for widgets implemented as of July 1, 2025, studies are filed.", None),
        ("The former guideline ceased with effect from February 1, 2025.", None),
        ("The revised Good Supply Practice for Toys will be implemented as of July 1, 2024.", None),
        ("In accordance with the Toy Law, which took effect on July 1, 2024, matters are announced.", None),
        ("The Old Measures shall cease to be implemented from May 1, 2025.", None),
        ("This announcement shall cease to be effective as of May 1, 2025.", None),
        (
            "The former list is abolished, and this list shall be implemented as of May 1, 2025.",
            date(2025, 5, 1),
        ),
        ("The Old Measures shall be abolished as of May 1, 2025.", None),
        ("《玩具管理办法》自2024年1月1日起施行。", None),
        ("原目录自2025年6月1日起停止执行。", None),
    ],
)
def test_effective_is_the_day_of_this_document(summary: str, day: date | None) -> None:
    title = GUIDELINE if summary.isascii() else "国家药监局关于发布《器械研究指导原则》的通告"
    assert read(title, summary, signed=date(2025, 2, 28)).effective == day


def test_a_documents_name_within_a_longer_name_is_another_document() -> None:
    summary = "The revised Good Widget Practice for Makers will be implemented as of July 1, 2024."
    assert read("Announcement on Issuing the Good Widget Practice for Makers", summary).effective == date(2024, 7, 1)
    assert (
        read("Announcement on Issuing Inspection Points of Good Widget Practice for Makers", summary).effective is None
    )


@pytest.mark.parametrize(
    ("title", "summary", "day"),
    [
        ("Changes to inspection fees from 1 April 2025", "", date(2025, 4, 1)),
        ("New charges for small makers of widgets from 1 April 2025", "", date(2025, 4, 1)),
        ("Income from fees from 1 April 2025 to 1 May 2025", "", None),
        ("Guideline on Widgets", "Makers pay lower fees from 1 April 2025.", None),
    ],
)
def test_fees_apply_from_the_day_at_the_end_of_their_title(title: str, summary: str, day: date | None) -> None:
    assert read_facets(title=title, date=date(2025, 3, 1), summary=summary).effective == day


def test_an_effective_day_before_the_year_of_the_number_is_another_documents() -> None:
    summary = "The Provisions shall come into force as of July 1, 2024."
    assert read("NMPA Announcement on Widgets ([2025] No. 3)", summary).effective is None


def test_an_interpretation_takes_no_effect() -> None:
    assert (
        read(
            "Policy Interpretation of the Widget Provisions", "The Provisions take effect as of May 1, 2025."
        ).effective
        is None
    )


@pytest.mark.parametrize(
    ("summary", "day"),
    [
        ("《夹板标准》已于2024年3月1日发布，自2025年1月1日起施行。现更正如下。", None),
        ("本公告自2025年1月1日起施行。", date(2025, 1, 1)),
    ],
)
def test_a_correction_has_not_the_effect_of_what_it_corrects(summary: str, day: date | None) -> None:
    assert read("关于《夹板标准》更正的公告", summary).effective == day


@pytest.mark.parametrize(
    ("title", "summary", "day"),
    [
        ("关于尺子管理的公告", "2024年第3号公告自2024年5月1日起施行，本公告发布后予以废止。", None),
        ("关于尺子管理的公告", "国家药监局2023年第18号公告自2023年3月1日起实施，现就有关事项公告如下。", None),
        ("关于尺子管理的公告（2025年第20号）", "国家药监局公告（2025年第2号）已于2025年3月1日起实施。", None),
        ("关于尺子管理的公告（2025年第20号）", "2025年第20号公告自2025年8月1日起施行。", date(2025, 8, 1)),
        ("关于尺子管理的公告", "国家药监局发布2025年第20号公告，自2025年8月1日起施行。", date(2025, 8, 1)),
    ],
)
def test_the_effect_of_an_announcement_with_another_number_is_not_its_own(
    title: str, summary: str, day: date | None
) -> None:
    assert read(title, summary).effective == day


def test_effect_from_the_date_of_issuance_needs_the_documents_own_day() -> None:
    assert read(GUIDELINE, "The Guideline takes effect as of the date of issuance.").effective is None


@pytest.mark.parametrize(
    ("summary", "day"),
    [
        ("现予发布，自发布之日起施行。国家药监局药审中心 2025年1月17日", date(2025, 1, 17)),
        ("2025年1月17日，国家药监局发布公告，自公告发布之日起实施。", date(2025, 1, 17)),
        ("现予发布，自发布之日起施行。请于2025年1月17日前报送国家药监局", None),
        ("现予发布，自发布之日起施行。国家药监局2022年1月17日发布的旧通告同时废止。", None),
        ("2019年6月29日，全国人大常委会公布玩具管理法，本通告自发布之日起施行。", None),
        ("现予发布，自发布之日起施行。国家药监局 2026年1月17日", None),
    ],
)
def test_the_date_of_issuance_is_the_day_under_the_text(summary: str, day: date | None) -> None:
    assert read("国家药监局关于发布《器械研究指导原则》的通告", summary).effective == day


@pytest.mark.parametrize(
    ("title", "summary", "day"),
    [
        (
            "NMPA Announcement on Matters Concerning the Implementation of the 2025 Edition of the Pharmacopoeia",
            "The Pharmacopoeia was issued in the Announcement (No. 2), and will be implemented as of July 1, 2025.",
            None,
        ),
        (
            "NMPA Announcement on Implementing the Good Widget Practice",
            "The practice takes effect on July 1, 2025.",
            None,
        ),
        (
            "NMPA Announcement on Implementing the Good Widget Practice",
            "This announcement shall take effect as of July 1, 2025.",
            date(2025, 7, 1),
        ),
        (
            "NMPA Announcement on Issuing the Rules for the Implementation of the Widget Law",
            "The rules shall take effect as of July 1, 2025.",
            date(2025, 7, 1),
        ),
        ("国家药监局关于实施《器械规范》附录有关事项的公告", "附录将于2025年7月1日起施行。", None),
        ("国家药监局关于废止《器械办法》的公告", "本公告自2025年7月1日起施行。", date(2025, 7, 1)),
    ],
)
def test_what_carries_a_document_out_takes_no_effect_with_it(title: str, summary: str, day: date | None) -> None:
    assert read(title, summary).effective == day


RULE = "Agency draws a line: the final rule on widgets"
IN_FORCE = "The Final Rule is set to take effect on April 5, 2025."
OTHER = "Widgets are small and round, and there are many of them. "


@pytest.mark.parametrize(
    ("summary", "body", "day"),
    [
        (None, f"{OTHER}{IN_FORCE} {OTHER * 40}", date(2025, 4, 5)),
        ("The agency has news.", f"{OTHER}{IN_FORCE} {OTHER * 40}", date(2025, 4, 5)),
        # Further down, a sentence without words for the text itself may be about another document.
        (None, f"{OTHER * 40}{IN_FORCE}", None),
        # The articles of a law are its text, and no words about it.
        (None, f"{OTHER}\nArticle 1 {IN_FORCE}", None),
    ],
)
def test_the_opening_of_a_body_is_read_as_a_summary(summary: str | None, body: str, day: date | None) -> None:
    assert read_facets(title=RULE, date=LISTED, summary=summary, body=body).effective == day


@pytest.mark.parametrize("cut", range(560, 610))
def test_the_opening_of_a_body_ends_with_a_sentence(cut: int) -> None:
    """A day that loses its year would be another day."""
    body = f"{'a' * cut}. Comments are invited until 5 April 2026. {OTHER * 20}"
    assert read_facets(title=RULE, date=LISTED, body=body).comments_due in {None, date(2026, 4, 5)}


@pytest.mark.parametrize(
    ("title", "body", "due"),
    [
        ("Agency looks at widgets", "Makers have until April 7 to comment on the guidance.", date(2025, 4, 7)),
        ("某局玩具工作", "意见反馈截止日期为2025年4月7日。", date(2025, 4, 7)),
    ],
)
def test_the_opening_of_a_body_asks_for_comments(title: str, body: str, due: date) -> None:
    assert read_facets(title=title, date=LISTED, body=f"{body}\n{OTHER * 40}").comments_due == due
    assert read_facets(title=title, date=LISTED, body=f"{OTHER * 40}\n{body}").comments_due is None


def test_a_body_says_when_a_meeting_takes_place() -> None:
    body = f"{OTHER} The agency hosts the workshop on Monday, 14 April. The page was updated on May 5, 2025."
    assert read_facets(title="Workshop on widgets", date=LISTED, body=body).event == date(2025, 4, 14)


@pytest.mark.parametrize(
    ("title", "summary", "day"),
    [
        ("Seminar on Widgets Held in Beijing", "The seminar was held in Beijing on June 6, 2024.", date(2024, 6, 6)),
        ("NMPA holds meeting on widgets", "NMPA held a widget meeting on Dec 15-16 in Beijing.", date(2024, 12, 15)),
        ("药审中心召开工作会议", "1月15日，药审中心召开会议。", date(2025, 1, 15)),
        ("药审中心召开工作会议", "1月15—16日，药审中心召开会议。", date(2025, 1, 15)),
        ("NMPA Announcement on Widgets", "A seminar was held on June 6, 2024.", None),
    ],
)
def test_event_is_the_day_of_a_meeting(title: str, summary: str, day: date | None) -> None:
    assert read(title, summary).event == day


def test_a_period_within_a_rule_is_no_deadline_for_comments() -> None:
    body = "Article 5 The centre shall give feedback within 20 working days, by May 1, 2025."
    assert read_facets(title="Provisions for Widgets", date=LISTED, body=body).comments_due is None
    asked = "The draft is open for comments. Please give feedback by May 1, 2025."
    assert read_facets(title="Notice on Widgets", date=LISTED, body=asked).comments_due == date(2025, 5, 1)


@pytest.mark.parametrize(
    ("summary", "day"),
    [
        ("征求意见截止日期：2018年7月13日", date(2018, 7, 13)),
        ("请于2025年8月1日前将意见反馈我中心。", date(2025, 8, 1)),
        ("公开征求意见，时限为自发布之日起一个月。", date(2025, 3, 31)),
        ("公示期限：2025年3月3日至2025年3月11日", date(2025, 3, 11)),
        ("公示期5个工作日", date(2025, 3, 7)),
        ("公示期为八日", date(2025, 3, 8)),
        ("公示期为十二日", date(2025, 3, 12)),
        ("Please send comments by August 1, 2025.", date(2025, 8, 1)),
        ("Feedback should be sent before May 5.", date(2025, 5, 5)),
        ("It is open for comments for 30 days from the date of publication.", date(2025, 3, 30)),
        ("Comments are welcome within one month.", date(2025, 3, 31)),
        ("Feedback is requested no later than 5 p.m. on August 1, 2025.", date(2025, 8, 1)),
        ("Comments are due August 1, 2025.", date(2025, 8, 1)),
        ("意见征集时间：2025年3月3日至2025年3月11日。", date(2025, 3, 11)),
        ("征求意见时间为1个月", date(2025, 3, 31)),
        ("公示时间：3月3—11日，如有异议请反馈。", date(2025, 3, 11)),
        ("Comments are due to be published.", None),
        ("根据2024年12月31日前的征求意见情况修订。", None),
        ("The meeting ended by August 1, 2024.", None),
    ],
)
def test_comments_are_due_on_a_day_or_after_a_period(summary: str, day: date | None) -> None:
    """A period of a month from the last of February ends on the last day that March and it have in common."""
    signed = date(2025, 2, 28)
    expected = date(2025, 3, 28) if day == date(2025, 3, 31) else day
    assert read("Notice on Widgets", summary, signed=signed).comments_due == expected


@pytest.mark.parametrize(
    ("title", "summary", "suspect"),
    [
        (GUIDELINE, "A top legislator met the visiting president of a faraway senate for friendly talks.", True),
        (GUIDELINE, "The guideline tells applicants how to plan their studies.", False),
        (GUIDELINE, None, False),
        (GUIDELINE, "本通告自发布之日起施行。", False),
        ("Provisions for Toothpaste", "Issued in Decree No. 71 and shall go into effect as of December 1, 2023", False),
        ("儿童用药指导原则", "全国人大常委会委员长会见来访的外国议会代表团一行", True),
        ("儿童用药指导原则", "为规范儿童用药研究，制定本文件。", False),
        ("儿童用药指导原则", "现予发布，自2024年8月1日起施行，有效期至2027年9月30日。", False),
        (
            "2022 Drug Review Report",
            "In 2022, the CDE accepted 12,368 applications, an increase of 6.8 percent.",
            False,
        ),
        ("2022 Drug Review Report", "A top legislator met the visiting president of a faraway senate for talks.", True),
    ],
)
def test_a_summary_that_shares_nothing_with_its_title_is_suspect(
    title: str, summary: str | None, *, suspect: bool
) -> None:
    assert read(title, summary).summary_suspect is suspect


def test_days_are_not_taken_from_another_articles_summary() -> None:
    summary = "Senators hereby agreed on friendship; it shall come into force as of May 1, 2025, far away overseas."
    assert read(GUIDELINE, summary).effective is None


def test_why_names_the_words_behind_each_field() -> None:
    facets = read(
        "NMPA Announcement on Widgets (Interim) ([2025] No. 21)", "These rules take effect as of May 1, 2025."
    )
    assert set(facets.why) == {"kind", "number", "issuers", "status", "effective"}
    assert facets.why["number"] == "[2025] No. 21"


WORDINGS = json.loads((DATA / "understanding" / "wordings.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "case", WORDINGS, ids=lambda case: f"{list(case)[2]}: {(case['summary'] or case['title'])[:60]}"
)
def test_the_wordings_of_the_sites_are_understood(case: dict[str, Any]) -> None:
    """Deadlines in every form, days of effect and of meetings that are never another document's, headlines."""
    facets = read(case["title"], case["summary"])
    *_, (field, wanted) = case.items()
    if field == "kinds":
        assert facets.kind in wanted
    else:
        value = getattr(facets, field)
        assert (value.isoformat() if isinstance(value, date) else value) == wanted


@given(
    title=st.text(max_size=200),
    summary=st.none() | st.text(max_size=300),
    body=st.none() | st.text(max_size=300),
    listed=st.dates(),
)
def test_no_text_is_an_error(title: str, summary: str | None, body: str | None, listed: date) -> None:
    facets = read_facets(title=title, date=listed, summary=summary, body=body)
    assert facets.kind
    assert set(facets.why) <= set(Facets.__dataclass_fields__)


@pytest.mark.parametrize(
    "piece",
    [
        "(",
        "关于",
        "NMPA ",
        "approved ",
        "《",
        "No. 1 ",
        "[2025] No. ",
        "1月",
        "the A ",
        "meeting held ",
        "comments by ",
        "\x00",
        " ",
    ],
)
def test_a_megabyte_of_hostile_text_costs_no_more_than_its_bound(piece: str) -> None:
    """The patterns read a bounded text: one a hundred times as long as the bound gives the same answer."""
    hostile, bounded = piece * 1_000_000, piece * 60_000
    start = time.process_time()
    facets = read_facets(title=hostile, date=LISTED, summary=hostile, body=hostile)
    spent = time.process_time() - start
    assert facets == read_facets(title=bounded, date=LISTED, summary=bounded, body=bounded)
    assert spent < 20, "a catastrophic pattern, not a slow machine"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("NMPA Notice on Strengthening the Supervision of Widgets (关于加强器械监管的通知)", "notice"),
        ("ICH《E6（R3）：药物临床试验质量管理规范》实施建议", "guideline"),
    ],
)
def test_a_title_is_read_in_the_language_that_most_of_it_is_in(title: str, kind: str) -> None:
    assert read_facets(title=title, date=date(2025, 9, 5)).kind == kind


def test_a_regular_expression_is_compiled_once_and_not_before_it_is_asked_for() -> None:
    """A look that finds one new notice would wait for two hundred of them."""
    asked = regex("no", re.IGNORECASE)
    assert asked() is asked()
    assert asked().search("No. 21")
    broken = regex("(")
    with pytest.raises(re.error):
        broken()


_COUNTING = """
import re, sys
from datetime import date
compile_, sources = re.compile, []
re.compile = lambda source, flags=0: sources.append(source) or compile_(source, flags)
from cdetrack.meaning.facets import read_facets
sources.clear()
read_facets(title=sys.argv[1], date=date(2026, 5, 4))
print(sum(map(len, sources)))
"""


@pytest.mark.parametrize(
    ("title", "most"),
    [
        ("NMPA Announcement on Splints ([2026] No. 31)", 9_000),
        ("关于公开征求《夹板注册审查指导原则》意见的通知", 12_000),
    ],
)
def test_a_title_needs_few_patterns_that_it_has_no_words_for(title: str, most: int) -> None:
    """To compile a thousand characters of patterns takes 2 ms, and a look with one new title waits for them."""
    ran = subprocess.run([sys.executable, "-c", _COUNTING, title], capture_output=True, text=True, check=True)
    assert int(ran.stdout) < most


def test_the_words_of_a_number_end_with_it() -> None:
    assert read_number("NMPA Announcement on Matters (No. 96, 2025)") == ("2025-96", "No. 96, 2025")
