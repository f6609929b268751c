"""References: ids, numbers, links and titles by which people name a notice."""

import pytest

from cdetrack.errors import NotFoundError
from cdetrack.query.reference import find
from cdetrack.store.fold import Fold
from support.program import Program

NOTICES = """[
{"id": "aaaa11112222", "title": "First (No. 21, 2031)", "date": "2031-03-02",
 "url": "https://english.nmpa.gov.cn/2031-03/02/c_1900001.html", "sources": ["nmpa/drugs"]},
{"id": "aaaa33334444", "title": "Second", "date": "2031-03-01", "url": "https://example.org/b?id=2"},
{"id": "Mixed-Case_1", "title": "Third (No. 7, 2031)", "date": "2031-02-01", "article": "77001122"},
{"id": "cccc77778888", "title": "Fourth", "date": "2031-01-02", "article": "CXHL2600801"},
{"id": "bbbb55556666", "title": "Another section's third (No. 7, 2031)", "date": "2031-01-01"},
{"id": "dddd55556666", "title": "关于药物警戒检查要点的通知（沪药监药械〔2031〕88号）", "date": "2031-01-01"},
{"id": "dddd77778888", "title": "关于医疗器械召回的通知（粤药监办许[2031]88号）", "date": "2031-01-01"}
]"""


@pytest.fixture(scope="module")
def fold(tmp_path_factory: pytest.TempPathFactory) -> Fold:
    program = Program(tmp_path_factory.mktemp("references") / "cache")
    assert program("ingest", "-", stdin=NOTICES).code == 0
    return Fold(program.notices, program.notices.read_bytes())


@pytest.mark.parametrize(
    ("reference", "title"),
    [
        ("aaaa11112222", "First"),
        ("aaaa1", "First"),
        ("AAAA3", "Second"),
        ("bbbb", "Another"),
        ("Mixed-Case_1", "Third"),
        ("Mixe", "Third"),
        ("1900001", "First"),
        ("c_1900001", "First"),
        ("77001122", "Third"),
        ("CXHL2600801", "Fourth"),
        ("cxhl2600801", "Fourth"),
        ("https://english.nmpa.gov.cn/2031-03/02/c_1900001.html", "First"),
        ("http://english.nmpa.gov.cn/2031-03/02/c_1900001.html", "First"),
        ("https://subsites.chinadaily.com.cn/nmpa/2031-03/02/c_1900001.html", "First"),
        ("http://www.example.org/b?id=2", "Second"),
        ("2031-21", "First"),
        ("[2031] No. 21", "First"),
        ("No. 21, 2031", "First"),
        ("2031年第21号", "First"),
        ("沪药监药械〔2031〕88号", "关于药物"),
        ("粤药监办许（２０３１）88号", "关于医疗"),
        (" aaaa3 ", "Second"),
    ],
)
def test_a_notice_is_found_by_each_of_its_names(fold: Fold, reference: str, title: str) -> None:
    assert find(fold, reference).title.startswith(title)


@pytest.mark.parametrize(
    "reference",
    [
        "bbb",
        "190000",
        "c_190000",
        "",
        " ",
        '"',
        "%",
        "2031",
        "2031-22",
        "京药监发〔2031〕88号",
        "https://example.org/b",
        "https://",
        "[",
        "é",
    ],
)
def test_what_names_nothing_is_told_with_what_would(fold: Fold, reference: str) -> None:
    with pytest.raises(NotFoundError, match="no notice") as told:
        find(fold, reference)
    assert "article number" in (told.value.hint or "")


@pytest.mark.parametrize(
    ("reference", "candidates"), [("aaaa", ("aaaa11112222", "aaaa33334444")), ("2031-7", ("Mixed-Case_1", "bbbb5555"))]
)
def test_what_names_several_is_told_with_all_of_them(fold: Fold, reference: str, candidates: tuple[str, ...]) -> None:
    with pytest.raises(NotFoundError) as told:
        find(fold, reference)
    assert all(candidate in told.value.message for candidate in candidates)
