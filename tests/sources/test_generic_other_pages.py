"""The generic source takes no offices, history, calendar, register or site map for a listing, in spite of dates."""

import pytest

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Listing, Page
from cdetrack.sources.generic import parse
from cdetrack.sources.reading import read

PLACES = ["Northville", "Easton", "Westbury", "Southam"]
DAYS = ["3 March 2009", "14 June 2012", "1 October 2016", "20 May 2019"]
CHINESE_DAYS = ["2009年3月3日", "2012年6月14日", "2016年10月1日", "2019年5月20日"]
NEWS = [f'<li><a href="/n/{n}">Notice on matter {n} of the agency</a> 2026-11-0{n}</li>' for n in (7, 5, 3)]


def page(body: str, name: str, *, title: str = "") -> Page:
    head = f"<title>{title or name + ' | Agency'}</title>"
    menu = '<nav><a href="/">Home</a> <a href="/about">About</a></nav>'
    return Page(content=f"<!DOCTYPE html><html><head>{head}</head><body>{menu}{body}</body></html>".encode())


def repeated(block: str) -> str:
    return "".join(block.format(*each) for each in zip(PLACES, DAYS, range(9), strict=False))


@pytest.mark.parametrize(
    "name",
    [
        *("Regional offices", "Contact us", "Board members", "Our history", "About us", "Opening hours", "Kontakt"),
        *("Histoire", "Quiénes somos", "Контакты", "联系我们", "历史沿革", "沿革", "연혁"),
    ],
)
@pytest.mark.parametrize(
    "block",
    [
        '<div class="o"><h3><a href="/o/{2}">{0} Office</a></h3><p>11 Market Street</p><p>Opened on {1}</p></div>',
        '<li><a href="/o/{2}">{0} Office</a><br>11 Market Street<br>Tel. 555 010{2}<br>(as of {1})</li>',
        '<div class="m"><h2><a href="/b/{2}">Dr {0} Smith</a></h2><p>Member since {1}. Term ends 1 May 2029.</p></div>',
        '<dl><dt>{1}</dt><dd>Opening of the <a href="/l/{2}">laboratory in {0}</a></dd></dl>',
    ],
)
@pytest.mark.parametrize("heading", ["<h1>{}</h1>", ""])
def test_a_page_whose_name_says_so_lists_no_notices(name: str, block: str, heading: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(page(f"{heading.format(name)}{repeated(block)}", name))
    assert name.casefold() in caught.value.message
    assert caught.value.hint
    assert "selectors" in caught.value.hint


@pytest.mark.parametrize("heading", ["<h2>Latest news</h2>", "<h3>Press releases</h3>"])
def test_a_list_of_news_on_such_a_page_is_read(heading: str) -> None:
    listing = parse(page(f"<h1>About us</h1><p>We are here.</p>{heading}<ul>{''.join(NEWS)}</ul>", "About us"))
    assert len(listing.notices) == len(NEWS)


@pytest.mark.parametrize("name", ["History of notices and news", "Contact lenses: notices", "Board minutes", "News"])
def test_a_name_with_more_words_is_another(name: str) -> None:
    assert len(parse(page(f"<h1>{name}</h1><ul>{''.join(NEWS)}</ul>", name)).notices) == len(NEWS)


def test_a_list_that_the_source_was_read_from_is_read_again() -> None:
    usual = parse(page(f"<ul class='n'>{''.join(NEWS)}</ul>", "News"))
    assert usual.list_place is not None
    again = page(f"<ul class='n'>{''.join(NEWS)}</ul>", "Contact us")
    with pytest.raises(UnreadableError):
        parse(again)
    assert len(parse(Page(content=again.content, usual_lists=(usual.list_place,))).notices) == len(NEWS)


@pytest.mark.parametrize(
    "block",
    [
        '<p>On {1}, the <a href="/l/{2}">{0} laboratory</a> was opened.</p>',
        '<p>{1}: the new <a href="/l/{2}">{0} laboratory</a> was opened by the Minister.</p>',
        '<p>The <a href="/l/{2}">{0} laboratory</a> was opened by the Minister on {1}.</p>',
        '<li><strong>{1}</strong> The <a href="/l/{2}">Medicines Act of {0}</a> creates the agency in this form.</li>',
        '<div class="t"><div>{1}</div><p>We joined the <a href="/l/{2}">network of {0}</a> and its aims.</p></div>',
    ],
)
def test_links_within_sentences_are_no_entries(block: str) -> None:
    with pytest.raises(UnreadableError):
        read(page(f"<h1>Twenty years of work</h1>{repeated(block)}", "Twenty years of work"))


def test_links_within_chinese_sentences_are_no_entries() -> None:
    lines = (
        f'<p>{day}，新的<a href="/l/{n}">第{n}号药品检验实验室</a>正式启用并投入工作。</p>'
        for n, day in enumerate(CHINESE_DAYS)
    )
    with pytest.raises(UnreadableError):
        read(page("".join(lines), "二十年"))


@pytest.mark.parametrize(
    "block",
    [
        '<li>{1} Recall: <a href="/r/{2}">gloves of {0} with holes</a> (PDF, 20 KB)</li>',
        '<li>{1} – Decision on <a href="/r/{2}">the fees of {0}</a></li>',
        '<li><a href="/r/{2}">Recall of gloves of {0}</a> was published on {1}</li>',
    ],
)
def test_words_beside_a_title_make_no_sentence(block: str) -> None:
    assert len(parse(page(f"<h1>Recalls</h1><ul>{repeated(block)}</ul>", "Recalls")).notices) == len(PLACES)


def calendar(cell: str) -> Listing:
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell.format(day)}</td>" for day in range(week, week + 7)) + "</tr>"
        for week in range(1, 29, 7)
    )
    return read(page(f"<h1>Events</h1><table><caption>November 2026</caption>{rows}</table>", "Events"))[0]


