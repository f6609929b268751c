"""Relations of English notices, and of English pages with Chinese ones, with invented titles."""

from datetime import date

from support.notices import worded
from support.related import how, notice

SIMILARITY = "Statistical Ways to Evaluate the Likeness of Splints"


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


def test_the_text_of_a_withdrawal_names_the_guidance_and_its_day() -> None:
    words = "The agency is announcing the withdrawal of the guidance entitled “{}” that was issued on July 10, 2023."
    withdrawal = notice("Report of a Task Force; Withdrawal of Guidance", "2031-01-16", words.format(SIMILARITY))
    guidance = notice(f"{SIMILARITY}; Guidance for Industry; Availability", "2023-07-10")
    assert how(withdrawal, guidance) == "corrects"
    assert how(notice("Report of a Task Force", "2031-01-16", words.format(SIMILARITY)), guidance) is None
