"""Each cause for which a page is no listing has a message of its own, and a hint that leads on."""

import pytest

from cdetrack.errors import BlockedError, CdetrackError, UnreadableError
from cdetrack.model.record import Page
from cdetrack.sources import read
from cdetrack.sources.layout import Layout

MENU = '<nav><ul><li><a href="/">Home</a></li><li><a href="/about">About us</a></li></ul></nav>'
ROWS = "".join(
    f'<li><a href="/d/{n}">Notice on matter {n * 111}</a> <span>{n} May 2025</span></li>' for n in range(1, 7)
)
PLAIN = "".join(f'<li><a href="/d/{n}">Guideline on the matter {n * 111}</a></li>' for n in range(1, 7))
TITLES = "".join(
    f'<li><a href="/d/{n}">{title}</a></li>'
    for n, title in enumerate(
        (
            "Recall of a batch of infusion pumps by the maker",
            "New fees for applications from next spring",
            "Report on the inspection of blood banks",
            "Warning about falsified tablets sold online",
        ),
        31,
    )
)
UNFOLDED = (
    '<div class="dropdown"><a class="button" href="#">Please make a selection</a><div class="dropdown-menu">'
    + "".join(f'<a class="item" href="/a/{{0}}/{n}.pdf">May {n}</a>' for n in range(4, 9))
    + "</div></div>"
)
LONG = "The agency has decided that this matters a lot to all of us. " * 30


def html(body: str, *, title: str = "Agency", head: str = "") -> str:
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


