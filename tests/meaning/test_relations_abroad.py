"""Relations of English notices, and of English pages with Chinese ones, with invented titles."""

from datetime import date

import pytest

from support.notices import worded
from support.related import how, notice

SPLINTS = "Records of Wooden Splints for Small Bones"
PROPOSED_ACT = "Proposal for a Directive of the European Parliament and of the Council amending Directive 2001/9/EC"
ACT = "Directive (EU) 2031/60 of the European Parliament and of the Council of 15 March 2031 amending Directive"
DRAFT = "Draft Guidance for Industry; Availability"
STAFF = "Splint Policy for Wooden Devices; Guidance for Industry and Food and Drug Administration Staff"
ORDER = "Provisions for Administration of Toothpaste (Decree No. 88 of the State Administration for Market Regulation)"
GUIDANCE = "Guidance for Industry; Availability"


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        # The summary names the draft that the document finalizes or replaces.
        (
            (f"{SPLINTS}; {DRAFT}", "2030-05-02"),
            (
                f"Keeping Data in Bone Care; {GUIDANCE}",
                "2031-09-18",
                f"The guidance finalizes the draft guidance of May 2, 2030, entitled “{SPLINTS}.”",
            ),
            "draft-of",
        ),
        (
            (
                f"Keeping Data in Bone Care; {DRAFT}",
                "2031-09-18",
                f"This draft replaces the earlier draft guidance, titled “{SPLINTS},” of May 2030.",
            ),
            (f"{SPLINTS}; {DRAFT}", "2030-05-02"),
            "supersedes",
        ),
        # Another draft is named, or the named document is none.
        (
            (f"{SPLINTS}; {DRAFT}", "2030-05-02"),
            (
                f"Keeping Data in Bone Care; {GUIDANCE}",
                "2031-09-18",
                "The guidance finalizes the draft guidance entitled “Records of Iron Splints for Small Bones.”",
            ),
            None,
        ),
        (
            (f"{SPLINTS}; {DRAFT}", "2030-05-02"),
            (
                f"Keeping Data in Bone Care; {GUIDANCE}",
                "2031-09-18",
                f"The guidance should be read with the draft guidance entitled “{SPLINTS}.”",
            ),
            None,
        ),
        # An acronym of two parts behind its words.
        (
            (f"Recommendations for Wooden Splint/Bone Screw-Enabled Functions; {DRAFT}", "2031-04-03"),
            ("Recommendations for Wooden Splint/Bone Screw (WS/BS)-Enabled Functions", "2031-04-03"),
            "issues",
        ),
        # The sort of a draft, or the request for comments, stands behind the name.
        (
            ("Guideline on wooden splint quality in bone trials - Second draft", "2030-01-26"),
            ("Guideline on wooden splint quality in bone trials", "2031-01-20"),
            "draft-of",
        ),
        (
            ("Guideline on wooden splint quality in bone trials - Third draft", "2031-01-26"),
            ("Guideline on wooden splint quality in bone trials - Draft", "2030-01-20"),
            "supersedes",
        ),
        (
            ("Draft Guideline for Wooden Splint Database Studies - Request for Comments", "2030-10-31"),
            ("Guideline for Wooden Splint Database Studies", "2031-06-30"),
            "draft-of",
        ),
        (
            ("Splint learning for bone devices: Principles (ABCD/SP WG/N8 DRAFT:2030)", "2030-06-21"),
            ("Splint learning for bone devices: Principles (ABCD/SP WG/N8 FINAL:2031)", "2031-01-29"),
            "draft-of",
        ),
        # The code of a guidance has its edition, with a part of one.
        (
            ("GN-99-R9 Guidance on Splint Product Registration", "2031-12-20"),
            ("GN-99-R8.2 Guidance on Splint Product Registration", "2030-09-29"),
            "supersedes",
        ),
        # A guidance for the staff of one agency is that agency's.
        (
            (
                "Splint Policy for Wooden Devices; Guidance for Industry and Food and Drug Administration Staff",
                "2031-09-27",
            ),
            (f"{STAFF}; Availability", "2028-07-29"),
            "supersedes",
        ),
        # A draft by the number of its revision, years ago or with other comments.
        (
            (f"New Questions on Wooden Splints and Bones (Revision 3); {DRAFT}", "2031-09-20"),
            (f"New Questions on Wooden Splints and Bones (Revision 2); {DRAFT}", "2029-12-12"),
            "supersedes",
        ),
        (
            (f"New Questions on Wooden Splints and Bones (Revision 3); {DRAFT}", "2031-09-20"),
            (f"New Questions on Wooden Splints and Bones (Revision 2); {DRAFT}", "2022-12-12"),
            None,
        ),
        (
            (
                "Splint Partners of Small Bones; Revised Draft Guidance for Industry; Extension of Comment Period",
                "2031-09-20",
            ),
            (f"Splint Partners of Small Bones; {DRAFT}", "2029-12-12"),
            None,
        ),
        # The final names the law, and another law is another document.
        (
            (f"Warning and Notice of Splint Recalls; {DRAFT}", "2030-01-19"),
            (f"Warning and Notice of Splint Recalls Under 21 CFR Part 7, Subpart Z; {GUIDANCE}", "2031-02-08"),
            "draft-of",
        ),
        (
            (
                f"Warning and Notice of Splint Recalls Pursuant to Section 99 of the Bone Act; {DRAFT}",
                "2030-01-19",
            ),
            (f"Warning and Notice of Splint Recalls Under 21 CFR Part 7, Subpart Z; {GUIDANCE}", "2031-02-08"),
            None,
        ),
        # A proposal beside a direct final rule, and the rule of the year after.
        (
            (
                "Removal of Splint Rules for Bones; Companion to Direct Final Rule",
                "2030-04-16",
                "The agency is proposing to amend its rules.",
            ),
            ("Removal of Splint Rules for Bones", "2031-04-02", "The agency is issuing a final rule on splints."),
            "draft-of",
        ),
        (
            ("Draft Commission Implementing Regulation laying down rules on splints for bones", "2030-06-01"),
            (
                "Commission Implementing Regulation (EU) 2031/9 of 14 May 2031 laying down rules on splints for bones",
                "2031-03-15",
            ),
            "draft-of",
        ),
        # A guidance has a number in one list, and the other one its draft; an acronym has small letters.
        (
            (f"Stability of Wooden Splints in Animals; {DRAFT}", "2030-09-25"),
            ("GFI #999 Stability of Wooden Splints in Animals", "2031-06-14"),
            "draft-of",
        ),
        (
            ("Draft GFI #999 Stability of Wooden Splints in Animals", "2030-09-25"),
            ("GFI #999 Stability of Wooden Splints in Animals", "2031-06-14"),
            "draft-of",
        ),
        (
            ("Draft GFI #998 Stability of Wooden Splints in Animals", "2030-09-25"),
            ("GFI #999 Stability of Wooden Splints in Animals", "2031-06-14"),
            None,
        ),
        (
            (f"Softer Splint Program for Bones; {GUIDANCE}", "2031-06-14"),
            ("Guidance on Softer Splint Program (SoSP) for Bones", "2031-06-14"),
            "issues",
        ),
        (
            (f"Recommendations on the Softer Splint Program for Bones; {GUIDANCE}", "2031-06-14"),
            ("Recommendations on the Softer Splint Program (SoSP) for Bones", "2031-06-14"),
            "issues",
        ),
        # A guideline of the council is known by its code, but not its questions or its next round.
        (
            (f"Q99 Splint Method Checks; International Council for Harmonisation; {DRAFT}", "2030-06-27"),
            ("Q99 Splint Method Checks and Sample Trials", "2031-11-07"),
            "draft-of",
        ),
        (
            (f"Q99 Splint Method Checks; International Council for Harmonisation; {DRAFT}", "2030-06-27"),
            ("Q99 Splint Method Checks: Questions and Answers", "2031-11-07"),
            None,
        ),
        (
            (f"Q99 Splint Method Checks; International Council for Harmonisation; {DRAFT}", "2030-06-27"),
            ("Q99(R2) Splint Method Checks and Sample Trials", "2031-11-07"),
            None,
        ),
        # The final has an acronym of the words of the name, or another one.
        (
            (f"Small Bone Pathway for Wooden Splints; {DRAFT}", "2030-06-15"),
            (f"Small Bone Pathway for Wooden Splints - The SBWS Pathway; {GUIDANCE}", "2031-08-06"),
            "draft-of",
        ),
        (
            (f"Small Bone Pathway for Wooden Splints; {DRAFT}", "2030-06-15"),
            (f"Small Bone Pathway for Wooden Splints - The XYZ Pathway; {GUIDANCE}", "2031-08-06"),
            None,
        ),
        # A release that is no act of issuing.
        (
            ("Draft guidance document: Public Release of Wooden Splint Data", "2030-04-10"),
            ("Guidance document: Public Release of Wooden Splint Data", "2031-03-12"),
            "draft-of",
        ),
        (
            (f"Trials of Immediate-Release Splints for Bones; {DRAFT}", "2030-04-10"),
            (f"Tests of Immediate-Release Splints for Bones; {GUIDANCE}", "2031-03-12"),
            None,
        ),
        # An application by its words and by its letters; an investigational one is another.
        (
            (f"Better Splints in New Drug Application Forms; {DRAFT}", "2030-01-04"),
            ("Better Splints in NDA Forms for Labels", "2031-01-21"),
            None,
        ),
        (
            (f"Better Splints in Biologics License Application Forms; {DRAFT}", "2030-01-04"),
            ("Better Splints in BLA Forms", "2031-01-21"),
            "draft-of",
        ),
        (
            (f"Better Splints in Investigational New Drug Application Forms; {DRAFT}", "2030-01-04"),
            ("Better Splints in NDA Forms", "2031-01-21"),
            None,
        ),
        (
            ("Draft Guidance for Sponsors and Industry: Better Splints for Small Bones; Availability", "2030-01-04"),
            (
                "Guidance for Investigators, Sponsors, and IRBs: Better Splints for Small Bones; Availability",
                "2031-01-21",
            ),
            "draft-of",
        ),
        # A draft guidance becomes a guideline.
        (
            ("Draft guidance on the use of wooden splints", "2030-11-14"),
            ("MHRA guideline on the use of wooden splints", "2031-11-05"),
            "draft-of",
        ),
        # Each amendment changes the rules again, and replaces none before.
        (
            ("The Wooden Splints (Amendment) Regulations 2031", "2031-01-29"),
            ("The Wooden Splints (Amendment) Regulations 2030", "2030-01-01"),
            None,
        ),
        (
            ("Splint Legislation Amendment (Bone Measures) Order 2031", "2031-01-29"),
            ("Splint Legislation Amendment (Bone Measures) Order 2028", "2028-01-01"),
            None,
        ),
        (
            (
                "Public Consultation on Proposed Bone Products (Wooden Splints) (Amendment) Regulations 2031",
                "2030-06-15",
            ),
            ("Bone Products (Wooden Splints) (Amendment) Regulations 2031", "2031-01-29"),
            "draft-of",
        ),
        (
            ("Draft questions and answers on the risk of splints in small bones", "2030-06-20"),
            ("Questions and answers on the risk of splints in small bones", "2031-06-20"),
            "draft-of",
        ),
        # One act amends two regulations, and another one the first of them.
        (
            (
                "Canada Gazette, Part I: Regulations Amending the Food and Drug Regulations (Iron Splints)",
                "2030-12-09",
            ),
            (
                "Regulations Amending the Food and Drug Regulations and the Bone Regulations (Nails): SOR/2031-262",
                "2031-12-23",
            ),
            None,
        ),
        (
            ("M99(R3) Guideline on Wooden Splints - Step 2 draft", "2030-11-06"),
            ("M99(R3) Guideline on Wooden Splints - Step 4", "2031-11-06"),
            "draft-of",
        ),
        (
            ("M99(R3) Guideline on Wooden Splints (Step 2)", "2030-11-06"),
            ("M99(R3) Guideline on Wooden Splints (Step 4)", "2031-11-06"),
            "draft-of",
        ),
        (
            (f"{SPLINTS}; {DRAFT}", "2030-05-02"),
            (
                f"Keeping Data in Bone Care; {GUIDANCE}",
                "2031-09-18",
                f"The draft guidance “{SPLINTS}” of May 2030 is now finalized by this guidance.",
            ),
            "draft-of",
        ),
        # Issues that nobody issues.
        (
            (f"Small Bones: Common Issues in Splint Development; {DRAFT}", "2030-05-02"),
            (f"Large Joints: Common Issues in Splint Development; {GUIDANCE}", "2031-09-18"),
            None,
        ),
        (
            ("Draft: Guideline on Wooden Splints for Small Bones (Request for Public Comments)", "2030-09-01"),
            ("Guideline on Wooden Splints for Small Bones", "2031-04-01"),
            "draft-of",
        ),
        (
            (f"Uses of Real-World Data To Support Splint Choices; {DRAFT}", "2030-12-09"),
            ("Uses of RWD to Support Splint Choices", "2031-08-31"),
            "draft-of",
        ),
        (
            (f"Uses of Real-World Data To Support Splint Choices; {DRAFT}", "2030-12-09"),
            ("Uses of RWE to Support Splint Choices", "2031-08-31"),
            None,
        ),
        # A proposal has no compliance date that could be moved.
        (
            ("Records for Wooden Splints in Hospitals; Compliance Date Extension", "2031-08-07"),
            ("Records for Wooden Splints in Hospitals", "2029-09-23", "The agency is proposing to require records."),
            None,
        ),
        (
            ("Records for Wooden Splints in Hospitals; Compliance Date Extension", "2031-08-07"),
            ("Records for Wooden Splints in Hospitals", "2030-11-21", "The agency is issuing a final rule on records."),
            "corrects",
        ),
        # A quoted term is no name.
        (
            ("Rules About “Small Splints” for Bones", "2030-09-23", "We, the agency, propose to revise our rules."),
            ("Rules About “Small Splints” for Bones", "2031-08-02", "The agency is issuing a final rule."),
            "draft-of",
        ),
        (
            ("Rules About “Small Splints” for Bones", "2030-09-23", "We, the agency, propose to revise our rules."),
            ("Rules About “Small Splints” for Bones; Delay of Effective Date", "2031-08-20"),
            None,
        ),
        # The name of a product stands before the sort of document.
        (
            ("Draft splintazol film-coated tablets 2.5 mg and 5 mg product-specific guidance", "2030-05-31"),
            ("Splintazol film-coated tablets 2.5 mg and 5 mg product-specific guidance", "2031-03-10"),
            "draft-of",
        ),
        (
            ("Draft splintazol film-coated tablets 2.5 mg and 5 mg product-specific guidance", "2030-05-31"),
            ("Splintazol film-coated tablets 2.5 mg and 10 mg product-specific guidance", "2031-03-10"),
            None,
        ),
        # A document is annexed to a report.
        (
            ("Guideline on splint record integrity - Draft for comments", "2030-09-01"),
            ("TRS 1933 - Annex 4: Guideline on splint record integrity", "2031-03-15"),
            "draft-of",
        ),
        # A proposal of the European Union has the title of the act.
        (
            (f"{PROPOSED_ACT} as regards splints", "2030-01-06"),
            (f"{ACT} 2001/9/EC as regards splints", "2031-03-20"),
            "draft-of",
        ),
        (
            (f"{PROPOSED_ACT} as regards splints", "2030-01-06"),
            (f"{ACT} 2002/8/EC as regards splints", "2031-03-20"),
            None,
        ),
        # What is proposed is issued by another act.
        (
            ("Bone Devices; Splint System Amendments", "2030-02-23", "The agency is proposing to amend its rules."),
            ("Bone Devices; Splint System Amendments; Technical Amendments", "2031-02-15"),
            None,
        ),
    ],
)
def test_english_notices_are_related(a: tuple[str, ...], b: tuple[str, ...], expected: str | None) -> None:
    assert how(notice(*a), notice(*b)) == expected