@pytest.mark.parametrize(
    "cell",
    [
        '<a href="/e/2026-11-{0:02d}" title="November {0}, 2026">{0}</a>',
        '<a href="/e/2026-11-{0:02d}">{0}</a>',
        '<a href="/e?d={0}"><span>{0}</span></a>',
        '<a href="/e/2026/11/{0}"><span>{0}</span> <span>Friday, November {0}, 2026</span></a>',
    ],
)
def test_the_days_of_a_calendar_are_no_entries(cell: str) -> None:
    with pytest.raises(UnreadableError):
        calendar(cell)


@pytest.mark.parametrize(
    "block",
    [
        '<tr><td><a href="/l/{2}">{0} Laboratory</a></td><td>{0}</td><td>{1}</td></tr>',
        '<li class="o"><a href="/l/{2}">{0} Laboratory</a> <span>Accredited since {1}</span></li>',
        '<div class="o"><h3><a href="/l/{2}">Dr {0} Smith</a></h3><p>Appointed: {1}</p></div>',
    ],
)
def test_days_since_which_something_is_so_date_no_notices(block: str) -> None:
    head = "<tr><th>Laboratory</th><th>City</th><th>Accredited since</th></tr>" if "<tr>" in block else ""
    with pytest.raises(UnreadableError):
        read(page(f"<h1>Register</h1><table>{head}{repeated(block)}</table>", "Register"))


def test_the_record_of_a_case_is_no_listing_of_its_decision() -> None:
    head = "<tr><th>Number</th><th>Type</th><th>Decision</th><th>Date</th><th>Document</th></tr>"
    row = '<tr><td>7617</td><td>Opinion</td><td>Affirmed</td><td>9/16/2022</td><td><a href="/d/7"></a></td></tr>'
    earlier = "<tr><th>Court</th><th>Judgment date</th></tr><tr><td>Superior Court</td><td>7/3/2020</td></tr>"
    page = "<html><body><h3>Case summary</h3><table>{}</table></body></html>"
    assert len(parse(Page(content=page.format(head + row).encode())).notices) == 1
    with pytest.raises(UnreadableError):
        parse(Page(content=page.format(f"{head}{row}</table><h5>Lower court</h5><table>{earlier}").encode()))


PARAGRAPH = (
    "<p>The agency has been told that some batches may not be sterile, and that patients who use them may get an "
    "infection which, if it is not treated, can harm the sight for good; pharmacies shall stop their supply.</p>"
)


@pytest.mark.parametrize(
    "heading",
    ["Document history", "Version history", "Previous versions", "4 comments", "Versionshistorie", "历史版本"],
)
def test_the_versions_and_comments_of_a_page_are_no_notices(heading: str) -> None:
    versions = repeated('<tr><td><a href="/d/{2}.pdf">Text adopted in {0}</a></td><td>{1}</td></tr>')
    body = f"<main><h1>Guideline on gauze</h1>{PARAGRAPH}<h2>{heading}</h2><table>{versions}</table></main>"
    with pytest.raises(UnreadableError):
        parse(page(body, "Guideline on gauze"))


def test_a_site_map_is_no_listing_for_the_days_in_two_of_its_titles() -> None:
    names = ["About us", "Annual report", "Contact", "Legislation of 3 May 2019", "Guidance", "Fees from 1 July 2026"]
    links = "".join(f'<li><a href="/{at}">{name}</a></li>' for at, name in enumerate(names))
    with pytest.raises(UnreadableError, match="have a day in their titles, and most links of their list have none"):
        parse(page(f"<h1>Site map</h1><ul>{links}</ul>", "Site map"))


@pytest.mark.parametrize(
    "label", ["Valid until", "Gültig bis", "Válido hasta", "有效期至", "有効期限", "유효기간 만료일"]
)
def test_a_register_of_licences_is_no_listing(label: str) -> None:
    rows = repeated('<tr><td><a href="/w/{2}">{0} Trading House</a></td><td>WL-1{2}</td><td>{1}</td></tr>')
    table = f"<table><tr><th>Company</th><th>No.</th><th>{label}</th></tr>{rows}</table>"
    with pytest.raises(UnreadableError, match="as in a register"):
        parse(page(f"<h1>Wholesalers</h1>{table}", "Wholesalers"))


@pytest.mark.parametrize("label", ["Closing date", "Deadline", "Expires", "截止日期", "到期日"])
def test_a_column_of_deadlines_dates_no_notice(label: str) -> None:
    rows = repeated('<tr><td><a href="/t/{2}">Supply of reagents to {0}</a></td><td>{1}</td></tr>')
    listing = parse(page(f"<h1>Tenders</h1><table><tr><th>Title</th><th>{label}</th></tr>{rows}</table>", "Tenders"))
    assert [(notice.title, notice.date) for notice in listing.notices] == [
        (f"Supply of reagents to {place}", None) for place in PLACES
    ]


def test_a_sentence_may_lead_to_its_link_by_a_word_of_one_letter() -> None:
    rows = repeated(
        "<h3>{1}</h3><p>In {0}, the agency sets up a <a href='/f/{2}'>task force</a> that meets weekly.</p>"
    )
    with pytest.raises(UnreadableError, match="are words of sentences"):
        parse(page(f"<main><h1>Our work in the regions</h1>{rows}</main>", "Our work in the regions"))
