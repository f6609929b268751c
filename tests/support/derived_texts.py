"""Derive texts from a pattern, one by each of its ways to match, to find those that a test before it keeps out.

Random texts that match take a minute for all our patterns, and miss most alternatives of a long one.
"""

import importlib
import random
import re
from collections.abc import Callable, Iterable
from typing import Any

# What `re` itself reads patterns with; the name is private, but Hypothesis rests on it as well.
_PARSER: Any = importlib.import_module("re._parser")
_MOST = 400
"""Texts that are kept for a part of a pattern. Each choice within a part stays in one of them."""
_ANY = 'xX0 -é药"“,'
_CLASSES: dict[str, Callable[[str], bool]] = {
    "SPACE": str.isspace,
    "DIGIT": str.isdigit,
    "WORD": lambda char: char.isalnum() or char == "_",
}
_AROUND = [(before, behind) for before in ("", "x ", "X: ", "药", "的决定") for behind in ("", " x", "药", " X", ".")]


def kept_out(source: str, admits: Callable[[str], object]) -> list[str]:
    """Return texts that a pattern in any case matches and `admits` is false for; mostly none if there are none."""
    pattern, chance = re.compile(source, re.IGNORECASE), random.Random(0)  # noqa: S311 - no secret
    texts = _texts(_PARSER.parse(source, re.IGNORECASE), lambda text: not admits(text), chance)
    framed = (f"{before}{text}{behind}" for text in texts for before, behind in _AROUND)
    return [text for text in framed if not admits(text) and pattern.search(text)]


def _texts(parts: Iterable[Any], is_out: Callable[[str], bool], chance: random.Random) -> list[str]:
    """Return texts for the parts of a pattern, all of them kept out; whatever stands around them is ignored."""
    texts = [""]
    for part in parts:
        ways = list(filter(is_out, dict.fromkeys(_ways(part, is_out, chance))))
        once = [texts[at % len(texts)] + way for at, way in enumerate(ways)]
        every = [text + way for text in texts for way in ways]
        picked = every if len(every) <= _MOST else [*once, *chance.sample(every, _MOST)]
        texts = list(filter(is_out, picked))
        if not texts:
            break
    return texts


def _ways(part: tuple[Any, Any], is_out: Callable[[str], bool], chance: random.Random) -> list[str]:
    """Return the texts for one part. What stands before or behind a match may be within it: it rarely disturbs."""
    name, value = str(part[0]), part[1]
    if name == "LITERAL":
        return [chr(value)]
    if name in {"ANY", "IN", "NOT_LITERAL"}:
        return _characters(name, value)
    if name == "BRANCH":
        return [text for branch in value[1] for text in _texts(branch, is_out, chance)]
    if name == "SUBPATTERN":
        return _texts(value[-1], is_out, chance)
    if name in {"MAX_REPEAT", "MIN_REPEAT"}:
        least, _, repeated = value
        return (
            ["", *_texts(repeated, is_out, chance)]
            if not least
            else [text * least for text in _texts(repeated, is_out, chance)]
        )
    return ["", *_texts(value[1], is_out, chance)] if name == "ASSERT" else [""]


def _characters(name: str, value: Any) -> list[str]:  # noqa: ANN401 - of the parser
    """Return the characters that a class names, or some that another one does not exclude."""
    if name == "ANY":
        return ["x"]
    items = [("LITERAL", value)] if name == "NOT_LITERAL" else [(str(item[0]), item[1]) for item in value]
    if name == "NOT_LITERAL" or items[0][0] == "NEGATE":
        return [char for char in _ANY if not any(_is_in(char, *item) for item in items)][:3]
    named = (item[0] if kind == "RANGE" else item for kind, item in items)
    return [
        chr(char) if isinstance(char, int) else next(each for each in _ANY if _is_in(each, *item))
        for char, item in zip(named, items, strict=True)
    ]


def _is_in(char: str, kind: str, item: Any) -> bool:  # noqa: ANN401 - of the parser
    if kind in {"LITERAL", "RANGE"}:
        first, last = item if kind == "RANGE" else (item, item)
        return bool(first <= ord(char) <= last)
    words = str(item).removeprefix("CATEGORY_")
    return kind == "CATEGORY" and _CLASSES[words.removeprefix("NOT_")](char) != words.startswith("NOT_")
