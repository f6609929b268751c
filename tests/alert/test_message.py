"""The message of an alert, compared with text and HTML in `tests/data/alert`."""

from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from typing import Any
from unicodedata import category

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cdetrack.alert import compose, digest
from cdetrack.alert.alert import Trouble
from cdetrack.alert.channels.mail import mail
from cdetrack.alert.channels.payload import payload
from cdetrack.alert.message import Day, Item, Message, Move, Rewording
from cdetrack.render.safe import plain
from support.golden import expect
from support.hostile import HOSTILE_TEXT
from support.notices import NOW
from support.paths import DATA
from support.sample_alerts import ALERT, HOSTILE, ITEMS, TODAY, TROUBLES, composed, pediatric, words

HEADERS = [
    *("From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "List-Id", "Auto-Submitted"),
    *("MIME-Version", "Content-Type"),
]
EXPECTED = DATA / "alert"


def test_a_digest_groups_by_topic_and_shows_what_changed() -> None:
    message = composed(preferred=("vaccines",))
    expect(EXPECTED / "digest.txt", message.text)
    expect(EXPECTED / "digest.html", message.html)
    expect(EXPECTED / "digest.md", message.markdown)
    assert message.subject == "children: 2 new, 1 changed, 1 withdrawn, 2 deadlines ahead"


def test_sources_in_trouble_are_told_in_sentences() -> None:
    message = compose.message(replace(ALERT, watch="sources", troubles=TROUBLES), (), today=TODAY)
    expect(EXPECTED / "sources.txt", message.text)
    expect(EXPECTED / "sources.html", message.html)


def test_a_single_notice_is_filed_under_its_title_and_a_sample_says_that_it_is_one() -> None:
    assert composed(replace(ITEMS[2], kinds=("added",))).subject == "children: Notice No. 13 on Dosage"
    sample = composed(ITEMS[2], test=True)
    assert sample.subject.startswith("[test] ")
    assert sample.text.startswith("This is a test")
    assert b'"test": true' in payload(sample)


class Tags(HTMLParser):
    """Which tags and links an HTML text has."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.links |= {value or "" for name, value in attrs if name in {"href", "src"}}


@given(st.text(max_size=200), st.text(max_size=60))
def test_no_title_breaks_out_of_any_form(title: str, url: str) -> None:
    hostile = pediatric("a", title or "x", summary=title, url=url)
    twin = hostile._replace(id="b", sources=(title,))
    rewording = Rewording(changed=((title, words("old", title)),))
    item = Item(notice=hostile, kinds=("changed",), twins=(twin,), rewordings={"a": rewording, "b": rewording})
    message = composed(item, replace(item, rewordings={}))
    assert not {character for character in message.text if category(character) in {"Cc", "Cs"}} - {"\n"}
    assert not set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068") & set(message.text + message.html)
    tags = Tags()
    tags.feed(message.html)
    assert tags.found <= {
        *("html", "head", "meta", "title", "style", "body", "div", "h2", "h3"),
        *("p", "b", "a", "br", "span", "del", "ins"),
    }
    assert all(link.lower().startswith(("http://", "https://")) for link in tags.links)
    assert payload(message).count(b"\n") == 0


def mailed(message: Message, sender: str = "c@example.org") -> EmailMessage:
    """Return the mail as a reader has it."""
    read = message_from_bytes(mail(message, sender=sender, to="me@example.org"), policy=default)
    assert isinstance(read, EmailMessage)
    return read


def test_no_title_and_no_watch_adds_a_mail_header() -> None:
    message = replace(composed(ITEMS[4]), watch="kids\r\nBcc: x@example.org", subject=f"kids: {HOSTILE}")
    read = mailed(message, sender="c@example.org\nBcc: y@example.org")
    assert read["Bcc"] is None
    assert "Bcc: all@example.org" in read["Subject"]
    assert sorted(read.keys()) == sorted(HEADERS)


_WORDS = ("=?utf-8?q?x=0D=0AReply-To:_a@b?=", "=?utf-8?b?QmNjOiB4QHk=?=", "=?x?q?=0A?=", "\r\nBcc: x@y", "药品 " * 40)
_SUBJECTS = HOSTILE_TEXT | st.lists(st.sampled_from(_WORDS) | st.text(max_size=20), max_size=5).map(" ".join)


@example("lone \ud800", "lone \ud800", "lone \ud800")
@given(_SUBJECTS, _SUBJECTS, _SUBJECTS)
def test_titles_watches_and_senders_are_read_back_as_they_are_and_set_nothing_else(
    title: str, watch: str, name: str
) -> None:
    # An escape would take the bracket of the address with it.
    name = plain(name).replace("@", "")
    message = replace(composed(ITEMS[2]), watch=watch, subject=title, thread=title)
    raw = mail(message, sender=f"{name} <c@example.org>", to="me@example.org")
    read = message_from_bytes(raw, policy=default)
    assert isinstance(read, EmailMessage)
    assert sorted(read.keys()) == sorted(HEADERS)
    assert read["Subject"].split() == plain(title).split()
    [sender] = read["From"].addresses
    assert sender.addr_spec == "c@example.org"
    text, page = (read.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert page is not None
    assert text.get_content().replace("\r\n", "\n") == message.text
    assert page.get_content().replace("\r\n", "\n") == message.html
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert raw.isascii()


def test_the_name_of_a_sender_is_kept_in_any_script() -> None:
    for name in ("CDE Tracker", "药品追踪", 'Müller, "A" <x>', "药" * 100, "=?utf-8?q?a?="):
        [sender] = mailed(composed(), sender=f"{name} <c@example.org>")["From"].addresses
        # Python's reader puts a space between the encoded words of a name.
        assert sender.display_name.replace(" ", "") == name.replace(" ", "")
        assert sender.addr_spec == "c@example.org"


def test_mails_about_one_notice_share_a_thread_and_keep_their_id() -> None:
    new, changed = composed(ITEMS[2]), replace(composed(ITEMS[2]), id="f" * 32)
    one, other = map(mailed, (new, changed))
    assert one["References"] == other["References"] == one["In-Reply-To"]
    assert one["Message-ID"] == f"<{ALERT.id}@cdetrack.invalid>" != other["Message-ID"]
    assert mailed(composed())["References"] is None


def test_an_endless_title_is_shortened_and_the_json_has_it_whole() -> None:
    title = "word " * 200_000
    message = composed(Item(notice=pediatric("a", title, summary=title), kinds=("added",)))
    assert len(message.text) < 1_000
    assert len(message.subject) < 200
    assert message.notices[0]["title"] == title


def test_every_notice_of_a_document_is_named_by_title_and_link_and_the_json_is_flat() -> None:
    """An alert names a document once, with the other notices of it that a reader may have missed."""
    message = composed(ITEMS[0])
    leader, *twins = (ITEMS[0].notice, *ITEMS[0].twins)
    for each in (leader, *twins):
        assert all(each.title in text for text in (message.text, message.html))
    assert all(twins[0].url in text for text in (message.text, message.html, message.markdown) if twins[0].url)
    assert [each["id"] for each in message.notices] == [leader.id, *(twin.id for twin in twins)]
    assert {each["document"] for each in message.notices} == {leader.id}
    assert message.thread == leader.id


def test_a_day_of_first_sight_is_said_to_be_one() -> None:
    """The listing shows no date: the day of the look must not appear as one."""
    message = composed(Item(notice=pediatric("a", date_from="seen"), kinds=("added",)))
    assert "first seen 2026-11-20" in message.text
    assert message.notices[0]["date_from"] == "seen"


def test_an_alert_that_comes_late_says_so_in_every_form() -> None:
    """An earlier cdetrack never told of these notices: a reader is to know why old ones come now."""
    message = compose.message(replace(ALERT, late=True), ITEMS[:1], today=TODAY)
    assert "told late" in message.subject
    assert all("They come late, and once." in text for text in (message.text, message.html, message.markdown))
    assert "They come late" not in composed(ITEMS[0]).text


def test_watches_whose_names_an_id_cannot_tell_apart_have_lists_of_their_own() -> None:
    made = [replace(composed(), watch=name) for name in ("kids", "Kids", "kids!", "儿童", "药品")]
    lists = {mailed(each)["List-Id"] for each in made}
    assert len(lists) == 5
    assert "<kids.cdetrack.invalid>" in lists


def test_documents_stand_under_the_first_topic_that_the_watch_prefers() -> None:
    topics = {"a": ("pediatrics", "vaccines"), "b": ("pediatrics",), "c": ()}
    items = [Item(notice=pediatric(name, topics=each), kinds=("added",)) for name, each in topics.items()]
    [(heading, groups)] = digest.sections(items[::-1], ["vaccines"], TODAY)
    assert heading == "New"
    assert {topic: [item.notice.id for item in found] for topic, found in groups.items()} == {
        "vaccines": ["a"],
        "pediatrics": ["b"],
        "other": ["c"],
    }
    assert list(groups) == ["vaccines", "pediatrics", "other"]


def test_a_headline_counts_what_is_told() -> None:
    day = ("event", "2026-11-25")
    one = Item(notice=pediatric("a"), kinds=("added",), deadlines=(day,))
    two = Item(notice=pediatric("b"), kinds=(), deadlines=(day, ("effective", "2026-12-01")))
    assert digest.headline("w", [one], ALERT) == "w: 1 new, 1 deadline ahead"
    assert digest.headline("w", [one, two], ALERT) == "w: 1 new, 3 deadlines ahead"
    assert digest.headline("w", [replace(one, deadlines=())], replace(ALERT, late=True)) == "w: 1 new, told late"
    assert digest.headline("w", [], ALERT) == "w: nothing"
    assert digest.subject("w", [one], ALERT) == "w: Notice on pediatric drugs"
    assert digest.subject("w", [one], replace(ALERT, late=True)) == "w: 1 new, 1 deadline ahead, told late"


@pytest.mark.parametrize(
    ("given", "event"),
    [
        ({"kinds": ("added", "withdrawn")}, ""),
        ({"kinds": ("changed",)}, "changed: "),
        ({"kinds": ("withdrawn",)}, "withdrawn: "),
        ({"kinds": ("restored",)}, "back again: "),
        ({"deadlines": (("event", "2026-11-25"),)}, "takes place 2026-11-25: "),
        ({"kinds": ("changed",), "moved": date(2026, 12, 1)}, "comments close 2026-12-01 (moved): "),
        ({"kinds": ("changed",), "moved": None}, "changed: "),
    ],
)
def test_the_subject_of_a_known_notice_says_what_became_of_it(given: dict[str, Any], event: str) -> None:
    """It has the title of the mail before: a subject of the title alone would look like the same news."""
    kinds, deadlines = given.get("kinds", ()), given.get("deadlines", ())
    moves = (Move("comments_due", date(2026, 11, 29), given["moved"]),) if "moved" in given else ()
    item = Item(notice=pediatric("a"), kinds=kinds, deadlines=deadlines, rewordings={"a": Rewording(moved=moves)})
    assert digest.subject("w", [item], ALERT) == f"w: {event}Notice on pediatric drugs"


def test_the_facts_of_a_notice_say_where_it_is_shown_and_that_it_is_gone() -> None:
    notice = pediatric("a", sources=("nmpa/drugs", "nmpa/news"), withdrawn=NOW)
    assert digest.facts(Item(notice=notice, kinds=("changed",))).endswith("nmpa/drugs, nmpa/news · withdrawn since")
    gone = Item(notice=notice, kinds=("withdrawn",))
    assert digest.facts(gone).endswith("nmpa/drugs, nmpa/news · no longer listed there")
    assert digest.twin_facts(gone, notice) == f"{notice.date} · nmpa/drugs, nmpa/news · no longer listed there"


def test_a_document_under_one_heading_says_which_of_its_notices_are_gone_or_back() -> None:
    """Its heading tells one kind of change: that of its other notices would be lost."""
    listed, gone, back = pediatric("a"), pediatric("b", withdrawn=NOW), pediatric("c")
    item = Item(
        notice=listed, twins=(gone, back), kinds=("changed", "withdrawn", "restored"), back=frozenset({back.id})
    )
    told = compose.message(ALERT, [item], today=TODAY)
    for shown in (told.text, told.html, told.markdown):
        assert shown.count("nmpa/drugs · withdrawn since") == shown.count("nmpa/drugs · back again") == 1


def test_a_deadline_of_another_kind_is_named_as_it_is() -> None:
    assert digest.ahead(Day("lapses", date(2026, 11, 25)), TODAY) == "lapses 2026-11-25, in 3 days"


def test_a_source_that_is_well_again_says_what_was_wrong() -> None:
    silent, failing, unread = (
        Trouble(source="s", state="well", since="2026-11-01", why=why) for why in ("silent", "failing", "unread")
    )
    assert digest.trouble(silent) == "s: it posts again, after trouble since 2026-11-01"
    assert digest.trouble(failing) == "s: it can be read again, after trouble since 2026-11-01"
    end = "s: it has no entries any more that cannot be read, after trouble since 2026-11-01"
    assert digest.trouble(unread) == end


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("a" * 300, "a" * 300),
        ("a" * 301, "a" * 299 + "…"),
        ("a" * 180 + " " + "b" * 50 + " " + "c" * 200, "a" * 180 + " " + "b" * 50 + "…"),
        ("a" * 120 + " " + "b" * 300, "a" * 120 + " " + "b" * 178 + "…"),
        ("a" * 299 + " " + "b" * 300, "a" * 299 + "…"),
    ],
)
def test_an_endless_title_is_cut_at_a_word_of_its_second_half(given: str, shown: str) -> None:
    assert digest.title(pediatric("a", given)) == shown


def test_words_of_a_day_that_the_summary_shows_are_not_quoted_whatever_their_punctuation() -> None:
    notice = pediatric("a", summary="意见反馈截止日期：2026年12月20日。")
    item = Item(notice=notice, kinds=("added",))
    assert digest.day_words(item, Day("comments_due", TODAY, "截止日期:2026年12月20日")) == ""
    assert digest.day_words(item, Day("comments_due", TODAY, "公示截止日期:2026年12月20日")) != ""
