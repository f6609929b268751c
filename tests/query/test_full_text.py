"""`--full-text`: the grammar of `--search`, in bodies and the texts of attachments as well."""

import json
from pathlib import Path

import pytest

from cdetrack.cache import Cache
from cdetrack.cli.assistant_tools import AssistantTools
from cdetrack.errors import UsageError
from cdetrack.model.notice import Attachment, Query
from cdetrack.store.kept import KeptFiles
from support.looks import entry, fill, look
from support.paths import DOCS
from support.program import Program

GUIDE = (
    "药物临床试验技术指导原则（试行）\f第二条 本指导原则适用于罕见病药物，特别是夜班期间的用药。\n"
    "按照 ICH E9 (R1) 的要求提交资料。"
)
PAGES = (
    GUIDE,
    "Guidance on Oncology\nThe Sponsor SHALL report straße events.",
)


def attached(cache: Path, number: int) -> Attachment:
    """Keep a file with the text of that number, and return it as an attachment."""
    content = f"file {number}".encode()
    name = KeptFiles(cache).keep(content)
    (cache / "files" / f"{name}.txt").write_text(PAGES[number], encoding="utf-8")
    return Attachment(f"file-{number}.pdf", f"https://a.example/{number}.pdf", "pdf", name, len(content))


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """A cache with a notice without files, and one for each text."""
    cache = Cache(tmp_path)
    fill(
        cache.store,
        look(
            entry("Plain notice", article="1", body="请遵照\n执行。"),
            entry("关于发布《样品指导原则》的公告", article="2", attachments=(attached(tmp_path, 0),)),
            entry("Oncology notice", article="3", summary="In force", attachments=(attached(tmp_path, 1),)),
        ),
    )
    return cache


@pytest.mark.parametrize(
    ("search", "articles"),
    [
        ("罕见病", ["2"]),
        ("夜班", ["2"]),
        ("样品 罕见病", ["2"]),  # one word in the title, the other in the file
        ("指导原则(试行)", ["2"]),
        ("遵照", ["1"]),
        ("shall sponsor", ["3"]),
        ('"sponsor shall"', ["3"]),
        ('"shall sponsor"', []),
        ("strasse", ["3"]),  # case-folded
        ("force report", ["3"]),
        ("E9(R1)", ["2"]),
        ("e9 （R1）", ["2"]),
        ("notice -sponsor", ["1"]),
        ("-sponsor", ["1", "2"]),
        ("遵照 OR oncology", ["1", "3"]),
        ("罕见病 -夜班", []),
        ("/罕.病/", ["2"]),
        ("/^the sponsor/", ["3"]),
        ("/指南/", []),
        ("absent", []),
    ],
)
def test_all_parts_of_a_notice_are_searched_together(cache: Cache, search: str, articles: list[str]) -> None:
    query = Query(search=search, full_text=True)
    assert [each.article for each in cache.notices(query)] == articles
    assert [each.article for each in cache.notices(query._replace(reverse=True))] == articles[::-1]


def test_without_full_text_titles_and_summaries_alone_are_searched(cache: Cache) -> None:
    assert cache.notices(Query(search="罕见病")) == []


@pytest.mark.parametrize("search", ["2025年", "２０２５年", "(2025年第12号)", "gcp检查", "2025年 gcp"])
def test_letters_and_digits_of_either_width_are_found_beside_chinese_signs(tmp_path: Path, search: str) -> None:
    cache = Cache(tmp_path)
    fill(cache.store, look(entry("ＧＣＰ检查要点（２０２５年第１２号）", article="1"), entry("另一公告", article="2")))
    for full_text in (True, False):
        assert [each.article for each in cache.notices(Query(search=search, full_text=full_text))] == ["1"]


