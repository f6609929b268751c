"""Regulators beside China, by their own feeds and APIs; off until they are switched on.

Nobody has seen them answer cdetrack: addresses and layouts are from saved answers and from code that ran against them.
"""

from cdetrack.sources.json_mapping import JsonMapping
from cdetrack.sources.source import Source

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


def _feed(name: str, title: str, url: str, origin: str = _ANSWERS) -> Source:
    return Source(name=name, title=title, url=url, kind="generic", enabled=False, origin=origin, is_confirmed=False)


def _api(name: str, title: str, url: str, json: JsonMapping, **given: object) -> Source:
    return Source(
        name=name,
        title=title,
        url=url,
        kind="generic",
        json=json,
        enabled=False,
        origin=_ANSWERS,
        is_confirmed=False,
        **given,  # type: ignore[arg-type]
    )


ABROAD = (
    _feed("fda/press", "FDA: press announcements", f"{_FDA}/press-releases/rss.xml"),
    _feed("fda/drugs", "FDA: what is new for drugs", f"{_FDA}/drugs/rss.xml"),
    _feed("fda/medwatch", "FDA: MedWatch safety alerts", f"{_FDA}/medwatch/rss.xml"),
    _feed("fda/recalls", "FDA: recalls", f"{_FDA}/recalls/rss.xml"),
    _feed("fda/biologics", "FDA: what is new for biologics", f"{_FDA}/biologics/rss.xml"),
    _api(
        "fda/guidance",
        "FDA: guidance documents",
        "https://www.fda.gov/files/api/datatables/static/search-for-guidance.json",
        JsonMapping(
            items="",
            title=("title",),
            date=("field_issue_datetime",),
            link=("title",),
            summary=("topics-product",),
            stated={"comments_due": ("field_comment_close_date",)},
        ),
        date_order="mdy",
    ),
    _api(
        "fr/fda",
        "Federal Register: documents of the FDA",
        _FR,
        JsonMapping(
            items="results",
            title=("title",),
            date=("publication_date",),
            link=("html_url",),
            summary=("abstract",),
            next="next_page_url",
            stated={"comments_due": ("comments_close_on",), "effective": ("effective_on",)},
        ),
    ),
    _feed("ema/news", "EMA: news", f"{_EMA}/news.xml"),
    _feed("ema/whats-new", "EMA: what is new", f"{_EMA}/whats-new.xml"),
    _feed("ema/guidelines", "EMA: scientific guidelines", f"{_EMA}/scientific-guidelines.xml", _CODE),
    _api(
        "ema/guidance",
        "EMA: guidance and general pages",
        f"{_EMA}/documents/report/general-json-report_en.json",
        JsonMapping(
            items="data",
            title=("title",),
            date=("last_updated_date", "first_published_date"),
            link=("general_url",),
            summary=("summary",),
        ),
        date_order="dmy",
    ),
    _api(
        "ema/documents",
        "EMA: scientific and procedural guidelines",
        f"{_EMA}/documents/report/documents-output-json-report_en.json",
        JsonMapping(
            items="data",
            title=("name",),
            date=("last_updated_date", "first_published_date"),
            link=("document_url",),
            summary=("type",),
            where={"type": ("scientific-guideline", "regulatory-procedural-guideline")},
        ),
    ),
    _feed("mhra/alerts", "MHRA: alerts, recalls and safety information", f"{_UK}/drug-device-alerts.atom"),
    _feed("mhra/safety-update", "MHRA: Drug Safety Update", f"{_UK}/drug-safety-update.atom"),
    _feed(
        "mhra/all",
        "MHRA: all publications",
        f"{_UK}/government/organisations/medicines-and-healthcare-products-regulatory-agency.atom",
    ),
    _feed("tga/alerts", "TGA: alerts", f"{_TGA}/alert.xml"),
    _feed("tga/safety-alerts", "TGA: safety alerts", f"{_TGA}/alert/safety-alerts.xml"),
    _feed("tga/market-actions", "TGA: market actions", f"{_TGA}/alert/market-actions.xml"),
    _feed("pmda/english", "PMDA: what is new", "https://www.pmda.go.jp/rss_008.xml"),
    _feed("pmda/japanese", "PMDA 新着情報", "https://www.pmda.go.jp/rss_015.xml"),
    _feed("hc/recalls", "Health Canada: health product recalls", f"{_CANADA}/en/feed/health-products-alerts-recalls"),
    _feed("hc/devices", "Health Canada: device recalls", f"{_CANADA}/en/feed/medical-devices-alerts-recalls"),
    _api(
        "ich/news",
        "ICH: news",
        "https://admin.ich.org/api/v1/nodes?bundle=news&limit=100&sort=date:DESC,created:desc",
        JsonMapping(
            items="items",
            title=("bundleInfo.title",),
            date=("date", "bundleInfo.updated"),
            link=("bundleInfo.alias",),
            summary=("summary",),
            base="https://www.ich.org",
        ),
    ),
)
