"""Feeds as they are in the wild: with faults that hide no entry they are read, cut off or hostile they are refused."""

import json

import pytest

from cdetrack.errors import UnreadableError
from cdetrack.model.record import Listing, Page, RawNotice
from cdetrack.sources import read
from cdetrack.sources.normalise import record
from support.looks import DAY

ITEM = (
    "<item><title>Withdrawal of a batch of eye drops</title><link>https://authority.example/w/41</link>"
    "<pubDate>Fri, 08 Nov 2024 21:30:00 -0500</pubDate></item>"
)
OTHER = (
    "<item><title>Fees from next spring</title><link>https://authority.example/f/7</link>"
    "<pubDate>Thu, 07 Nov 2024 08:00:00 -0500</pubDate></item>"
)
DECLARED = '<?xml version="1.0" encoding="utf-8"?>\n'


def rss(*items: str, root: str = "<rss version='2.0'>") -> str:
    return f"{root}<channel><title>News</title><link>https://authority.example/</link>{''.join(items)}</channel></rss>"


def listing(text: str | bytes, url: str | None = None) -> Listing:
    (found,) = read(Page(content=text.encode() if isinstance(text, str) else text, url=url, name="it"))
    return found


def only(text: str, url: str | None = None) -> RawNotice:
    (notice,) = listing(text, url).notices
    return notice


def day(notice: RawNotice) -> str:
    found = record(notice, base=None, source="x", seen=DAY)
    return "seen" if found.date_from == "seen" else found.date.isoformat()


@pytest.mark.parametrize(
    "text",
    [
        DECLARED + rss(ITEM, OTHER),
        "\n\n<!-- served by cache 3 -->\n" + rss(ITEM, OTHER),
        "<!-- a comment --><!-- <rss> in another -->" + rss(ITEM, OTHER),
        "\nWarning: mysql_connect(): refused in /srv/db.php on line 8\n" + DECLARED + rss(ITEM, OTHER),
        "<br />\n<b>Deprecated</b>: old call & more in <b>/srv/a.php</b> on line <b>2</b><br />\n"
        + DECLARED
        + rss(ITEM, OTHER),
        DECLARED + rss(ITEM, OTHER) + "\n<!-- 0.3 s -->\nOK & done <",
        DECLARED
        + '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x.example/rss.dtd">'
        + rss(ITEM, OTHER),
        DECLARED + '<?xml-stylesheet href="/look.xsl" type="text/xsl"?>' + rss(ITEM, OTHER),
        rss(ITEM.replace("</item>", "<slash:comments>4</slash:comments><dc:creator>A</dc:creator></item>"), OTHER),
        rss(ITEM.replace("</item>", "<media:title>A picture</media:title></item>"), OTHER),
        rss(ITEM.replace("<title>", "<media:title>A picture</media:title><title>"), OTHER),
        rss(ITEM.replace("</item>", "<author>A & B \x0b\x01 <![CDATA[ C & D <item> ]]></author></item>"), OTHER),
        rss(ITEM, OTHER).replace("rss", "RSS").replace("item>", "Item>").replace("pubDate", "PUBDATE"),
        rss(ITEM, OTHER, root='<rss version="2.0" xmlns="http://backend.userland.com/rss2">'),
        rss(ITEM.replace("</item>", "<description>One <br> two <b>three</b></description></item>"), OTHER),
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><div id="webkit-xml-viewer-source-xml">'
        + rss(ITEM, OTHER)
        + "</div><div>This XML file does not appear to have any style information</div></body></html>",
    ],
)
def test_a_fault_that_hides_no_entry_is_mended(text: str) -> None:
    first, second = listing(text).notices
    assert (first.title, first.url, day(first)) == (
        "Withdrawal of a batch of eye drops",
        "https://authority.example/w/41",
        "2024-11-08",
    )
    assert (second.title, day(second)) == ("Fees from next spring", "2024-11-07")


@pytest.mark.parametrize(
    "text",
    [
        *(DECLARED + rss(ITEM, OTHER)[:length] for length in range(40, len(rss(ITEM, OTHER)) - 6, 9)),
        DECLARED + rss(),
        rss(ITEM, OTHER.replace("</item>", "")),
        rss(ITEM, OTHER.replace("</item>", "<description>never <![CDATA[closed</description></item>")),
        "<!DOCTYPE rss [<!ENTITY a 'b'>]>" + rss(ITEM),
        "<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + rss(ITEM.replace("drops", "&a;")),
        "<sitemapindex><sitemap><loc>https://a.example/1.xml</loc></sitemap></sitemapindex>",
        "A text about <rss> and no feed",
    ],
)
def test_what_is_cut_off_empty_or_hostile_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError):
        listing(text)