CAUSES: dict[str, tuple[str | bytes, str, str]] = {
    "login": (html(f"{MENU}<form><input type=password></form>"), "is a login form", "log in with a browser"),
    "login by title": (html("<h1>Sign in</h1>", title="Sign in | Agency"), "the site's login", "log in with a browser"),
    "session": (html("<h1>Your session has expired</h1>"), "an expired session", "lasting address"),
    "application": (html('<div id="root"></div><script src="a.js"></script>'), "built by a script", "Network"),
    "list of a script": (
        html(f'{MENU}<h1>Notices</h1><div id="x">Loading…</div><script src="a.js"></script>'),
        "built by a script in the browser (`Loading…`)",
        "Network",
    ),
    "empty table of a script": (
        html(f"{MENU}<table><thead><tr><th>Date</th></tr></thead><tbody></tbody></table><script src=a.js></script>"),
        "built by a script in the browser (the place of its list is empty)",
        "Network",
    ),
    "list that a script asks for": (
        html(f'{MENU}<p>Position: <a href="/a">Notices of the agency</a></p><script querydata="{{}}"></script>'),
        "built by a script in the browser (a script with `querydata` asks for its list)",
        "Network",
    ),
    "list of records without one": (
        html(f'{MENU}<h1>Notices</h1><script type="text/xml"><datastore><recordset></recordset></datastore></script>'),
        "built by a script in the browser (the `<datastore>` of its list has no record)",
        "Network",
    ),
    "no results": (html(f"{MENU}<p>No results found</p>"), "shows 0 results (`No results`)", "search terms"),
    "page without the tags of its head and body": (
        "<!doctype html><html lang=en><title>Notices</title><section><h1>Notices</h1>No results found</section>",
        "shows 0 results (`No results`)",
        "search terms",
    ),
    "article": (html(f"{MENU}<h1>Notice</h1><p>{LONG}</p>"), "the text of one page", "the listing that leads to it"),
    "article in blocks": (html(f"{MENU}<h1>Notice</h1><div>{LONG}</div>"), "the text of one page", "leads to it"),
    "pictures": (html('<h1>Notices</h1><img src="1.png"><img src="2.png">'), "shows 2 pictures", "text file"),
    "embedded PDF": (html('<embed src="/list.pdf">'), "shows a PDF document, `/list.pdf`", "text file"),
    "PDF": (b"%PDF-1.7\n1 0 obj", "is a PDF document", "text file"),
    "frames": (
        '<html><frameset cols="1,9"><frame src="menu.html"><frame src="list.html"></frameset></html>',
        "made of frames, `menu.html`, `list.html`",
        "the frame with the list",
    ),
    "redirect in the head": (
        html("", head='<meta http-equiv="refresh" content="0; url=/list">'),
        "leads on to `/list`",
        "give that address",
    ),
    "redirect by script": (
        html("<script>window.location.href = '/en/list.html';</script>"),
        "leads on to `/en/list.html`",
        "give that address",
    ),
    "cookies": (
        html(f"{MENU}<div><p>We use cookies. {LONG}</p><button>Accept all</button></div>"),
        "asks for consent to cookies first (`Accept all`)",
        "answer in a browser",
    ),
    "agreement": (
        html("<p>For professionals only.</p><form><button>I agree</button></form>"),
        "asks for agreement first (`I agree`)",
        "answer in a browser",
    ),
    "cookies by title": (html("", title="Before you continue"), "question about cookies", "answer in a browser"),
    "missing": (html("<h1>Page not found</h1>"), "about a missing page", "may have moved"),
    "fault": (html("<h1>500 Internal Server Error</h1>"), "about a fault", "wait until the site works"),
    "maintenance": (html("<h1>Scheduled maintenance</h1>"), "its maintenance", "wait until the site works"),
    "refusal": (html("<h1>Access Denied</h1>"), "refusal to show it to a program", "open it in a browser"),
    "web filter": (
        html("<h1>Access Blocked</h1><h3>Web Page Blocked</h3>", title="x"),
        "refusal to show it",
        "in a browser",
    ),
    "text of JSON": (b'"Too often"', "it is the text `Too often` alone", "save the answer of the list itself"),
    "firewall": (html("The requested URL was rejected. ID: 1", title="x"), "refusal to show it", "in a browser"),
    "fault of a program": (b"Warning: mysqli_connect(): refused in /a.php on line 12", "a fault", "wait until"),
    "empty": (b"", "is empty (0 bytes)", "in a browser"),
    "white space": (b" \n \n", "holds only white space", "in a browser"),
    "empty body": (html(""), "an HTML page with an empty body", "the listing page itself"),
    "binary": (bytes([1, 2, 3, 200, 201, 7, 255]) * 50, "is binary data", "the listing page itself"),
    "archive": (b"PK\x03\x04....", "a ZIP archive or an Office document", "give the files in it"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "an old Office document", "save it as XLSX or CSV"),
    "text": (b"Hello,\nthis is a text.\n", "none of its 2 lines has a date", "a line for each notice"),
    "text of one line": (b"Hello, this is a text.\n", "its only line has no date", "a line for each notice"),
    "script": (b"(function(){var a = 1;})();", "is a script or a style sheet", "the HTML file"),
    "style sheet": (b"body { color: red }\n", "is a script or a style sheet", "the HTML file"),
    "table without headings": (b"a,b,c\n1,2,3\n", "a table without headings", "`title`, `date`"),
    "JSON without a list": (b'{"name": "x"}', "an object with `name`", "the answer of the list itself"),
    "JSON scalar": (b"42", "JSON without a list: it is a number alone", "the answer of the list itself"),
    "JSON error": (b'{"error": {"message": "API key missing"}}', "error: `API key missing`", "`headers`"),
    "JSON without titles": (
        b'{"found": {"rows": [{"id": 1, "day": "2025-01-02"}, {"id": 2, "day": "2025-01-03"}]}}',
        "its list `found.rows` has 2 objects without a title that cdetrack recognises, with `id`, `day`",
        'json = { items = "found.rows", title = "…"',
    ),
    "JSON with titles alone": (
        b'{"items": [{"title": "Alpha notice", "part": {"a": 1}}, {"title": "Beta notice", "part": {"a": 2}}]}',
        "its list `items` has 2 objects without a date or a link that cdetrack recognises, with `title`, `part`",
        'json = { items = "items", title = "…"',
    ),
    "JSON with objects for values": (
        b'[{"who": {"S": "A"}, "on": {"S": "B"}, "at": {"S": "C"}}, {"who": {"S": "D"}, "on": {"S": "E"}}]',
        "its list has 2 objects without a title that cdetrack recognises, with `who`, `on`, `at`",
        'json = { title = "…"',
    ),
    "cut-off JSON": (b'{"results": [{"title": "A"}, {"ti', "cut-off JSON", "to its end"),
    "empty feed": (b'<rss version="2.0"><channel/></rss>', "the feed has no entries", "never recorded"),
    "index of sitemaps": (
        b'<?xml version="1.0"?><sitemapindex><sitemap><loc>https://x.example/1.xml</loc></sitemap></sitemapindex>',
        "an index of 1 sitemaps and no sitemap itself, the first `https://x.example/1.xml`",
        "the sitemap with the notices",
    ),
    "list of feeds": (b'<?xml version="1.0"?><opml/>', "a list of feeds", "one of its feeds"),
    "XML error": (b'<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>', "error: `NoSuchKey`", "moved"),
    "list in a menu": (
        html(f"<nav><ul>{ROWS}</ul></nav>"),
        "`nav`, with 6 links and 6 dates (`Notice on matter 111`), was taken for a menu",
        'selectors = { item = "nav li" }',
    ),
    "list without dates": (
        html(f"{MENU}<main><ul>{PLAIN}</ul></main>"),
        "6 links in `main ul` have no date with day, month and year (`Guideline on the matter 111`)",
        'selectors = { item = "main ul li" }',
    ),
    "list with dates without a year": (
        html("<ul class=list>" + PLAIN.replace("</a>", "</a> 5 May") + "</ul>"),
        "6 links in `ul.list` have no date with day, month and year",
        'selectors = { item = "ul.list li" }',
    ),
    "cookies by script": (
        html("<p>Cookies?</p><button>Accept all</button><script src=a.js></script>"),
        "asks for consent to cookies first (`Accept all`)",
        "answer in a browser",
    ),
    "single entry": (
        html(f"{MENU}<main><ul><li><a href=/1>The only notice</a> <b>5 May 2025</b></li></ul></main>"),
        "`The only notice` is a single link with a date",
        'selectors = { item = "main ul li" }',
    ),
    "the only date beside a link with a day in its address": (
        html(
            f"{MENU}<p>Our office opens on 5 May 2025.</p><ul class=list>"
            + PLAIN.replace("/d/1", "/2025/04/03/1")
            + "</ul>"
        ),
        "6 links in `ul.list` have no date of their own",
        'selectors = { item = "ul.list li" }',
    ),
    "a day in few addresses": (
        html(
            f"{MENU}<p>5 May 2025</p><ul class=list>"
            + PLAIN.replace("/d/", "/2025/04/03/", 3)
            + PLAIN.replace("/d/", "/e/").replace("matter", "affair")
            + "</ul>"
        ),
        "have a day in their addresses, and most links of their list have none",
        'selectors = { item = "ul.list li" }',
    ),
    "undated list in a menu": (
        html(
            "<div id='content'><div class='menu'><ul>"
            + PLAIN.replace("/d/", "/e/")
            + PLAIN
            + f"</ul></div>{LONG}</div>"
        ),
        "`div.menu ul`, with 12 links (`Guideline on the matter 111`), was taken for a menu",
        'selectors = { item = "div.menu ul li" }',
    ),
    "list that a button unfolds": (
        html(f"<main><h4>Planning commission</h4>{UNFOLDED.format(2025)}{UNFOLDED.format(2024)}</main>"),
        "`main`, with 10 links (`May 4`), was taken for a menu",
        "selectors = { item = ",
    ),
    "search form": (
        html(f"{MENU}<form>Name <input name=a> From <input name=b> <select><option>All</select> {LONG}</form>"),
        "a search form without results: it has 3 fields",
        "the address of the results",
    ),
    "cut-off page": (
        f"<!doctype html><html><body><main><ul>{ROWS[:400]}</li>",
        "is cut off: it has no `</html>`, and its `<ul>` is not closed",
        "loaded to its end",
    ),
    "cut-off tag": (f"<!doctype html><html><body><p>{ROWS}<a hre", "is cut off: it ends within a tag", "to its end"),
    "empty block": (
        html(f"{MENU}<main><h1>News</h1><div id=news-list class=list></div></main><script src=a.js></script>"),
        "built by a script in the browser (the `div` called `news-list list` is empty)",
        "developer tools",
    ),
    "empty component": (
        html(f"{MENU}<h1>News</h1><agency-updates></agency-updates><script src=a.js></script>"),
        "built by a script in the browser (`<agency-updates>` is empty)",
        "developer tools",
    ),
    "nothing of it": (html("<p>Short words.</p>"), "no dated list of links", "CSS selector"),
}
COMMANDS = ("sources test", "cdetrack fetch", "cdetrack check")


