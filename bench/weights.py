"""Measure the range of each weight of the generic reader: `python bench/weights.py FOLDER... [NAME...]`.

The pages are the saved pages in the folders and the pages of the tests of the generic reader. Changes each weight in
`_VALUES` alone, and prints for each value the number of test pages and of saved pages with another result. NAME limits
the run to the weights of a module (`best_list`) or to one weight (`list_objections.POOREST`).
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from cdetrack.errors import CdetrackError
from cdetrack.model.record import Listing, Page
from cdetrack.sources import generic
from cdetrack.sources.generic import listing, title_check
from cdetrack.sources.generic.outline import Outline
from cdetrack.sources.generic.parsing import read_outline

_PACKAGE = "cdetrack.sources.generic"
_TESTS = Path(__file__).parents[1] / "tests" / "sources"
_LARGEST = 60_000
"""Bytes of a test page; larger pages are tests of limits."""
_VALUES: dict[str, tuple[float, ...]] = {
    "best_list._FACTOR_BETWEEN": (0.7, 0.8, 1.2),
    "best_list._FACTOR_UNDER": (0.6, 1.0),
    "best_list._FACTOR_UNDER_ONE": (0.35, 0.65),
    "best_list._FACTOR_MAIN": (1.0, 2.0),
    "list_objections.POOREST": (0.35, 0.65),
    "rivals._MOST": (0.6, 1.0),
    "rivals._OFTEN": (2, 8),
    "rivals._ONE_LINK": (1.0, 1.5),
    "rivals._DISTINCT": (0.25, 0.75),
    "best_list.SURE": (0.7, 0.97),
    "best_list._TRIED": (6,),
    "list_objections._REFERENCES": (2, 4),
    "list_objections._PARAGRAPH": (100, 250),
    "list_objections._MUCH_PROSE": (500, 1200),
    "best_list._FEWEST_OUTSIDE": (2, 5),
    "link_titles._NEARLY_ALL": (0.6, 1.0),
    "link_titles._LABEL_LENGTH": (16, 30),
    "link_titles._LONGEST": (160, 400),
    "link_titles._UNFIT": (0.2, 0.7),
    "link_titles._CLASS_BONUS": (0.25, 0.8),
    "link_titles._WIDE": (1, 3),
    "row_reader._UNTITLED": (0.6, 1.0),
    "row_reader._PROSE": (0.3, 0.7),
    "row_reader._SAME": (0.75, 1.0),
    "row_reader._FEW": (2, 5),
    "row_reader._FEWEST_ROWS": (1, 3),
    "row_reader._ICON": (0.4, 1.0),
    "row_reader._ISOLATION": (1.0, 4.0),
    "row_reader._DOCUMENT": (0.4, 1.1),
    "entry_links._TEXT_FILE": (0.3, 0.9),
    "entry_links._PDF_BY_TEXT": (0.5, 1.0),
    "entry_links._SERVED_FILE": (0.0, 0.8),
    "row_reader._ACROSS": (3, 12),
    "blocks._LINE": (150, 600),
    "blocks_between_dates._ALTERNATING": (0.6, 1.0),
    "blocks_between_dates._FAR": (150, 600),
    "blocks_under_dates._CLIMB": (1, 5),
    "date_headings._FAR": (150, 600),
    "date_headings.LONGEST_UNREAD": (40, 90),
    "date_context._LABEL_LENGTH": (20, 60),
    "date_context._ABOVE": (12, 40),
    "date_context._CLASS_SHARE": (0.0, 1.0),
    "date_labels._PUBLICATION_POINTS": (0.8, 1.6),
    "date_labels._DECIDED_POINTS": (0.8, 1.2),
    "date_labels._PLAIN_POINTS": (0.3, 0.9),
    "date_labels._OTHER_POINTS": (1.2, 2.4),
    "date_labels._DOUBTFUL_POINTS": (0.5, 1.5),
    "date_labels._NEAR": (18, 40),
    "date_labels._FEW_WORDS": (2, 6),
    "rows_without_date._LEAST": (0.15, 0.6),
    "rows_without_date._FEWEST_WORDS": (2, 6),
    "titles._DISTINCT": (0.25, 0.75),
    "titles._TITLE_LABEL_BONUS": (0.4, 1.2),
    "titles._NAME_LABEL_BONUS": (0.2, 0.6),
    "titles._CLASS_BONUS": (0.15, 0.5),
    "titles._HEADING_BONUS": (0.3, 0.9),
    "titles._UNFIT": (0.2, 0.7),
    "titles._SUMMARY_LENGTH": (20, 80),
    "title_attributes._SURE": (5, 20),
    "title_check._SHORTEST": (6, 10),
    "title_check._WEEKDAY": (8, 16),
    "title_trimming._NEARLY_ALL": (0.6, 1.0),
}

_Input = tuple[Page, Mapping[str, str] | None]


def _pages_of_tests() -> list[_Input]:
    """Run the tests of the generic reader and return the parsed pages with their selectors."""
    pages: dict[object, _Input] = {}

    def parse(page: Page, selectors: Mapping[str, str] | None = None) -> Listing:
        if len(page.content) <= _LARGEST:
            pages[page, tuple(sorted((selectors or {}).items()))] = page, selectors
        return listing.parse(page, selectors)

    generic.parse = parse
    pytest.main(["-q", "-p", "no:cacheprovider", *map(str, sorted(_TESTS.glob("test_generic*.py")))])
    generic.parse = listing.parse
    return list(pages.values())


def _saved_pages(folder: Path) -> list[_Input]:
    """Return the pages of a folder with an answer file."""
    return [
        (Page(content=path.read_bytes(), name=path.name), None)
        for path in sorted(folder.glob("*.htm*"))
        if path.with_suffix(".json").exists()
    ]


def _parse_once() -> None:
    """Cache the outlines: no weight changes them."""
    known: dict[object, tuple[Outline, BeautifulSoup]] = {}

    def cached(page: Page, *, whole: bool = False) -> tuple[Outline, BeautifulSoup]:
        if (page, whole) not in known:
            known[page, whole] = read_outline(page, whole=whole)
        outline, soup = known[page, whole]
        return replace(outline), soup

    vars(listing)["read_outline"] = cached


def _result(page: Page, selectors: Mapping[str, str] | None) -> object:
    """Return the notices and problems of a page, or the class of its error."""
    try:
        found = listing.parse(page, selectors)
    except CdetrackError as error:
        return type(error)
    return found.notices, found.problems


@contextmanager
def _changed(name: str, value: float) -> Iterator[float]:
    """Set a weight inside the `with` block; yield its own value."""
    module_name, _, constant = name.partition(".")
    module = import_module(f"{_PACKAGE}.{module_name}")
    own: float = getattr(module, constant)
    vars(title_check)["_is_title"].cache_clear()
    setattr(module, constant, value)
    yield own
    setattr(module, constant, own)
    vars(title_check)["_is_title"].cache_clear()


def main() -> None:
    """Print a line for each weight and value."""
    folders = [Path(word) for word in sys.argv[1:] if Path(word).is_dir()]
    names = [word for word in sys.argv[1:] if not Path(word).is_dir()]
    tests = _pages_of_tests()
    saved = [page for folder in folders for page in _saved_pages(folder)]
    _parse_once()
    usual = [_result(*page) for page in tests], [_result(*page) for page in saved]
    print(f"{len(tests)} pages of tests, {len(saved)} saved pages")
    for name, values in _VALUES.items():
        if names and name not in names and name.partition(".")[0] not in names:
            continue
        for value in values:
            with _changed(name, value) as own:
                now = [_result(*page) for page in tests], [_result(*page) for page in saved]
            differing = [
                sum(one != other for one, other in zip(*pair, strict=True)) for pair in zip(now, usual, strict=True)
            ]
            print(f"{name} {own} -> {value}: {differing[0]} of tests, {differing[1]} saved", flush=True)


if __name__ == "__main__":
    main()
