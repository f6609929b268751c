"""Alerts and items of every sort."""

from datetime import date, datetime

from cdetrack.alert import compose
from cdetrack.alert.alert import Alert, Member, Trouble
from cdetrack.alert.channels.address import key, label
from cdetrack.alert.message import Day, Item, Message, Move, Rewording
from cdetrack.model.notice import Notice
from cdetrack.text.diff import Segment, diff, excerpt
from support.notices import NOW, notice

TODAY = date(2026, 11, 22)
ALERT = Alert(id="0123456789abcdef0123456789abcdef", watch="children", channel="stdout", to="x", created=NOW)
HOSTILE = "Free\x1b[31m <script>alert(1)</script> **bold** @everyone\r\nBcc: all@example.org \u202egnp.exe =1+1"


def pediatric(name: str, title: str = "Notice on pediatric drugs", **given: object) -> Notice:
    """Return a notice with this id."""
    return notice(title, **{"id": name, "topics": ("pediatrics",), **given})


def alert(name: str, *days: str, channel: str = "stdout", created: datetime = NOW) -> Alert:
    """Return an alert of one new notice, which has these days ahead."""
    member = Member(id="a", kinds=("added",), look=2, also=("b",), deadlines=tuple(("event", day) for day in days))
    return Alert(id=name, watch="children", channel=label(channel), to=key(channel), created=created, members=(member,))


def words(before: str, after: str) -> tuple[Segment, ...]:
    """Return the difference of two texts, as an alert shows it."""
    return tuple(excerpt(diff(before, after)))


ITEMS = (
    Item(
        notice=pediatric(
            "a",
            "Announcement on the Technical Guideline for Pediatric Trials ([2026] No. 12)",
            number="2026-12",
            kind="announcement",
            summary="To guide the development of drugs for children, the CDE has drafted the guideline.",
            url="https://english.nmpa.gov.cn/2026-11/20/c_1100001.htm",
        ),
        kinds=("added",),
        twins=(
            pediatric(
                "f",
                "Technical Guideline for Pediatric Trials [2026] No. 12",
                sources=("gd-mpa/notices",),
                url="https://mpa.gd.gov.cn/2026/12.html",
                document="a",
            ),
            pediatric(
                "g", "Technical Guideline for Pediatric Trials", sources=("ingest",), date_from="seen", document="a"
            ),
        ),
        deadlines=(("comments_due", "2026-11-29"),),
        days=(
            Day("effective", date(2027, 1, 1), "takes effect on January 1, 2027"),
            Day("comments_due", date(2026, 11, 29), "Comments are to be sent by 29 November 2026 at the latest"),
            Day("event", date(2026, 11, 18)),
        ),
        relations=(
            ("final of", pediatric("h", "Draft Guideline for Pediatric Trials", url="https://example.org/h")),
            ("interpreted by", pediatric("i", "Questions and Answers on Pediatric Trials", url=None)),
        ),
    ),
    Item(
        notice=pediatric(
            "b",
            "疫苗临床试验管理规范（征求意见稿）",
            topics=("vaccines",),
            status="draft",
            product="Xyzumab Injection",
            applicant="Acme Pharma",
            application="CXHS2600093",
            summary="Somebody else's summary.",
            summary_suspect=True,
        ),
        kinds=("added",),
    ),
    Item(
        notice=pediatric("c", "Notice No. 13 on Dosage", url="https://english.nmpa.gov.cn/c.htm"),
        kinds=("changed",),
        rewordings={
            "c": Rewording(
                changed=(("title", words("Notice No. 12 on Dosage", "Notice No. 13 on Dosage")),),
                moved=(
                    Move("comments_due", date(2026, 11, 29), date(2026, 12, 15)),
                    Move("event", date(2026, 12, 1), None),
                ),
            )
        },
        days=(Day("comments_due", date(2026, 12, 15), "截止日期为2026年12月15日"),),
    ),
    Item(notice=pediatric("d", "Gone", withdrawn=NOW), kinds=("withdrawn",)),
    Item(
        notice=pediatric("e", HOSTILE, topics=()),
        kinds=(),
        deadlines=(("effective", "2026-11-22"),),
    ),
)
TROUBLES = (
    Trouble(source="nmpa/drugs", state="failing", since="2026-11-19T06:00:00Z", why="503 after 4 tries"),
    Trouble(source="nmpa/news", state="silent", since="2026-10-01"),
    Trouble(source="nmpa/laws", state="well", since="2026-11-01T06:00:00Z", why="failing"),
)


def composed(*items: Item, **given: object) -> Message:
    """Return the message of an alert with these items; by default with all."""
    return compose.message(ALERT, items or ITEMS, today=TODAY, **given)  # type: ignore[arg-type]


MESSAGE = composed()
