"""Each spelling of a day is read as that day; text that is no day, or two, is refused."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cdetrack.text import dates
from cdetrack.text.dates.finding import find_dates
from cdetrack.text.dates.spelling import month_of
from cdetrack.text.months import MONTHS

DAY = date(2024, 11, 8)
"""A Friday."""
NO_DAYS = (date(1900, 1, 1), date(1970, 1, 1))
"""The first days of computers' calendars stand for no date."""
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31)).filter(lambda day: day not in NO_DAYS)

NUMBERS = [
    *("2024-11-08", "2024-11-8", "2024/11/8", "2024.11.08", "2024. 11. 8.", "20241108", "08.11.2024", "8.11.2024"),
    *("8. 11. 2024", "08.11.24", "2024-W45-5", "2024W455", "２０２４－１１－０８", "٢٠٢٤/١١/٠٨", "2024.11.08."),
    *("20241108T093000Z", "20241108093000", "1731058200", "1731058200000", "1731058200.0", "8/11/2567"),
]
NAMES = [
    *("8.XI.2024", "8 XI 2024", "Nov 8, '24", "20241108T09:30:00Z", "8/Nov/2024:09:30:00 +0000", "113年11月8日"),
    *("November 8, 2024", "8 November 2024", "Nov. 8, 2024", "Nov 8 2024", "NOVEMBER 8 2024", "8th of November 2024"),
    *(
        "08-Nov-2024",
        "8-Nov-24",
        "08/Nov/2024",
        "08NOV2024",
        "08Nov24",
        "8NOV24",
        "2024-Nov-08",
        "8 Nov 24",
        "8. November 2024",
    ),
    *("8 novembre 2024", "1er novembre 2024", "8 de noviembre de 2024", "8 de noviembre del 2024", "8 de nov. de 2024"),
    *("8 listopada 2024", "8. studenoga 2024.", "8. listopadu 2024", "8 ноября 2024 г.", "8 листопада 2024 р."),
    *("8 ноември 2024", "8. novembra 2024", "2024. november 8.", "2024 m. lapkričio 8 d.", "2024. gada 8. novembris"),
    *(
        "8. marraskuuta 2024",
        "8 Kasım 2024",
        "8 Νοεμβρίου 2024",
        "8 בנובמבר 2024",
        "٨ نوفمبر ٢٠٢٤",
        "8 تشرين الثاني 2024",
    ),
    *("8 พฤศจิกายน 2567", "8 พ.ย. 2567", "8 พ.ย. 67", "๘ พฤศจิกายน ๒๕๖๗", "วันที่ 8 พฤศจิกายน พ.ศ. 2567"),
    *("ngày 8 tháng 11 năm 2024", "8 Tháng 11, 2024", "8 नवंबर 2024", "8 Nobyembre 2024", "8 noiembrie 2024"),
    *("8 Samhain 2024", "8-noyabr, 2024", "2024-yil 8-noyabr", "8 ta’ Novembru 2024", "8 de novembre de 2024"),
]
EAST = [
    *(
        "2024年11月8日",
        "2024 年 11 月 8 日",
        "２０２４年１１月８日",
        "2024年11月8日(金)",
        "2024年11月8日（金曜日）",
        "2024年11月08日 09:30",
    ),
    *(
        "令和6年11月8日",
        "令和６年１１月８日",
        "R6.11.8",
        "R6/11/08",
        "令和6.11.8",
        "民國113年11月8日",
        "中華民國113年11月8日",
    ),
    *("113/11/08", "113.11.08", "2024년 11월 8일", "2024. 11. 8(금)", "二〇二四年十一月八日", "二○二四年十一月八日"),
]
TIMES = [
    *("2024-11-08T09:30", "2024-11-08 09:30:15.123", "2024-11-08T23:59:59+08:00", "2024-11-08T00:00:00Z"),
    *("2024-11-08T24:00:00Z", "2024-11-08+01:00", "2024-11-08Z", "2024-11-08 09:30 +8", "Nov 8, 2024 9:30 PM"),
    *(
        "Fri, 08 Nov 2024 09:30:00 +0100",
        "Fri, 08 Nov 2024 09:30:00 GMT",
        "08 Nov 2024 09:30 UT",
        "Fri, 8 Nov 24 09:30 Z",
    ),
    *("Tue, 08 Nov 2024 09:30:00 EST", "vr, 08 nov 2024 09:30:00 +0100", "Fr., 08 Nov 2024 09:30:00 +0100"),
    *("Fri Nov  8 09:30:00 2024", "Fri Nov  8 09:30:00 KST 2024", "Fri Nov 08 2024 09:30:00 GMT-0500 (EST)"),
    *(
        "Fri, 08 Nov 2024 24:00:00 GMT",
        "Fri, 08 Nov 2024 09:30:00 PM GMT",
        "08.11.2024, 09:30 Uhr",
        "8 Nov 2024 à 9h30",
    ),
    *("2024. 11. 8. 09:30", "2024. 11. 8. 오후 2:20", "2024.11.08. 9:30", "08.11.2024. 09:30"),
    *("09:30, 8 November 2024", "2024年11月8日 下午3:30", "8 de noviembre de 2024 a las 9:30"),
]
ZONES = [
    *("BST", "CET", "CEST", "MEST", "JST", "KST", "CST", "EST", "EDT", "AEST", "AEDT", "IST", "SGT", "HKT", "MSK"),
    *("UT", "UTC", "GMT", "Z", "GMT+1", "GMT+0100", "UTC+08:00", "+8", "+0800 (CST)", "+08:00", "-1200", "+1400"),
    *("FEB", "GM6 GMT", "+9999", "Europe/Berlin", "(Pacific Standard Time)"),
]
ABOUT = [
    *("sexta-feira, 8 de novembro de 2024", "пʼятниця, 8 листопада 2024", "2024年11月8日 星期五", "发布于 2024-11-08"),
    *("2024/11/08(金) 10:00", "8 ноября 2024 года в 10:00", "2024-11-08T0930", "Nov 8, 2024 / 9:30", "2024/11/8更新"),
    *("Updated: 2024-11-08", "发布时间：2024-11-08", "发布日期: 2024年11月8日", "Published on 8 November 2024"),
    *("[2024-11-08]", "〔2024-11-08〕", "（2024年11月8日）", "(08.11.2024)", "Veröffentlicht am 8. November 2024"),
    *("Date de publication : 8 novembre 2024", "Friday 8 November 2024", "lundi 8 novembre 2024", "[公告] 2024-11-08"),
    *('<time datetime="2024-11-08T22:00:00-05:00">8 November</time>', "<time datetime=2024-11-08>3 days ago</time>"),
    *("<time datetime='2024-11-08T09:30:00Z'>8 Nov 2024</time>", '<time datetime="2024-11-08"></time>'),
    *(
        "&lt;span&gt;8 Nov 2024&lt;/span&gt;",
        "2024-11-08 (Nov 8, 2024)",
        " \u30002024-11-08\xa0\u200b",
        "\n 2024-11-08\n",
    ),
]
SLIPS = ["8 Novmber 2024", "8 Novemeber 2024", "Novembr 8, 2024", "8 Nvoember 2024", "8 Novenber 2024"]