def refusal(content: str | bytes, layout: Layout | None = None, url: str | None = None) -> CdetrackError:
    page = Page(content=content.encode() if isinstance(content, str) else content, url=url, name="`x`")
    with pytest.raises((UnreadableError, BlockedError)) as caught:
        read(page, layout or Layout())
    return caught.value


@pytest.mark.parametrize("cause", CAUSES)
def test_each_cause_has_its_message_and_a_hint(cause: str) -> None:
    content, said, hint = CAUSES[cause]
    error = refusal(content)
    assert said in error.message
    assert hint in str(error.hint)
    assert not any(command in str(error.hint) for command in COMMANDS), "the same page would fail there as well"


def test_no_two_causes_share_a_message() -> None:
    known: dict[str, str] = {}
    for content, said, _ in CAUSES.values():
        message = refusal(content).message
        assert known.setdefault(message, said) == said


@pytest.mark.parametrize(
    "phrase",
    [
        "Verifying you are human.",
        "Please complete the CAPTCHA",
        "请完成验证",
        "Please type the text you see in the image into the text box",
    ],
)
def test_a_question_for_people_is_a_challenge(phrase: str) -> None:
    error = refusal(html(f"{MENU}<p>{phrase} {'This may take some time. ' * 12}</p><script src=a.js></script>"))
    assert isinstance(error, BlockedError)