@pytest.mark.parametrize(
    ("english", "chinese", "expected"),
    [
        # Half a year later and without a number: all terms are the same.
        (
            "NMPA Notice on Issuing the Guidelines for Remote Inspection of the Good Supply Practice for Cosmetics",
            "国家药监局关于印发化妆品经营质量管理规范检查指南的通知",
            "translation-of",
        ),
        (
            "NMPA Notice on Issuing the Guidelines for Inspection of the Good Manufacturing Practice for Cosmetics",
            "国家药监局关于印发化妆品经营质量管理规范检查指南的通知",
            None,
        ),
        # Work on a document issues none.
        (
            "NMPA Announcement on Issuing the Good Pharmacovigilance Practice for Cosmetics",
            "国家药监局关于做好化妆品药物警戒质量管理规范实施工作的通知",
            None,
        ),
        # An order of one body, and that of another one under the same number.
        (
            ORDER,
            "牙膏监督管理办法（国家市场监督管理总局令第88号）",
            "translation-of",
        ),
        (
            ORDER,
            "牙膏监督管理办法（国家食品药品监督管理局令第88号）",
            None,
        ),
        # The institutions of trials, and what a market's operators do.
        (
            "NMPA Announcement on Issuing Measures for Inspection of Clinical Trial Institutions in Online Operation",
            "国家药监局关于发布《网络经营药物临床试验机构监督检查办法》的公告（2031年第7号）",
            "translation-of",
        ),
        # The frame of a review is no part of the name of a guideline.
        (
            "Guidelines for Technical Review of the Registration of Radiofrequency Skin Treatment Instruments of NMPA",
            "国家药监局关于发布射频皮肤治疗注册技术审查指导原则的通告（2031年第7号）",
            None,
        ),
        # A holder is one of drugs, in both languages.
        (
            "NMPA Announcement on the Provisions for Record Platforms of Foreign Marketing Authorization Holders",
            "国家药监局关于发布《境外药品上市许可持有人记录平台规定》的公告（2031年第7号）",
            "translation-of",
        ),
    ],
)
def test_an_english_page_may_follow_half_a_year_later(english: str, chinese: str, expected: str | None) -> None:
    assert how(notice(english, "2031-11-10"), notice(chinese, "2031-05-02")) == expected


