"""A further page that a site redirects: to another spelling, to a page of the listing, or elsewhere."""

import pytest

from cdetrack.look.elsewhere import Whereabouts

SITE = "https://example.org"


@pytest.mark.parametrize(
    ("first", "asked", "came", "is_elsewhere"),
    [
        ("/news?page=1", "/news?page=3", "/news?page=3", False),
        ("/news?page=1", "/news?page=3", "/news/?page=3&lang=en", False),
        ("/news?page=1", "/news?page=3", "/en/news/page/3", False),
        ("/list.html", "/list_3.html", "/en/list_3.htm", False),
        ("/news", "/news?after=a8f3", "/archive?after=a8f3", False),
        ("/news?page=1", "/news?page=3", "/news", False),
        ("/news?page=1", "/news?page=3", "/news?page=1&lang=en", False),
        ("/news?page=1", "/news?page=3", "/en/latest", False),  # where page 1 came from
        ("/news/page/1", "/news/page/3", "/news/page/2", False),
        ("/news?page=1", "/news?page=3", "/", True),
        ("/news?page=1", "/news?page=3", "/home", True),
        ("/list.html", "/list_3.html", "/index.html", True),
        ("/index?id=5&page=1", "/index?id=5&page=3", "/index?id=1", True),
        ("/index?id=5&page=1", "/index?id=5&page=3", "/index", True),
        ("/index?id=5&page=1", "/index?id=5&page=3", "/index?id=5", False),
        ("/news?page=1", "/news?page=3", "https://login.example.org/?back=%2Fnews%3Fpage%3D3", True),
    ],
)
def test_a_page_is_elsewhere_where_nothing_ties_its_address_to_the_listing(
    first: str, asked: str, came: str, *, is_elsewhere: bool
) -> None:
    pages = Whereabouts(SITE + first)
    pages.add(SITE + first, f"{SITE}/en/latest")
    pages.add(SITE + asked.replace("3", "2"), SITE + asked.replace("3", "2"))
    final = came if came.startswith("https:") else SITE + came
    assert pages.is_elsewhere(SITE + asked, final) == is_elsewhere
