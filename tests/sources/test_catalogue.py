from dataclasses import replace

import pytest

from cdetrack.sources import SOURCES, request_for, source_at


def test_every_source_that_is_promised_is_there_and_only_the_english_ones_are_on() -> None:
    english = {f"nmpa/{name}" for name in ("drugs", "devices", "cosmetics", "news", "policies", "laws")}
    centre = {
        *("cde/guidance", "cde/consultations", "cde/database", "cde/work", "cde/news", "cde/laws", "cde/rules"),
        *("cde/priority-review", "cde/breakthrough", "cde/trial-approvals"),
    }
    assert {name for name, source in SOURCES.items() if source.enabled} == english
    assert centre <= SOURCES.keys()
    more = {name.partition("/")[0] for name in SOURCES.keys() - english - centre}
    carriers = {"nmpa-cn", "gd-mpa", "sh-mpa", "js-mpa", "bj-mpa", "cdr", "gov", "cfdi", "nhsa", "nifdc", "tfda"}
    america = {"fda", "openfda", "fr", "hc", "anvisa"}
    europe = {"ema", "ec", "eurlex", "edqm", "mhra"}
    others = {"tga", "pmda", "mhlw", "mfds", "hsa", "who", "ich"}
    assert more == carriers | america | europe | others
    assert all(bool(source.origin) == (source.grade in {"A", "B", "C"}) for source in SOURCES.values())
    assert all(source.mirror for source in SOURCES.values() if source.kind == "nmpa-english")


@pytest.mark.parametrize(
    ("name", "page", "url"),
    [
        ("nmpa/drugs", 1, "https://english.nmpa.gov.cn/drugs.html"),
        ("nmpa/devices", 2, "https://english.nmpa.gov.cn/medicaldevices_2.html"),
        ("nmpa-cn/announcements", 1, "https://www.nmpa.gov.cn/xxgk/ggtg/index.html"),
        ("nmpa-cn/announcements", 2, "https://www.nmpa.gov.cn/xxgk/ggtg/index_1.html"),
    ],
)
def test_a_further_page_has_its_own_address(name: str, page: int, url: str) -> None:
    assert request_for(SOURCES[name], page) == (url, None)


def test_a_source_that_points_elsewhere_is_asked_there() -> None:
    moved = replace(SOURCES["nmpa/drugs"], url="http://127.0.0.1:8000/copy/drugs.html?x=1")
    assert request_for(moved, 3)[0] == "http://127.0.0.1:8000/copy/drugs_3.html?x=1"
    folder = replace(SOURCES["nmpa-cn/drugs"], url="http://127.0.0.1:8000/list/")
    assert request_for(folder, 2)[0] == "http://127.0.0.1:8000/list/index_1.html"


def test_a_list_of_the_cde_is_asked_for_with_a_form() -> None:
    url, form = request_for(SOURCES["cde/guidance"], 4)
    assert url == "https://www.cde.org.cn/zdyz/getDomesticGuideList"
    assert form is not None
    assert (form["pageNum"], form["isFbtg"], form["classid"]) == ("4", "1", "2853510d929253719601db17b8a9fd81")


def test_the_database_is_asked_for_class_by_class() -> None:
    source = SOURCES["cde/database"]
    forms = [request_for(source, 1, part=part)[1] for part in range(len(source.parts))]
    assert [form["zyfl1"] for form in forms if form] == ["化学药", "生物制品", "中药"]


def test_a_page_of_any_other_kind_stands_alone() -> None:
    with pytest.raises(ValueError, match="one page only"):
        request_for(replace(SOURCES["nmpa/drugs"], kind="generic"), 2)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://english.nmpa.gov.cn/drugs.html", "nmpa/drugs"),
        ("https://english.nmpa.gov.cn/drugs_12.html#top", "nmpa/drugs"),
        ("https://subsites.chinadaily.com.cn/nmpa/lawsandregulations.html", "nmpa/laws"),
        ("https://www.nmpa.gov.cn/xxgk/ggtg/", "nmpa-cn/announcements"),
        ("https://www.cde.org.cn/main/news/getWorkList", "cde/work"),
        ("https://www.cde.org.cn/zdyz/getDomesticGuideList", None),
        ("https://english.nmpa.gov.cn/popularscience.html", None),
        ("https://other.example/drugs.html", None),
        ("http://[", None),
    ],
)
def test_the_address_of_a_built_in_listing_is_known(url: str, name: str | None) -> None:
    found = source_at(url)
    assert (found.name if found else None) == name