def test_a_guideline_of_one_centre_has_its_english_page_three_months_later() -> None:
    english = worded(
        "Guideline for Registration Review of Artificial Intelligence Dental Software",
        date(2031, 5, 28),
        sources=("cmde/english",),
    )
    chinese = worded("人工智能牙科软件注册审查指导原则（2031年第8号）", date(2031, 3, 9), sources=("cmde/guidelines",))
    assert how(english, chinese) == "translation-of"
    other = worded("人工智能牙科机器人注册审查指导原则（2031年第8号）", date(2031, 3, 9), sources=("cmde/guidelines",))
    assert how(english, other) is None


@pytest.mark.parametrize(
    ("english", "chinese", "expected"),
    [
        (
            "CDE Solicits Public Comments on the Guideline for Dental Software in Children (Draft for Comments)",
            "关于公开征求《儿童牙科软件指导原则（征求意见稿）》意见的通知",
            "translation-of",
        ),
        (
            "CDE Solicits Public Comments on the Guideline for Dental Software in Children (Draft for Comments)",
            "关于公开征求《儿童牙科机器人指导原则（征求意见稿）》意见的通知",
            None,
        ),
        (
            "NMPA Announcement on Implementing the Electronic Common Technical Document for Vaccine Application",
            "国家药监局关于实施疫苗电子通用技术文档申报的公告（2031年第119号）",
            "translation-of",
        ),
    ],
)
def test_an_english_page_follows_within_weeks(english: str, chinese: str, expected: str | None) -> None:
    assert how(notice(english, "2031-03-30"), notice(chinese, "2031-03-12")) == expected