@pytest.mark.parametrize(
    "cause",
    [
        "list in a menu",
        "list with dates without a year",
        "undated list in a menu",
        "list without dates",
        "single entry",
    ],
)
def test_the_selector_of_the_hint_reads_the_list(cause: str) -> None:
    content = CAUSES[cause][0]
    error = refusal(content)
    selector = str(error.hint).partition('item = "')[2].partition('"')[0]
    assert isinstance(content, str)
    [listing] = read(Page(content=content.encode(), name="x"), Layout(selectors={"item": selector}))
    assert len(listing.notices) == {"single entry": 1, "undated list in a menu": 12}.get(cause, 6)


def test_the_selector_of_the_hint_names_the_blocks_of_entries_alone() -> None:
    block = '<div><div class=i></div><div><a href="/c?id={n}">{title}</a></div></div>'
    rows = "".join(block.format(n=n, title=f"Guideline on the matter {n}11") for n in range(1, 3))
    content = html(f"<div id=news>{rows}{'<div><div class=i></div><div></div></div>' * 5}</div>")
    error = refusal(content)
    assert 'item = "div#news > div"' in str(error.hint)
    assert "`cdetrack sources enable LINK` makes one" in str(error.hint), "a link alone has no settings"
    [listing] = read(Page(content=content.encode(), name="x"), Layout(selectors={"item": "div#news > div"}))
    assert len(listing.notices) == 2
    assert listing.unreadable == (), "a block without a word is no entry without a title"


@pytest.mark.parametrize(
    ("row", "item"),
    [
        ("<li><a @click='show({n})'>{title}</a> <span>{n} May 2025</span></li>", "div.rows li"),
        ("<div><b>{title}</b> <i>{n} May 2025</i></div>", "div.rows div"),
        ("<div class=row><div class=d>{n} May 2025</div><div class=t>{title}</div></div>", "div.rows div.row"),
    ],
)
def test_the_blocks_of_dates_are_offered_where_a_page_has_no_links(row: str, item: str) -> None:
    rows = "".join(row.format(n=n, title=f"Guideline on the matter {n}11") for n in range(1, 5))
    content = html(f"{MENU}<h1>Notices</h1><div class=rows>{rows}</div>")
    assert f'if its dates are those of notices, read them with `selectors = {{ item = "{item}" }}`' in str(
        refusal(content).hint
    )
    [listing] = read(Page(content=content.encode(), name="x"), Layout(selectors={"item": item}))
    assert [(one.date, one.title) for one in listing.notices] == [
        (f"2025-05-0{n}", f"Guideline on the matter {n}11") for n in range(1, 5)
    ]