def test_the_lines_that_are_found_have_their_place(cache: Cache) -> None:
    query = Query(search="罕见病 E9(R1)", full_text=True)
    (notice,) = cache.notices(query)
    assert [tuple(each) for each in cache.found_lines([notice], query)[notice.id]] == [
        ("file-0.pdf", 2, "第二条 本指导原则适用于罕见病药物，特别是夜班期间的用药。"),
        ("file-0.pdf", 2, "按照 ICH E9 (R1) 的要求提交资料。"),
    ]
    in_body = Query(search="遵照", full_text=True)
    (notice,) = cache.notices(in_body)
    assert [tuple(each) for each in cache.found_lines([notice], in_body)[notice.id]] == [("body", None, "请遵照")]


def test_a_file_without_text_is_no_match_and_no_error(cache: Cache) -> None:
    for text in (cache.folder / "files").glob("*.txt"):
        text.unlink()
    assert cache.notices(Query(search="罕见病", full_text=True)) == []
    assert tuple(cache.unsearched(Query())) == (0, 0, 2)


def test_the_command_shows_the_lines_in_every_format_that_has_room(cache: Cache) -> None:
    cdetrack = Program(cache.folder)
    found = cdetrack("list", "--search", "夜班", "--full-text", "--json").json()
    assert [each["found"] for each in found] == [
        [{"in": "file-0.pdf", "page": 2, "line": "第二条 本指导原则适用于罕见病药物，特别是夜班期间的用药。"}]
    ]
    schema = json.loads((DOCS / "notice.schema.json").read_text(encoding="utf-8"))
    pytest.importorskip("jsonschema").validate(found[0], schema)
    assert "found" not in cdetrack("list", "--json").json()[0]
    words = ("list", "--search", "夜班", "--full-text", "--format")
    assert (
        "file-0.pdf, page 2: 第二条 本指导原则适用于罕见病药物，特别是**夜班**期间的用药。"
        in cdetrack(*words, "md").out
    )
    table = cdetrack(*words, "table").out.splitlines()
    assert table[-2:] == [
        "              file-0.pdf, page 2: 第二条 本指导原则适用于罕见病药物，特别是夜班 ",
        "              期间的用药。                                                      ",
    ]
    assert len(cdetrack(*words, "tsv").out.splitlines()) == 1


@pytest.mark.parametrize(
    ("command", "lines"), [(("topics", "--json"), None), (("deadlines",), 0), (("export", "jsonfeed"), None)]
)
def test_every_command_that_lists_takes_it(cache: Cache, command: tuple[str, ...], lines: int | None) -> None:
    cdetrack = Program(cache.folder)
    ran = cdetrack(*command, "--search", "夜班", "--full-text")
    assert ran.code == 0
    if command[0] == "export":
        assert [each["title"] for each in json.loads(ran.out)["items"]] == ["关于发布《样品指导原则》的公告"]
    if lines is not None:
        assert len(ran.out.splitlines()) == lines


def test_an_assistant_can_search_in_full_text(cache: Cache) -> None:
    (found,) = AssistantTools(lambda: cache).list_notices(search="夜班", full_text=True)["notices"]
    assert found["page_text"]["found"] == [
        {"in": "file-0.pdf", "page": 2, "line": GUIDE.split("\f")[1].split("\n", maxsplit=1)[0]}
    ]
    with pytest.raises(UsageError):
        AssistantTools(lambda: cache).list_notices(full_text=True)


def test_full_text_needs_a_search(cache: Cache) -> None:
    ran = Program(cache.folder)("list", "--full-text")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "error: full text needs words to search for\nhint: `--search TEXT` has them\n"


def test_the_command_says_how_much_could_not_be_searched(cache: Cache) -> None:
    unkept = Attachment("c.pdf", "https://a.example/c.pdf", "pdf")
    fill(cache.store, look(entry("Bare", article="8"), entry("Unkept", article="9", attachments=(unkept,))))
    err = Program(cache.folder)("list", "--search", "sponsor", "--full-text").err
    assert err.startswith(
        "not searched in full: 1 notice known by the listing alone, 1 notice with files that are not kept; "
    )
    assert "fetch --attachments`" in err