SUBTITLED = "Wooden Splint Classification Procedures: Incorporating the Splint Safety Act"
COUNCIL = "International Council for Harmonisation"


@pytest.mark.parametrize(
    ("draft", "final", "expected"),
    [
        # One of the two titles has a subtitle.
        ("Wooden Splint Classification Procedures; Proposed Rule", f"{SUBTITLED}; Final Rule", "draft-of"),
        (f"{SUBTITLED}; Proposed Rule", "Wooden Splint Classification Procedures; Final Rule", "draft-of"),
        (f"Wooden Splints for Small Bones; {DRAFT}", f"Wooden Splints for Small Bones--Planning; {GUIDANCE}", None),
        (
            f"Wooden Splints for Small Bones; {DRAFT}",
            f"Wooden Splints for Small Bones--Planning of the Studies; {GUIDANCE}",
            "draft-of",
        ),
        # A part, a text beside it, and two subtitles.
        (
            f"Wooden Splints for Small Bones; {DRAFT}",
            f"Wooden Splints for Small Bones: Part 2, Sizes; {GUIDANCE}",
            None,
        ),
        (
            f"Wooden Splints for Small Bones; {DRAFT}",
            f"Wooden Splints for Small Bones: Questions and Answers; {GUIDANCE}",
            None,
        ),
        (
            f"Wooden Splints for Small Bones: Choice of the Wood; {DRAFT}",
            f"Wooden Splints for Small Bones: Planning of the Studies; {GUIDANCE}",
            None,
        ),
        # A heading of many documents.
        (f"Wooden Splints; {DRAFT}", f"Wooden Splints: Choice of the Wood; {GUIDANCE}", None),
        (
            f"E6(R2) Good Splint Practice; {COUNCIL}; {DRAFT}",
            f"E6(R2) Good Splint Practice: Integrated Addendum to ICH E6(R1); {COUNCIL}; {GUIDANCE}",
            "draft-of",
        ),
        (
            f"E6(R2) Good Splint Practice; {COUNCIL}; {DRAFT}",
            f"E6(R3) Good Splint Practice: Choice of the Wood; {COUNCIL}; {GUIDANCE}",
            None,
        ),
        # A guideline of one code and round may be reworded; a text beside it may not have its name.
        (
            f"E39 Optimisation of Splint Data Collection; {COUNCIL}; {DRAFT}",
            f"E39 A Selective Approach to Splint Data Collection in Late Studies; {COUNCIL}; {GUIDANCE}",
            "draft-of",
        ),
        (
            f"E39 Optimisation of Splint Data Collection; {COUNCIL}; {DRAFT}",
            f"E38 A Selective Approach to Splint Data Collection in Late Studies; {COUNCIL}; {GUIDANCE}",
            None,
        ),
        (
            f"E39 Optimisation of Splint Data Collection; {COUNCIL}; {DRAFT}",
            f"E39 Splint Data Collection: Training on a Selective Approach; {COUNCIL}; {GUIDANCE}",
            None,
        ),
        (
            f"M9 eSplint: Electronic Common Splint Document Specification; {DRAFT}",
            f"M9 Electronic Standards for the Transfer of Bone Information; {GUIDANCE}",
            None,
        ),
    ],
)
def test_a_final_gains_or_loses_a_subtitle(draft: str, final: str, expected: str | None) -> None:
    assert how(notice(draft, "2029-03-02"), notice(final, "2031-05-06")) == expected