@pytest.mark.parametrize("shown", [*NUMBERS, *EAST, *TIMES, *ABOUT, *SLIPS, *NAMES])
def test_a_day_is_read_in_every_form_that_pages_use(shown: str) -> None:
    read = dates.read(shown)
    assert read == (DAY.replace(day=1) if shown.startswith("1er") else DAY, True)


@pytest.mark.parametrize("zone", ZONES)
def test_a_zone_never_changes_the_day(zone: str) -> None:
    for time in ("00:00:00", "23:59:59", "12:00"):
        assert dates.read(f"Fri, 08 Nov 2024 {time} {zone}").day == DAY
        assert dates.read(f"2024-11-08 {time} {zone}").day == DAY


@pytest.mark.parametrize(
    "shown",
    [
        *("2024", "November 2024", "2024-11", "November", "yesterday", "", "-", "2024-11/08", "11", "8 November"),
        *(
            "31 June 2024",
            "2024-13-01",
            "2024-02-30",
            "20241301",
            "31/02/2024",
            "30.02.2024",
            "令和6年2月30日",
            "2024-W60-1",
        ),
        *("1899-12-31", "2101-01-01", "0000-00-00", "Mon, 30 Nov -0001 00:00:00 +0000", "-2024-11-08"),
        *("2024-11-08 to 2024-11-09", "8 November 2024 and 9 November 2024", "2024-11-08, 2024-11-10"),
        *("Notice of 8 November 2024", "8 November 2024 meeting of the board", "No. 8 November 2024 edition, price 3"),
        *("9" * 100_000, "8 srp 2024", "5. lis 2024"),
        *("AB08Nov24", "08Nov24x", "08Nov24-17", "8mg24", "40Nov24", "08novem24"),
    ],
)
def test_what_is_no_day_or_more_than_one_is_refused(shown: str) -> None:
    with pytest.raises(ValueError, match=r"date|day"):
        dates.read(shown)


@pytest.mark.parametrize("weekday", ["Tues,", "Weds", "Thur,", "Thurs."])
def test_any_short_name_of_a_weekday_stands_before_a_day(weekday: str) -> None:
    assert dates.read(f"{weekday} 8 Nov 2024 09:00:00 GMT").day == date(2024, 11, 8)


def test_a_day_that_can_be_swapped_is_read_by_the_order_or_is_a_guess() -> None:
    assert dates.read("08/11/2024") == (DAY, False)
    assert dates.read("08/11/2024", order="dmy") == (DAY, True)
    assert dates.read("11/08/2024", order="mdy") == (DAY, True)
    assert dates.read("11-08-24", order="mdy") == (DAY, True)
    assert dates.read("08/08/2024").sure
    # The other order is the only one that makes it a day.
    assert dates.read("11/28/2024", order="dmy") == (date(2024, 11, 28), True)
    assert dates.read("Fri, 11/08/2024 - 14:21") == (DAY, True)
    assert dates.read("Friday, 08/11/2024") == (DAY, True)


