"""Messages on a terminal: broken at spaces, while commands stay whole, to be copied."""

import pytest

from cdetrack.render.wrap import at_spaces


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three four", ["one two", "three four"]),
        ("one `two three` four", ["one", "`two three`", "four"]),
        (
            "see `a command --with options`; more words",
            ["see", "`a command --with options`;", "more words"],
        ),
        ("  next: a b c d e", ["  next: a b", "c d e"]),
        ("第一 第二 第三", ["第一 第二", "第三"]),
        ("a `b c d e f g", ["a `b c d e", "f g"]),
        ("short\n\nlines", ["short", "", "lines"]),
        ("", [""]),
    ],
)
def test_a_message_is_broken_at_spaces_outside_of_backticks(text: str, lines: list[str]) -> None:
    assert at_spaces(text, 11).split("\n") == lines