REOPENED = "The agency is reopening the comment period for the notice entitled “Shared REMS for Splints; Draft Guidance"


@pytest.mark.parametrize(
    ("title", "summary", "other", "expected"),
    [
        # The text quotes the title, which has an acronym, and says when it appeared.
        (
            f"Shared Risk Strategies for Splints; {DRAFT}; Reopening of Comment Period",
            f"{REOPENED}” that appeared in the Federal Register of March 2, 2029.",
            f"Shared REMS for Splints; {DRAFT}",
            "corrects",
        ),
        (
            f"Shared Risk Strategies for Splints; {DRAFT}; Reopening of Comment Period",
            f"{REOPENED}” that appeared in the Federal Register of March 2, 2030.",
            f"Shared REMS for Splints; {DRAFT}",
            None,
        ),
        # Of two notices with one title, that of the day.
        (
            "Product-Specific Splints; Draft and Revised Draft Guidances for Industry; Reopening of the Comment Period",
            "The agency reopens the period of the notice published in the Federal Register of March 2, 2029.",
            "Product-Specific Splints; Draft and Revised Draft Guidances for Industry; Availability",
            "corrects",
        ),
        (
            "Product-Specific Splints; Draft and Revised Draft Guidances for Industry; Reopening of the Comment Period",
            "The agency reopens the period of the notice published in the Federal Register of January 18, 2029.",
            "Product-Specific Splints; Draft and Revised Draft Guidances for Industry; Availability",
            None,
        ),
    ],
)
def test_a_comment_period_is_that_of_the_notice_in_its_text(
    title: str, summary: str, other: str, expected: str | None
) -> None:
    assert how(notice(title, "2029-05-20", summary), notice(other, "2029-03-02")) == expected


