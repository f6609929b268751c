"""Sources that nobody has seen live: each reads an answer in the form that is documented for it."""

import json
from datetime import date
from pathlib import Path

import pytest

from cdetrack.errors import UnreadableError
from cdetrack.look.pages import parse_page
from cdetrack.model.record import Page
from cdetrack.sources import SOURCES, read
from cdetrack.sources.json_mapping import JsonMapping
from cdetrack.sources.layout import Layout
from support.golden import expect
from support.paths import DATA
from support.readings import recorded

ANSWERS = DATA / "answers"
"""Two or three entries each, invented, in the documented structure."""
SEEN = date(2031, 12, 31)
FILES = {
    "anvisa/news": "anvisa-news.html",
    "bj-mpa/notices": "bj-mpa-notices.html",
    "cdr/notices": "cdr-notices.html",
    "cfdi/notices": "cfdi-notices.html",
    "ec/medical-devices": "ec-medical-devices.xml",
    "edqm/newsroom": "edqm-newsroom.html",
    "ema/documents": "ema-documents.json",
    "ema/guidance": "ema-general.json",
    "ema/news": "ema-news.xml",
    "ema/news-json": "ema-news.json",
    "eurlex/oj-l": "eurlex-oj-l.xml",
    "fda/guidance": "fda-guidance.json",
    "fda/press": "fda-press.xml",
    "fda/recalls-list": "fda-recalls.json",
    "fda/warning-letters": "fda-warning-letters.json",
    "fr/fda": "fr-fda.json",
    "gd-mpa/notices": "gd-mpa-notices.html",
    "gov/departments": "gov-departments.json",
    "gov/policies": "gov-policies.json",
    "hc/recalls-list": "hc-recalls.json",
    "hsa/announcements": "hsa-announcements.html",
    "ich/efficacy": "ich-guidelines.json",
    "ich/news": "ich-news.json",
    "js-mpa/notices": "js-mpa-notices.html",
    "mfds/amendments": "mfds-board.xml",
    "mhlw/news": "mhlw-news.xml",
    "mhra/alerts": "mhra-alerts.xml",
    "mhra/search": "mhra-search.json",
    "nhsa/notices": "nhsa-notices.html",
    "nifdc/questions": "nifdc-list.html",
    "openfda/drug-enforcement": "openfda-enforcement.json",
    "pmda/english": "pmda-english.xml",
    "pmda/japanese": "pmda-japanese.xml",
    "sh-mpa/documents": "sh-mpa-documents.html",
    "tfda/announcements": "tfda-announcements.xml",
    "tga/safety-alerts": "tga-safety-alerts.xml",
    "who/news": "who-news.json",
    "who/prequal": "who-prequal.xml",
    "who/product-alerts": "who-product-alerts.html",
}


@pytest.mark.parametrize("name", FILES)
def test_a_source_reads_an_answer_in_its_documented_form(name: str) -> None:
    source, file = SOURCES[name], ANSWERS / FILES[name]
    page = Page(
        content=file.read_bytes(), url=source.url.replace("{page}", "1"), name=name, date_order=source.date_order
    )
    parsed = parse_page(page, source, seen=SEEN)
    shown = {
        "problems": parsed.problems,
        "notes": tuple(note.text for note in parsed.notes),
        "next": parsed.listing.next_url,
        "notices": [
            {"date": str(each.date), "from": each.date_from, "title": each.title, "url": each.url, **each.stated}
            for each in parsed.records
        ],
    }
    expect(_expected(file), json.dumps(shown, ensure_ascii=False, indent=1) + "\n")


def test_every_source_with_a_layout_of_its_own_has_an_answer_in_that_layout() -> None:
    """Sources that share a layout share an answer."""
    layouts = {name: repr((source.selectors, source.json)) for name, source in SOURCES.items()}
    read_here = {repr((None, None)), *(layouts[name] for name in FILES)}
    assert [name for name, layout in layouts.items() if layout not in read_here] == []


def test_every_answer_is_read_without_the_settings_of_its_source() -> None:
    """The page of ANVISA has one notice alone in its script: without a mapping that is no list."""
    shown: dict[str, object] = {}
    for file in sorted(ANSWERS.iterdir()):
        if file.name.endswith(".expected.json") or file.name in {"anvisa-news.html", "who-product-alerts.html"}:
            continue
        page = Page(content=file.read_bytes(), url="https://host.example/list/", name=file.name)
        parsed = recorded(page, source="a/b", seen=SEEN)
        assert parsed.problems == ()
        shown[file.name] = [[str(each.date), each.date_from, each.title, each.url] for each in parsed.records]
    expect(DATA / "answers-without-settings.json", json.dumps(shown, ensure_ascii=False, indent=1) + "\n")


def _expected(file: Path) -> Path:
    return file.with_name(f"{file.name}.expected.json")


def test_a_list_in_records_of_a_script_is_the_list_of_the_page() -> None:
    """The number `2031-04-00088` before each title is no date, and the title in the text is cut."""
    [listing] = read(Page(content=(ANSWERS / "nhsa-notices.html").read_bytes(), url="https://www.example.org/col/"))
    assert [(each.date, each.title) for each in listing.notices] == [
        ("2031-09-20", "国家医疗保障局关于公开征求《甲办法（征求意见稿）》意见的公告"),
        ("2031-09-18", "关于公布乙名单的通知"),
    ]


def test_a_page_with_data_for_its_script_is_no_challenge() -> None:
    page = Page(content=(ANSWERS / "anvisa-news.html").read_bytes(), url="https://www.example.org/2031")
    with pytest.raises(UnreadableError):
        read(page)
    mapping = JsonMapping(
        items="content.data.items",
        title=("title",),
        date=("effective",),
        link=("@id",),
        where={'"@type"': ("News Item", "Image")},
    )
    [listing] = read(page, Layout(json=mapping))
    assert [each.title for each in listing.notices] == ["Anvisa aprova exemplo", "foto.jpg"]