def test_blocks_without_a_word_are_no_list_that_says_it_is_empty() -> None:
    error = refusal(html("<div class=row></div>" * 3), Layout(selectors={"item": "div.row"}))
    assert "no item of `x` has a title: `item` matches 3 elements" in error.message


def test_the_days_of_a_calendar_are_not_offered_as_entries() -> None:
    days = "".join(f'<td><a href="/day/2019/02/{n:02}">{n}</a> February {n}, 2019</td>' for n in range(1, 22))
    error = refusal(html(f"<h1>February</h1><table><tr>{days}</tr></table>"))
    assert "days of a calendar" in error.message
    assert "list of the same events" in str(error.hint)
    assert "selectors" not in str(error.hint)


def test_a_frame_of_a_tracker_is_no_content() -> None:
    tracker = '<noscript><iframe src="https://t.example/ns.html"></iframe></noscript>'
    hidden = '<iframe src="https://t.example/a" width="0" height="0"></iframe>'
    assert "frame" not in refusal(html(f"{tracker}{hidden}{MENU}<h1>Agency</h1>")).message


def test_a_script_that_sets_a_cookie_and_reloads_is_a_challenge() -> None:
    error = refusal(html("<script>document.cookie='a=1';location.href='/list';</script>"))
    assert isinstance(error, BlockedError)


BESIDE = {
    "cookie banner": f"<div class='cookie-notice'><p>We use cookies. {LONG}</p><button>Accept all</button></div>",
    "search form": f"<form>Words <input> From <input> To <input> <select><option>All {LONG}</select></form>",
    "login box": "<form><input name=u><input type=password><button>Log in</button></form>",
    "note on a challenge": "<p>This site is protected by reCAPTCHA, and the captcha terms apply.</p>",
    "film in a frame": "<iframe src='https://films.example/1' width=400 height=300></iframe>",
    "banner": "<img src=banner.jpg>",
    "map of a script": "<noscript>Please enable JavaScript.</noscript><ul class=map></ul><script src=a.js></script>",
    "box that a script fills": "<aside>Loading…</aside><script src=a.js></script>",
    "empty box of events": "<aside>No events this week: 0 results</aside>",
    "hidden words": "<div style='display:none'>No results found</div>",
}


@pytest.mark.parametrize("beside", BESIDE.values(), ids=list(BESIDE))
@pytest.mark.parametrize("tag", ["main", "div"])
def test_what_stands_beside_a_list_is_not_why_it_is_refused(tag: str, beside: str) -> None:
    page = html(f"{MENU}<{tag}><h1>Overview</h1><ul class=rows>{PLAIN}</ul></{tag}>{beside}")
    error = refusal(page)
    assert "6 links in `ul.rows` have no date" in error.message
    assert 'selectors = { item = "ul.rows li" }' in str(error.hint)


@pytest.mark.parametrize("beside", BESIDE.values(), ids=list(BESIDE))
@pytest.mark.parametrize("tag", ["main", "div"])
def test_a_list_of_news_without_dates_is_read_whatever_stands_beside_it(tag: str, beside: str) -> None:
    page = html(f"{MENU}<{tag}><h1>News</h1><ul class=rows>{TITLES}</ul></{tag}>{beside.replace(LONG, LONG[:300])}")
    [listing] = read(Page(content=page.encode(), name="x"))
    assert len(listing.notices) == 4


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (BESIDE["login box"], "is a login form"),
        ("<p>Please verify that you are human.</p>", "the site's challenge"),
        ("<div><p>You must accept the terms of use.</p><button>I agree</button></div>", "asks for agreement first"),
        (BESIDE["film in a frame"], "shows another page in a frame"),
        ("<ul class=rows></ul><script src=a.js></script>", "built by a script"),
    ],
)
@pytest.mark.parametrize("above", ["", "<h2>Latest documents</h2>"])
@pytest.mark.parametrize("tag", ["main", "div"])
def test_the_links_below_what_a_page_asks_are_no_list(tag: str, above: str, asked: str, said: str) -> None:
    """It may take the place of a listing, at its address: then none of these links is a new notice."""
    content = html(f"{MENU}<{tag}><h1>Medicines</h1>{asked}{above}<ul>{TITLES}</ul></{tag}>", title="News")
    assert said in refusal(content, url="https://www.example.org/news").message