APPEARED = "The agency is reopening the period of the notice published in the Federal Register of March 2, 2029."


@pytest.mark.parametrize(
    ("title", "summary", "other", "expected"),
    [
        # Both have something of their own behind the subject, and the text names the day.
        (
            "Makers' Letters on New Uses of Splints; Availability of Memorandum; Reopening of the Comment Period",
            APPEARED,
            "Makers' Letters on New Uses of Splints; Public Hearing; Request for Comments",
            "corrects",
        ),
        (
            "Makers' Letters on New Uses of Splints; Availability of Memorandum; Reopening of the Comment Period",
            APPEARED.replace("March 2", "March 3"),
            "Makers' Letters on New Uses of Splints; Public Hearing; Request for Comments",
            None,
        ),
        (
            "Makers' Letters on Old Uses of Splints; Availability of Memorandum; Reopening of the Comment Period",
            APPEARED,
            "Makers' Letters on New Uses of Splints; Public Hearing; Request for Comments",
            None,
        ),
        # A recall that its firm expands.
        (
            "Splint Makers Limited Expands Voluntary Nationwide Recall of Widgetol Potassium Tablets, USP",
            None,
            "Splint Makers Limited Issues Voluntary Nationwide Recall of Widgetol Potassium Tablets, USP",
            "corrects",
        ),
        (
            "Bone Makers Limited Expands Voluntary Nationwide Recall of Widgetol Potassium Tablets, USP",
            None,
            "Splint Makers Limited Issues Voluntary Nationwide Recall of Widgetol Potassium Tablets, USP",
            None,
        ),
        (
            "Splint Makers Limited Issues Voluntary Nationwide Recall of Widgetol Potassium Tablets, USP",
            None,
            "Splint Makers Limited Initiates Voluntary Nationwide Recall of Widgetol Potassium Tablets, USP",
            None,
        ),
    ],
)
def test_updates_are_of_a_notice_with_other_words(
    title: str, summary: str | None, other: str, expected: str | None
) -> None:
    assert how(notice(title, "2029-05-20", summary), notice(other, "2029-03-02")) == expected