def test_one_date_proves_the_order_of_all_and_a_contradiction_proves_none() -> None:
    assert dates.order_of(["05/09/2024", "12/13/2024"]) == "mdy"
    assert dates.order_of(["05/09/2024", "13-12-2024"]) == "dmy"
    assert dates.order_of(["Fri, 11/08/2024 - 14:21", "05/09/2024"]) == "mdy"
    assert dates.order_of(["12/13/2024", "13/12/2024"]) is None
    assert dates.order_of(["05/09/2024", "2024-09-05", "13.12.2024", "", "x" * 100_000]) is None


def test_a_moment_without_a_zone_of_its_own_is_a_day_in_utc_or_a_midnight_of_east_asia() -> None:
    assert dates.read("1731083400").day == DAY  # 16:30
    assert dates.read("1730995200000").day == DAY  # 16:00 on the 7th is Beijing's midnight
    assert dates.read("1731023999").day == date(2024, 11, 7)


def test_a_name_that_two_languages_share_is_told_by_how_the_day_is_written() -> None:
    assert dates.read("8 listopada 2024").day.month == 11
    assert dates.read("8. listopada 2024.").day.month == 10


@pytest.mark.parametrize(
    "word", ["Marsh", "market", "Mayor", "decent", "Sepsis", "Janus", "Augment", "novel", "octave"]
)
def test_another_word_is_no_slip_of_a_month(word: str) -> None:
    assert month_of(word) is None
    assert find_dates(f"5 {word} 2024") == []


def test_every_name_is_one_month() -> None:
    assert len(MONTHS) > 1000
    assert set(MONTHS.values()) == set(range(1, 13))


FORMS = [
    *("%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "[%Y.%m.%d]", "%B %d, %Y", "%d %B %Y", "%d-%b-%Y"),
    *("%a, %d %b %Y %H:%M:%S +0800", "%a %b %d %H:%M:%S %Y", "%Y-%m-%dT%H:%M:%S-11:00", "%d.%m.%Y", "%G-W%V-%u"),
    *("%A, %B %d, %Y", "%Y년 %m월 %d일", "%a %b %d %Y %H:%M:%S GMT+0800 (China Standard Time)"),
]


@given(DAYS)
def test_every_day_comes_back_from_each_form(day: date) -> None:
    for form in FORMS:
        if form.startswith("%G") and not 1900 <= day.isocalendar().year <= 2100:
            continue
        assert dates.read(day.strftime(form)) == (day, True), form
    era = (
        f"令和{day.year - 2018}年{day.month}月{day.day}日"
        if day.year > 2018
        else f"民國{day.year - 1911}年{day:%m}月{day:%d}日"
    )
    if day.year > 1911:
        assert dates.read(era).day == day
    assert dates.read(f"{day:%m/%d/%Y}", order="mdy").day == day
    assert dates.read(f"{day:%d/%m/%Y}", order="dmy").day == day


@given(
    st.builds("{:04}-{:02}-{:02}".format, st.integers(1890, 2110), st.integers(0, 14), st.integers(0, 33))
    | st.dates(date(1899, 12, 31), date(2101, 1, 1)).map(str)
    | st.sampled_from([*map(str, NO_DAYS), "２０２４-11-08", "2024-11-08\n"]),
    st.just("")
    | st.from_regex(r"[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,8})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?", fullmatch=True),
)
def test_the_fast_way_for_the_usual_form_reads_as_the_general_one(day: str, time: str) -> None:
    def read(shown: str) -> dates.Reading | None:
        try:
            return dates.read(shown)
        except ValueError:
            return None

    assert read(day + time) == read(f"Published: {day}{time}")


@given(DAYS, st.sampled_from(sorted(MONTHS)))
def test_every_name_of_every_language_is_read(day: date, name: str) -> None:
    if not name.isalpha() or len(name) < 3:
        return  # names of several words are joined in the table, and signs are not as pages have them
    named = date(day.year, MONTHS[name], min(day.day, 28))
    assume(named not in NO_DAYS)
    assert dates.read(f"{named.day} {name} {named.year}").day == named


@given(st.text(max_size=80) | st.text("0123456789-/.: ,年月日TZ+()<>&MaySept令和R", max_size=40))
def test_anything_is_a_day_or_refused(text: str) -> None:
    try:
        read = dates.read(text)
    except ValueError:
        return
    assert 1900 <= read.day.year <= 2100


@given(st.text("0123456789-/. ,:年月日MaySept令和Rก.\n\x1f", max_size=60))
def test_what_is_found_lies_where_it_says(text: str) -> None:
    end = 0
    for mention in find_dates(text):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.monthly or mention.daily
        end = mention.end