@pytest.mark.parametrize(
    ("piece", "title"),
    [
        (
            "<title>Food & drugs: Q&A for R&amp;D &mdash; 5 &lt; 6&nbsp;mg</title>",
            "Food & drugs: Q&A for R&D — 5 < 6 mg",
        ),
        ("<title>Food &amp;amp; drugs</title>", "Food & drugs"),
        ("<title><![CDATA[Food &amp; <i>all</i> drugs]]></title>", "Food & all drugs"),
        ("<title><a href='/x'>A linked heading</a></title>", "A linked heading"),
        (
            "<title> </title><description>&lt;p&gt;First words here. Then more.&lt;/p&gt;</description>",
            "First words here.",
        ),
        ("<description>无标题的第一句。第二句。</description>", "无标题的第一句。"),
        (f"<description>{'word ' * 60}</description>", "word " * 22 + "word word…"),
    ],
)
def test_a_title_is_what_a_reader_sees_or_the_first_sentence(piece: str, title: str) -> None:
    shown = only(rss(f"<item>{piece}<link>https://a.example/1</link></item>")).title
    assert " ".join(shown.split()) == title


@pytest.mark.parametrize(
    ("pieces", "shown"),
    [
        ("<pubDate>Fri, 08 Nov 2024 23:30:00 EST</pubDate><dc:date>2024-11-09T04:30:00Z</dc:date>", "2024-11-08"),
        ("<dcterms:modified>2025-01-01</dcterms:modified><dcterms:issued>2024-11-08</dcterms:issued>", "2024-11-08"),
        ("<dcterms:created>2024-11-08T00:00:00+09:00</dcterms:created>", "2024-11-08"),
        ("<a10:updated>2024-11-08T23:59:00-08:00</a10:updated>", "2024-11-08"),
        ("<updated>2025-01-01</updated><published>2024-11-08</published>", "2024-11-08"),
        ("<pubDate>soon</pubDate><dc:date>2024-11-08</dc:date>", "2024-11-08"),
        ("<pubDate>&lt;time datetime='2024-11-08'&gt;8 Nov 2024&lt;/time&gt;</pubDate>", "2024-11-08"),
        ("<pubDate></pubDate>", "seen"),
        ("<pubDate>31 June 2024</pubDate>", "seen"),
        ("<ev:startdate>2024-11-08</ev:startdate>", "seen"),
    ],
)
def test_the_day_is_that_of_publication_as_it_is_written(pieces: str, shown: str) -> None:
    notice = only(rss(f"<item><title>A change of rules</title>{pieces}</item>"))
    assert day(notice) == shown


@pytest.mark.parametrize(
    ("pieces", "url", "guid"),
    [
        ("<link>https://a.example/1</link><guid>77</guid>", "https://a.example/1", "77"),
        ("<guid>ref://2024/77</guid>", None, "ref://2024/77"),
        ("<guid isPermaLink='false'>https://a.example/g/1</guid>", None, "https://a.example/g/1"),
        ("<guid>https://a.example/g/1</guid>", "https://a.example/g/1", "https://a.example/g/1"),
        ("<atom:link rel='self' href='/s'/><atom:link href='https://a.example/2'/>", "https://a.example/2", None),
        ("<link><![CDATA[\n https://a.example/3?a=1&b=2 \n]]></link>", "https://a.example/3?a=1&b=2", None),
        ("<link>4</link>", "https://a.example/en/4", None),
        ("<link>/4</link>", "https://a.example/4", None),
        ("<guid>urn:cdetrack:7c1f0a9be2d4</guid>", None, None),
        ("<enclosure url='/f/1.pdf' type='application/pdf'/>", "https://a.example/f/1.pdf", None),
        ("<atom:link rel='enclosure' href='/f/1.pdf'/>", "https://a.example/f/1.pdf", None),
        ("<link>/4</link><enclosure url='/f/1.pdf' type='application/pdf'/>", "https://a.example/4", None),
        ("<enclosure url='/f/1.jpg' type='image/jpeg'/>", None, None),
    ],
)
def test_a_link_is_whole_and_what_a_feed_calls_an_entry_is_kept(pieces: str, url: str | None, guid: str | None) -> None:
    root = "<rss version='2.0' xml:base='https://a.example/en/' xmlns:atom='http://www.w3.org/2005/Atom'>"
    notice = only(rss(f"<item><title>A change of rules</title>{pieces}</item>", root=root), "https://feeds.example/x")
    assert record(notice, base="https://feeds.example/x", source="x", seen=DAY).url == url
    assert notice.guid == guid


