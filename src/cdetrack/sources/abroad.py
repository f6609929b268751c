"""Regulators beside China, by their own feeds and APIs; off until they are switched on.

Nobody has seen them answer cdetrack: addresses and layouts are from saved answers and from code that ran against them.
"""

from cdetrack.sources.json_mapping import JsonMapping
from cdetrack.sources.source import Ground, Source, unconfirmed

_ANSWERS = Ground("A", "saved answers, and code that ran against the site")
_CODE = Ground("B", "code that ran against the site")
_READ = Ground("B", "read once by another program")
_DOUBTFUL = Ground("C", "listed by the site; one program found it missing")
_REFUSED = Ground("C", "code that ran against the site; a plain client was refused (403)")
_YEAR = Ground("C", "a saved page of a year's folder; the year stands in its address")
_FDA = "https://www.fda.gov/about-fda/contact-fda/stay-informed/rss-feeds"
_EMA = "https://www.ema.europa.eu/en"
_UK = "https://www.gov.uk"
_TGA = "https://www.tga.gov.au/feeds"
_CANADA = "https://recalls-rappels.canada.ca"
_EC = "https://health.ec.europa.eu/node"
_WHO = "https://www.who.int"
_LETTERS = (
    "https://www.fda.gov/datatables/views/ajax?view_name=warning_letter_solr_index"
    "&view_display_id=warning_letter_solr_block&_drupal_ajax=1&draw=1&start=0&length=100"
)
_UK_SEARCH = (
    f"{_UK}/api/search.json?filter_organisations=medicines-and-healthcare-products-regulatory-agency"
    "&order=-public_timestamp&count=100&fields=title,link,public_timestamp,description"
)
_CANADA_NEWS = "https://api.io.canada.ca/io-server/gc/news/en/v2?dept=departmentofhealth&type=newsreleases&format=atom"
_FR = (
    "https://www.federalregister.gov/api/v1/documents.json?conditions[agencies][]=food-and-drug-administration"
    "&order=newest&per_page=100&fields[]=title&fields[]=type&fields[]=abstract&fields[]=document_number"
    "&fields[]=html_url&fields[]=publication_date&fields[]=comments_close_on&fields[]=effective_on"
)

_KOREAN_BOARDS = {
    "amendments": ("data0008", "amended rules"),
    "drafts": ("data0009", "drafts for comment"),
    "notices": ("data0005", "notices"),
    "acts": ("data0003", "acts"),
    "guides": ("data0011", "guides"),
    "more-guides": ("data0013", "guides, second board"),
    "safety-letters": ("seohan001", "safety letters"),
    "press": ("ntc0021", "press releases"),
    "device-penalties": ("plc0168", "penalties for devices"),
}


def _korean(name: str) -> Source:
    board, title = _KOREAN_BOARDS[name]
    return unconfirmed(
        f"mfds/{name}", f"MFDS: {title}", f"https://www.mfds.go.kr/www/rss/brd.do?brdId={board}", _ANSWERS
    )


def _ich(name: str) -> Source:
    """Return the guidelines of one area; they have no pages of their own, so that the first file is the link."""
    return unconfirmed(
        f"ich/{name}",
        f"ICH: {name} guidelines",
        f"https://admin.ich.org/api/v1/nodes?loadEntities[]=paragraph&alias=/page/{name}-guidelines",
        _ANSWERS,
        json=JsonMapping(
            title=("{code} {title}", "title"),
            date=("details.stepDate",),
            link=("fileGroups.0.files.0.uri",),
            summary=("{status}. {description} {details.info.0.text}",),
            stated={"comments_due": ("details.info.0.text",)},
        ),
    )