RULE = "Bone Products; Required Labels for Splint Packages and Advertisements"


@pytest.mark.parametrize(
    ("one", "day", "other", "other_day", "expected"),
    [
        # A rule is delayed a year later, whatever stands at the head of its title; a meeting is another one by then.
        ((f"{RULE}; Delayed Effective Date",), "2031-03-31", (RULE, "This is a final rule."), "2030-03-18", "corrects"),
        (("Bone Products; Delayed Effective Date",), "2031-03-31", ("Bone Products",), "2030-03-18", None),
        # What a court has taken back, by its day.
        (
            (
                "Bone Devices; House-Made Splints; Implementation of Vacatur",
                "On May 6, 2030, the agency issued a rule.",
            ),
            "2031-09-19",
            ("Bone Devices; House-Made Splints", "The agency is issuing a final rule."),
            "2030-05-06",
            "corrects",
        ),
        # The words that councils and agencies put beside the name of a draft.
        (
            ("Personal Splints - Verification and Validation of Production (Proposed document)",),
            "2030-06-15",
            ("Personal Splints - Verification and Validation of Production",),
            "2031-09-26",
            "draft-of",
        ),
        (
            ("Consultation document: MHRA draft guidance on the licensing of wooden splints",),
            "2030-10-02",
            ("Guidance on the licensing of wooden splints",),
            "2031-05-06",
            "draft-of",
        ),
    ],
)
def test_words_of_agencies_beside_the_name_of_a_document(
    one: tuple[str, ...], day: str, other: tuple[str, ...], other_day: str, expected: str | None
) -> None:
    a, b = (notice(title, on, *text) for (title, *text), on in ((one, day), (other, other_day)))
    assert how(a, b) == expected