def test_atom_has_titles_of_every_type_and_ids() -> None:
    entries = "".join(
        f"<entry><id>tag:a.example,2024:{n}</id>{title}<link href='n/{n}'/>"
        "<published>2024-11-08T23:30:00-05:00</published><updated>2024-12-01T00:00:00Z</updated></entry>"
        for n, title in enumerate(
            (
                "<title type='text'>A &lt;b&gt; is a tag</title>",
                "<title type='html'>A &lt;b&gt;bold&lt;/b&gt; one &amp;amp; more</title>",
                "<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>Of <i>one</i> kind</div></title>",
                "<title>Left &amp;amp; right</title>",
            )
        )
    )
    found = listing(
        f"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://a.example/b/'>{entries}</feed>"
    ).notices
    assert [notice.title for notice in found] == ["A <b> is a tag", "A bold one & more", "Of one kind", "Left & right"]
    assert {day(notice) for notice in found} == {"2024-11-08"}
    assert (found[3].url, found[3].guid) == ("https://a.example/b/n/3", "tag:a.example,2024:3")


def test_rdf_calls_an_entry_by_what_it_is_about() -> None:
    text = (
        "<rdf:RDF xmlns='http://purl.org/rss/1.0/' xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
        " xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>新着</title></channel>"
        "<item rdf:about='https://a.example/7'><title>審議会の開催</title><dc:date>2024-11-08T00:00:00+09:00</dc:date></item>"
        "</rdf:RDF>"
    )
    notice = only(text)
    assert (notice.guid, day(notice)) == ("https://a.example/7", "2024-11-08")
    assert notice.url == "https://a.example/7"
    assert only(text.replace("https://a.example/7", "urn:n:7")).url is None
    assert only(text.replace("<dc:date>", "<link>https://a.example/8</link><dc:date>")).url == "https://a.example/8"


def test_a_list_of_addresses_names_its_news() -> None:
    text = (
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:news='http://x/sitemap-news/0.9'>"
        "<url><loc>https://a.example/8</loc><lastmod>2025-01-01</lastmod><news:news><news:publication><news:name>A</news:name>"
        "</news:publication><news:publication_date>2024-11-08T23:00:00-05:00</news:publication_date>"
        "<news:title>Hearing on prices</news:title></news:news></url>"
        "<url><loc>https://a.example/news/recall-of-syringes.html</loc><lastmod>2024-11-07</lastmod></url></urlset>"
    )
    found = listing(text).notices
    assert [(notice.title, day(notice)) for notice in found] == [
        ("Hearing on prices", "2024-11-08"),
        ("recall of syringes", "2024-11-07"),
    ]


def test_a_json_feed_may_have_moments_numbers_and_no_titles() -> None:
    items = [
        {"id": 7, "title": "Of a moment", "date_published": 1731058200, "external_url": "https://a.example/7"},
        {
            "id": "https://a.example/8",
            "content_text": "No title here. But words.",
            "date_modified": "2024-11-08T23:00:00-05:00",
        },
        {"title": "Of no day"},
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": items}
    found = listing(json.dumps(feed)).notices
    assert [(notice.title, day(notice), notice.url, notice.guid) for notice in found] == [
        ("Of a moment", "2024-11-08", "https://a.example/7", "7"),
        ("No title here.", "2024-11-08", "https://a.example/8", "https://a.example/8"),
        ("Of no day", "seen", None, None),
    ]


def test_markup_in_a_json_feed_becomes_text_but_for_our_own() -> None:
    item = {"title": "<i>Order</i> on R&amp;D", "summary": "All &#8211; more", "date_published": "2024-11-08"}
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [item, {**item, "_cdetrack": {"id": "7c1f0a9be2d4"}}],
    }
    assert [(notice.title, notice.summary) for notice in listing(json.dumps(feed)).notices] == [
        ("Order on R&D", "All – more"),
        ("<i>Order</i> on R&amp;D", "All &#8211; more"),
    ]


@pytest.mark.parametrize("piece", ["<![CDATA[", "&", "<a:b>", "<item>", "]]>", "&amp", "<!--", "xmlns:a='"])
def test_a_hostile_feed_costs_no_more_than_its_length(piece: str) -> None:
    """It is read or refused; the time limit of the run is the test."""
    with pytest.raises(UnreadableError):
        listing("<rss><channel>" + piece * 60_000 + "</rss>")