ABROAD = (
    unconfirmed("fda/press", "FDA: press announcements", f"{_FDA}/press-releases/rss.xml", _ANSWERS),
    unconfirmed("fda/drugs", "FDA: what is new for drugs", f"{_FDA}/drugs/rss.xml", _ANSWERS),
    unconfirmed("fda/medwatch", "FDA: MedWatch safety alerts", f"{_FDA}/medwatch/rss.xml", _ANSWERS),
    unconfirmed("fda/recalls", "FDA: recalls", f"{_FDA}/recalls/rss.xml", _ANSWERS),
    unconfirmed("fda/biologics", "FDA: what is new for biologics", f"{_FDA}/biologics/rss.xml", _ANSWERS),
    unconfirmed("fda/devices", "FDA: what is new for devices", f"{_FDA}/medical-devices/rss.xml", _DOUBTFUL),
    unconfirmed(
        "fda/recalls-list",
        "FDA: recalls of the last three years",
        "https://www.fda.gov/datatables-json/recalls-market-withdrawals.json",
        _ANSWERS,
        json=JsonMapping(
            items="",
            title=("{field_company_name}: {field_product_description}", "field_brand_name"),
            date=("field_change_date_2", "changed"),
            link=("path",),
            summary=("field_recall_reason_description",),
        ),
        date_order="mdy",
    ),
    unconfirmed(
        "fda/warning-letters",
        "FDA: warning letters",
        _LETTERS,
        _CODE,
        json=JsonMapping(items="data", title=("{2}: {4}",), date=("0",), link=("2",), summary=("3",)),
        headers={"X-Requested-With": "XMLHttpRequest"},
        date_order="mdy",
    ),
    unconfirmed(
        "openfda/drug-enforcement",
        "openFDA: enforcement reports on drugs",
        "https://api.fda.gov/drug/enforcement.json?sort=report_date:desc&limit=100",
        _ANSWERS,
        json=JsonMapping(
            items="results",
            title=("{recalling_firm}: {product_description}",),
            date=("report_date",),
            summary=("reason_for_recall",),
        ),
    ),
    unconfirmed(
        "fda/guidance",
        "FDA: guidance documents",
        "https://www.fda.gov/files/api/datatables/static/search-for-guidance.json",
        _ANSWERS,
        json=JsonMapping(
            items="",
            title=("title",),
            date=("field_issue_datetime",),
            link=("title",),
            summary=("topics-product",),
            stated={"comments_due": ("field_comment_close_date",)},
        ),
        date_order="mdy",
    ),
    unconfirmed(
        "fr/fda",
        "Federal Register: documents of the FDA",
        _FR,
        _ANSWERS,
        json=JsonMapping(
            items="results",
            title=("title",),
            date=("publication_date",),
            link=("html_url",),
            summary=("abstract",),
            next="next_page_url",
            stated={"comments_due": ("comments_close_on",), "effective": ("effective_on",)},
        ),
    ),
    unconfirmed("ema/news", "EMA: news", f"{_EMA}/news.xml", _ANSWERS),
    unconfirmed("ema/whats-new", "EMA: what is new", f"{_EMA}/whats-new.xml", _ANSWERS),
    unconfirmed("ema/guidelines", "EMA: scientific guidelines", f"{_EMA}/scientific-guidelines.xml", _CODE),
    unconfirmed(
        "ema/procedures",
        "EMA: regulatory and procedural guidelines",
        f"{_EMA}/regulatory-and-procedural-guideline.xml",
        _CODE,
    ),
    unconfirmed("ema/inspections", "EMA: inspections", f"{_EMA}/inspections.xml", _CODE),
    unconfirmed(
        "ema/news-json",
        "EMA: all news since 1994",
        f"{_EMA}/documents/report/news-json-report_en.json",
        _ANSWERS,
        json=JsonMapping(
            items="data",
            title=("title",),
            date=("first_published_date",),
            link=("news_url",),
            summary=("summary",),
        ),
        date_order="dmy",
    ),
    unconfirmed(
        "ema/guidance",
        "EMA: guidance and general pages",
        f"{_EMA}/documents/report/general-json-report_en.json",
        _ANSWERS,
        json=JsonMapping(
            items="data",
            title=("title",),
            date=("last_updated_date", "first_published_date"),
            link=("general_url",),
            summary=("summary",),
        ),
        date_order="dmy",
    ),
    unconfirmed(
        "ema/documents",
        "EMA: scientific and procedural guidelines",
        f"{_EMA}/documents/report/documents-output-json-report_en.json",
        _ANSWERS,
        json=JsonMapping(
            items="data",
            title=("name",),
            date=("last_updated_date", "first_published_date"),
            link=("document_url",),
            summary=("type",),
            where={"type": ("scientific-guideline", "regulatory-procedural-guideline")},
        ),
    ),
    unconfirmed(
        "mhra/alerts", "MHRA: alerts, recalls and safety information", f"{_UK}/drug-device-alerts.atom", _ANSWERS
    ),
    unconfirmed("mhra/safety-update", "MHRA: Drug Safety Update", f"{_UK}/drug-safety-update.atom", _ANSWERS),
    unconfirmed(
        "mhra/all",
        "MHRA: all publications",
        f"{_UK}/government/organisations/medicines-and-healthcare-products-regulatory-agency.atom",
        _ANSWERS,
    ),
    unconfirmed(
        "mhra/search",
        "MHRA: publications by the search of GOV.UK",
        _UK_SEARCH,
        _ANSWERS,
        json=JsonMapping(
            items="results",
            title=("title",),
            date=("public_timestamp",),
            link=("link",),
            summary=("description",),
        ),
    ),
    unconfirmed(
        "ec/medical-devices", "European Commission: medical devices, MDCG guidance", f"{_EC}/12916/rss_en", _ANSWERS
    ),
    unconfirmed("ec/public-health", "European Commission: public health", f"{_EC}/2/rss_en", _READ),
    unconfirmed(
        "eurlex/oj-l",
        "EUR-Lex: Official Journal, series L",
        "https://eur-lex.europa.eu/EN/display-feed.rss?rssId=222",
        _ANSWERS,
    ),
    unconfirmed(
        "edqm/newsroom",
        "EDQM: European Pharmacopoeia news",
        "https://www.edqm.eu/en/newsroom-pheur",
        _REFUSED,
        selectors={"item": "div.element.itemCat", "title": "h3 a", "link": "h3 a", "date": "span.date"},
        date_order="dmy",
    ),
    unconfirmed("tga/alerts", "TGA: alerts", f"{_TGA}/alert.xml", _ANSWERS),
    unconfirmed("tga/safety-alerts", "TGA: safety alerts", f"{_TGA}/alert/safety-alerts.xml", _ANSWERS),
    unconfirmed("tga/market-actions", "TGA: market actions", f"{_TGA}/alert/market-actions.xml", _ANSWERS),
    unconfirmed("tga/safety-updates", "TGA: safety updates", f"{_TGA}/article/safety-updates.xml", _ANSWERS),
    unconfirmed("tga/shortages", "TGA: medicine shortages", f"{_TGA}/alert/medicine-shortage-alerts.xml", _ANSWERS),
    unconfirmed("tga/articles", "TGA: articles", f"{_TGA}/article.xml", _ANSWERS),
    unconfirmed("pmda/english", "PMDA: what is new", "https://www.pmda.go.jp/rss_008.xml", _ANSWERS),
    unconfirmed("pmda/japanese", "PMDA 新着情報", "https://www.pmda.go.jp/rss_015.xml", _ANSWERS),
    unconfirmed("mhlw/news", "厚生労働省 新着情報", "https://www.mhlw.go.jp/stf/news.rdf", _ANSWERS),
    *map(_korean, _KOREAN_BOARDS),
    unconfirmed("hsa/announcements", "HSA: announcements", "https://www.hsa.gov.sg/announcements/", _ANSWERS),
    unconfirmed(
        "hc/recalls",
        "Health Canada: health product recalls",
        f"{_CANADA}/en/feed/health-products-alerts-recalls",
        _ANSWERS,
    ),
    unconfirmed(
        "hc/devices", "Health Canada: device recalls", f"{_CANADA}/en/feed/medical-devices-alerts-recalls", _ANSWERS
    ),
    unconfirmed(
        "hc/recalls-list",
        "Health Canada: all recalls that are not archived",
        f"{_CANADA}/sites/default/files/opendata-donneesouvertes/HCRSAMOpenData.json",
        _ANSWERS,
        json=JsonMapping(
            items="",
            title=("Title",),
            date=("Last updated",),
            link=("URL",),
            summary=("Issue",),
            where={"Organization": ("Health Canada",), "Archived": ("0",)},
        ),
    ),
    unconfirmed("hc/news", "Health Canada: news releases", _CANADA_NEWS, _READ),
    unconfirmed(
        "who/news",
        "WHO: news",
        # Without the order the answer is an arbitrary page; its next pages go back for decades.
        f"{_WHO}/api/news/newsitems?sf_culture=en&$orderby=PublicationDateAndTime%20desc&$top=50"
        "&$select=Title,PublicationDateAndTime,ItemDefaultUrl,NewsType",
        _ANSWERS,
        json=JsonMapping(
            items="value",
            title=("Title",),
            date=("PublicationDateAndTime",),
            link=("ItemDefaultUrl",),
            base=f"{_WHO}/news/item",
        ),
    ),
    unconfirmed("who/prequal", "WHO: prequalification", "https://extranet.who.int/prequal/rss.xml", _READ),
    unconfirmed(
        "who/product-alerts",
        "WHO: medical product alerts",
        f"{_WHO}/teams/regulation-prequalification/incidents-and-SF/full-list-of-who-medical-product-alerts",
        _CODE,
        # The day stands in the link alone: `/news/item/24-08-2031-…`.
        selectors={"item": "a.link-container", "title": "@aria-label", "link": "@href", "date": "@href"},
        date_order="dmy",
    ),
    unconfirmed(
        "anvisa/news",
        "ANVISA: notícias de 2026",
        "https://www.gov.br/anvisa/pt-br/assuntos/noticias-anvisa/2026?b_start=0",
        _YEAR,
        json=JsonMapping(
            items="content.data.items",
            title=("title",),
            date=("effective",),
            link=('"@id"',),
            summary=("description",),
            next="content.data.batching.next",
            where={'"@type"': ("News Item",)},
        ),
    ),
    *map(_ich, ("efficacy", "quality", "safety", "multidisciplinary")),
    unconfirmed(
        "ich/news",
        "ICH: news",
        "https://admin.ich.org/api/v1/nodes?bundle=news&limit=100&sort=date:DESC,created:desc",
        _ANSWERS,
        json=JsonMapping(
            items="items",
            title=("bundleInfo.title",),
            date=("date", "bundleInfo.updated"),
            link=("bundleInfo.alias",),
            summary=("summary",),
            base="https://www.ich.org",
        ),
    ),
)
