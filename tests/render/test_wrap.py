"""Text on a terminal: messages are broken at spaces, while commands stay whole, to be copied; cut text ends in `…`."""

import pytest

from cdetrack.render.wrap import at_spaces, wrap


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three four", ["one two", "three four"]),
        ("one `two three` four", ["one", "`two three`", "four"]),
        (
            "see `a command --with options`; more words",
            ["see", "`a command --with options`;", "more words"],
        ),
        ("  next: a b c d e", ["  next: a b", "  c d e"]),
        ("id  a title of it", ["id  a title", "    of it"]),
        ("药闻  a title of it", ["药闻  a", "      title", "      of it"]),
        ("an identity  a b", ["an identity", "a b"]),
        ("第一 第二 第三", ["第一 第二", "第三"]),
        ("a `b c d e f g", ["a `b c d e", "f g"]),
        ("short\n\nlines", ["short", "", "lines"]),
        ("", [""]),
    ],
)
def test_a_message_is_broken_at_spaces_outside_of_backticks(text: str, lines: list[str]) -> None:
    assert at_spaces(text, 11).split("\n") == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three four", ["one two", "three four"]),
        ("one two three four five", ["one two", "three…"]),
        ("one two, four, five six", ["one two,", "four,…"]),
        ("one two threefours six", ["one two", "threefour…"]),
        ("关于发布某指导原则的通告", ["关于发布某", "指导原则…"]),
    ],
)
def test_text_is_cut_between_words_and_only_a_very_long_one_within(text: str, lines: list[str]) -> None:
    assert wrap(text, 10, most=2) == lines