def test_a_watch_can_search_in_full_text(cache: Cache) -> None:
    cdetrack = Program(cache.folder)
    assert cdetrack("watches", "add", "night", "--search", "夜班", "--full-text").code == 0
    assert "full_text = true" in (cache.folder / "config.toml").read_text(encoding="utf-8")
    assert cdetrack("list", "--watch", "night", "--count").out == "1\n"
    assert "search 夜班 in full text" in cdetrack("watches").out
    assert cdetrack("watches", "edit", "night", "--clear", "search").code == 7
    assert cdetrack("watches", "edit", "night", "--clear", "full-text").code == 0
    assert cdetrack("list", "--watch", "night", "--count").out == "0\n"
    assert cdetrack("watches", "edit", "night", "--full-text").code == 0


def test_a_watch_in_full_text_tells_a_notice_once_also_if_its_text_comes_later(cache: Cache) -> None:
    """The text completes the notice, as its own page does; texts of notices from before the watch tell nothing."""
    cdetrack = Program(cache.folder)
    cdetrack("watches", "add", "night", "--search", "夜班", "--full-text")
    cdetrack("check", "--no-fetch")
    text = next((cache.folder / "files").glob("*.txt"))
    text.write_bytes(text.read_bytes())
    with_text, without = attached(cache.folder, 0), Attachment("d.pdf", "https://a.example/d.pdf", "pdf", "d" * 64, 1)
    new = [
        entry("With text", article="21", attachments=(with_text,)),
        entry("Text to come", article="22", attachments=(without,)),
        entry("No match", article="23"),
    ]
    fill(cache.store, look(*new))
    told = cdetrack("check", "--no-fetch").out
    assert ("With text" in told, "Text to come" in told, "No match" in told) == (True, False, False)
    (cache.folder / "files" / f"{'d' * 64}.txt").write_text("夜班", encoding="utf-8")
    told = cdetrack("check", "--no-fetch").out
    assert ("With text" in told, "Text to come" in told, "样品指导原则" in told) == (False, True, False)
    assert cdetrack("check", "--no-fetch").out == ""
    why = cdetrack("show", "22", "--why").out
    assert "told on" in why


def test_a_watch_in_full_text_tells_a_notice_that_changes_as_its_text_comes(cache: Cache) -> None:
    cdetrack = Program(cache.folder)
    cdetrack("watches", "add", "night", "--search", "夜班", "--full-text", "--on", "added", "--on", "changed")
    cdetrack("check", "--no-fetch")
    file = Attachment("d.pdf", "https://a.example/d.pdf", "pdf", "d" * 64, 1)
    fill(cache.store, look(entry("Text to come", article="22", attachments=(file,))))
    assert cdetrack("check", "--no-fetch").out == ""
    fill(cache.store, look(entry("Text to come", article="22", summary="It came.", attachments=(file,))))
    (cache.folder / "files" / f"{'d' * 64}.txt").write_text("夜班", encoding="utf-8")
    assert cdetrack("check", "--no-fetch").out.startswith("night: 1 new\n")
    assert cdetrack("check", "--no-fetch").out == ""
    fill(cache.store, look(entry("Text that came", article="22", summary="It came.", attachments=(file,))))
    assert cdetrack("check", "--no-fetch").out.startswith("night: 1 changed\n")


def test_a_rehearsal_reads_the_texts_of_files(cache: Cache) -> None:
    cdetrack = Program(cache.folder)
    cdetrack("watches", "add", "night", "--search", "夜班", "--full-text")
    cdetrack("check", "--no-fetch")
    fill(cache.store, look(entry("With text", article="21", attachments=(attached(cache.folder, 0),))))
    before = cdetrack.bytes()
    assert "With text" in cdetrack("check", "--no-fetch", "--dry-run").out
    assert cdetrack.bytes() == before
    assert "With text" in cdetrack("check", "--no-fetch").out
