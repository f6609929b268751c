import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdetrack.fetch.robots import MAX_BYTES, RobotsRules, parse


def rules(text: str) -> RobotsRules:
    return parse(text.encode(), agent="cdetrack")


@pytest.mark.parametrize(
    ("lines", "path", "allowed"),
    [
        ("Disallow: /", "/drugs.html", False),
        ("Disallow:", "/drugs.html", True),
        ("Disallow: /drugs", "/drugs_2.html", False),
        ("Disallow: /drugs", "/", True),
        # The longest match decides, in any order; of two as long, the one that allows.
        ("Disallow: /\nAllow: /drugs", "/drugs.html", True),
        ("Allow: /\nDisallow: /drugs", "/drugs.html", False),
        ("Disallow: /drugs\nAllow: /drugs", "/drugs", True),
        # Wildcards, in the path and in the query.
        ("Disallow: /*.pdf$", "/a/b.pdf", False),
        ("Disallow: /*.pdf$", "/a/b.pdf?x=1", True),
        ("Disallow: /*?", "/list?page=2", False),
        ("Disallow: /*?", "/list", True),
        ("Disallow: /a*b*c", "/a-b-c-d", False),
        ("Disallow: /a*b*c", "/a-c-b", True),
        ("Disallow: /a*a$", "/a", True),
        ("Disallow: /exact$", "/exact", False),
        ("Disallow: /exact$", "/exactly", True),
        # Written with and without escapes it is the same path.
        ("Disallow: /药品", "/%E8%8D%AF%E5%93%81/1.html", False),
        ("Disallow: /a%20b", "/a b", False),
        ("Disallow: /", "/robots.txt", True),
        ("Disallow: /x # not this\n# Disallow: /", "/drugs", True),
    ],
)
def test_a_rule_holds_for_the_paths_it_names(lines: str, path: str, *, allowed: bool) -> None:
    assert rules(f"User-agent: *\n{lines}\n").allows(f"https://example.org{path}") is allowed


@pytest.mark.parametrize("ours", ["User-agent: cdetrack", "user-agent : CDETrack/1.0", "User-agent: cdetrack # us"])
def test_the_group_that_names_us_is_the_only_one_that_counts(ours: str) -> None:
    found = rules(f"User-agent: *\nDisallow: /\n\n{ours}\n\nDisallow: /private\nCrawl-delay: 2.5\n")
    assert found == RobotsRules(rules=(("/private", False),), delay=2.5)


def test_a_group_may_name_several_and_several_groups_may_name_us() -> None:
    found = rules(
        "User-agent: other\nUser-agent: cdetrack\nDisallow: /a\n"
        "User-agent: track\nDisallow: /\n"
        "User-agent: cdetrack\nDisallow: /b\n"
    )
    assert found.rules == (("/a", False), ("/b", False))


@pytest.mark.parametrize(
    "text", ["", "<html><body>Not found</body></html>", "Disallow: /", "User-agent: other\nDisallow: /", "\x00\xff:"]
)
def test_what_names_neither_us_nor_all_asks_nothing(text: str) -> None:
    assert rules(text) == RobotsRules()


def test_a_byte_order_mark_and_dos_lines_change_nothing() -> None:
    assert not parse(b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /\r\n", agent="cdetrack").allows("http://a/b")


@pytest.mark.parametrize("value", ["-1", "nan", "inf", "soon", "1e999", ""])
def test_a_crawl_delay_that_is_no_time_is_none(value: str) -> None:
    assert rules(f"User-agent: *\nCrawl-delay: {value}\n").delay == 0.0


def test_a_file_without_end_is_read_up_to_a_limit() -> None:
    text = "User-agent: *\nDisallow: /a\n" + "#" * MAX_BYTES + "\nDisallow: /b\n"
    assert rules(text).rules == (("/a", False),)


@given(st.binary(max_size=300), st.text(max_size=30))
def test_no_file_and_no_path_break_it(content: bytes, path: str) -> None:
    found = parse(b"User-agent: *\n" + content, agent="cdetrack")
    assert found.allows(f"http://example.org/{path.replace('[', '')}") in (True, False)


@given(st.text(alphabet="ab*$", max_size=8), st.text(alphabet="ab", max_size=8))
def test_a_pattern_matches_what_the_same_regular_expression_does(pattern: str, path: str) -> None:
    end = pattern.endswith("$")
    expected = re.match(
        ".*".join(re.escape(part) for part in f"/{pattern}".removesuffix("$").split("*")) + (r"\Z" if end else ""),
        f"/{path}",
    )
    assert rules(f"User-agent: *\nDisallow: /{pattern}\n").allows(f"http://a/{path}") is (expected is None)


def test_a_hostile_pattern_takes_no_time() -> None:
    """A regular expression made of this would not end in a lifetime."""
    assert rules("User-agent: *\nDisallow: /" + "*a" * 2000 + "$\n").allows("http://x/" + "a" * 1999 + "b")
