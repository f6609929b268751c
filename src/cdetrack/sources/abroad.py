"""Regulators beside China, by their own feeds and APIs; off until they are switched on.

Nobody has seen them answer cdetrack: addresses and layouts are from saved answers and from code that ran against them.
"""

from cdetrack.sources.json_mapping import JsonMapping
from cdetrack.sources.source import unconfirmed

_ANSWERS = "saved answers, and code that ran against the site"
_CODE = "code that ran against the site"
_FDA = "https://www.fda.gov/about-fda/contact-fda/stay-informed/rss-feeds"
_EMA = "https://www.ema.europa.eu/en"
_UK = "https://www.gov.uk"
_TGA = "https://www.tga.gov.au/feeds"
_CANADA = "https://recalls-rappels.canada.ca"
_FR = (
    "https://www.federalregister.gov/api/v1/documents.json?conditions[agencies][]=food-and-drug-administration"
    "&order=newest&per_page=100&fields[]=title&fields[]=type&fields[]=abstract&fields[]=document_number"
    "&fields[]=html_url&fields[]=publication_date&fields[]=comments_close_on&fields[]=effective_on"
)


ABROAD = (
    unconfirmed("fda/press", "FDA: press announcements", f"{_FDA}/press-releases/rss.xml", _ANSWERS),
    unconfirmed("fda/drugs", "FDA: what is new for drugs", f"{_FDA}/drugs/rss.xml", _ANSWERS),
    unconfirmed("fda/medwatch", "FDA: MedWatch safety alerts", f"{_FDA}/medwatch/rss.xml", _ANSWERS),
    unconfirmed("fda/recalls", "FDA: recalls", f"{_FDA}/recalls/rss.xml", _ANSWERS),
    unconfirmed("fda/biologics", "FDA: what is new for biologics", f"{_FDA}/biologics/rss.xml", _ANSWERS),
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
    unconfirmed("tga/alerts", "TGA: alerts", f"{_TGA}/alert.xml", _ANSWERS),
    unconfirmed("tga/safety-alerts", "TGA: safety alerts", f"{_TGA}/alert/safety-alerts.xml", _ANSWERS),
    unconfirmed("tga/market-actions", "TGA: market actions", f"{_TGA}/alert/market-actions.xml", _ANSWERS),
    unconfirmed("pmda/english", "PMDA: what is new", "https://www.pmda.go.jp/rss_008.xml", _ANSWERS),
    unconfirmed("pmda/japanese", "PMDA 新着情報", "https://www.pmda.go.jp/rss_015.xml", _ANSWERS),
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