def test_a_challenge_below_other_links_is_one() -> None:
    content = html(f"<ul>{TITLES}</ul><h1>News</h1><p>Verify you are human to go on.</p>")
    assert isinstance(refusal(content), BlockedError)


@pytest.mark.parametrize(
    ("cause", "beside"),
    [
        ("search form", "login box"),
        ("search form", "film in a frame"),
        ("search form", "note on a challenge"),
        ("article", "login box"),
        ("article", "hidden words"),
        ("list of a script", "cookie banner"),
        ("list of a script", "empty box of events"),
        ("list of a script", "film in a frame"),
        ("embedded PDF", "hidden words"),
        ("embedded PDF", "cookie banner"),
        ("agreement", "note on a challenge"),
        ("single entry", "banner"),
        ("single entry", "box that a script fills"),
        ("no results", "login box"),
        ("missing", "login box"),
        ("login", "empty box of events"),
        ("login", "search form"),
    ],
)
def test_the_cause_in_the_page_s_own_part_comes_first(cause: str, beside: str) -> None:
    content, said, _ = CAUSES[cause]
    own = str(content).partition("<body>")[2].partition("</body>")[0].replace(MENU, "")
    own = own if "<main>" in own else f"<main><h2>Agency</h2>{own}</main>"
    assert said in refusal(html(f"{MENU}{own}{BESIDE[beside]}")).message


def test_a_list_that_a_script_still_loads_is_not_the_other_list_of_its_page() -> None:
    page = html(
        f"<main><h1>News</h1><div>Loading…</div><h2>Guidance</h2><ul>{TITLES}</ul></main><script src=a></script>"
    )
    assert "built by a script in the browser (`Loading…`)" in refusal(page).message


def test_days_since_which_something_is_so_are_told_as_such() -> None:
    rows = PLAIN.replace("</a>", "</a> accredited since 5 May 2020")
    assert "no days but those since or until which something is so" in refusal(html(f"<ul>{rows}</ul>")).message


def test_an_article_with_a_cookie_banner_is_an_article() -> None:
    banner = "<div><p>We use cookies.</p><button>Accept all</button></div>"
    assert "the text of one page" in refusal(html(f"{MENU}<h1>Notice</h1><p>{LONG}</p>{banner}")).message


def test_the_selector_of_a_table_in_a_table_finds_its_rows() -> None:
    row = '<tr><td><b><a href="bid.asp?ID={n}">NOTICE TO BIDDERS</a></b> - Repairs of the lot</td></tr>'
    bids = "".join(row.format(n=n) + f"<tr><td>{n}/3/17 - {n}/20/17</td></tr>" for n in range(1, 9))
    around = f"<table><tr><th>Results</th></tr><tr><td><table>{bids}</table></td></tr></table>"
    body = f'<table><tr><td class="left"></td><td class="centre"><div class="bids">{around}</div></td></tr></table>'
    page = Page(content=html(body).encode(), url="https://www.agency.example/bids")
    with pytest.raises(UnreadableError) as refused:
        read(page)
    assert 'item = "div.bids td:nth-of-type(1) table tr"' in str(refused.value.hint)
    [found] = read(page, layout=Layout(selectors={"item": "div.bids td:nth-of-type(1) table tr"}))
    assert [notice.url for notice in found.notices if notice.url] == [f"bid.asp?ID={n}" for n in range(1, 9)]
