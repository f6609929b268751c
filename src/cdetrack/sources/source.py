"""A source: a listing that is watched, and the requests for its pages."""

from collections.abc import Collection, Mapping
from dataclasses import field, fields, replace
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit, urlunsplit
from zlib import crc32

from cdetrack.model.frozen import frozen
from cdetrack.model.record import DateOrder
from cdetrack.sources.json_mapping import JsonMapping
from cdetrack.sources.layout import Layout

PAGE = "{page}"
"""The place of a page's number in an address."""
PAGE_SIZE = 20
"""Entries on each page of a CDE list."""
_SPACES = str.maketrans("-_.", "   ")


class Ground(NamedTuple):
    """The basis of the address and layout of a source that nobody has seen answer."""

    grade: str
    """`A`: a saved answer, or several codes that agree; `B`: one code or measurement; `C`: doubtful."""
    origin: str


@frozen
class Source:
    """A listing that is watched."""

    name: str
    url: str
    """The first page; with `form`, the target of the POST."""
    kind: str
    """The parser and the pager: `nmpa-english`, `nmpa-chinese`, `cde`, `feed`, `generic`."""
    title: str = ""
    """A title for people."""
    mirror: str | None = None
    """The same listing on another host, used if the main host fails."""
    enabled: bool = True
    # Not in its `repr`, of which the digest of a listing is made: they do not decide how it is read.
    details: bool = field(default=False, repr=False)
    """Read each new notice's own page."""
    attachments: bool = field(default=False, repr=False)
    """Keep the files of each new notice."""
    keep_pages: bool | None = field(default=None, repr=False)
    """Keep its pages as received; None for the setting of all sources."""
    form: Mapping[str, str] | None = None
    """The fields of a POST; None for a GET."""
    parts: tuple[Mapping[str, str], ...] = ()
    """For a listing in parts: the fields of each part's form besides `form`. The pages of each part start at 1."""
    selectors: Mapping[str, str] | None = None
    """CSS selectors for a generic page: `item`, `title`, `date`, `link`, `summary`."""
    json: JsonMapping | None = None
    """Where the fields of a JSON listing stand; None to find them by their usual names."""
    headers: Mapping[str, str] | None = None
    """Request headers beside the usual ones."""
    date_order: DateOrder | None = None
    """The order of day and month in `05/09/2025`, if it is known."""
    origin: str = ""
    """The basis of its address and layout if nobody has seen it answer in this form; empty for other sources."""
    grade: str = ""
    """How good that basis is: A, B or C, as in `Ground`."""

    @property
    def called(self) -> tuple[str, ...]:
        """The words of its name behind the agency's, and of its title if it is no address."""
        name = self.name.rpartition("/")[2].translate(_SPACES)
        return (name, self.title) if self.title and "://" not in self.title else (name,)

    @property
    def is_confirmed(self) -> bool:
        """Whether somebody has seen it answer in this form."""
        return not self.origin

    @property
    def has_numbered_pages(self) -> bool:
        """Whether the user gave a place for the number of a page: `{page}` in the address, or in a form's value."""
        return PAGE in self.url or any(PAGE in value for value in (self.form or {}).values())

    @property
    def stated(self) -> Collection[str]:
        """The facts that its listing has in fields of their own, as far as its settings name them."""
        return self.json.stated if self.json else ()

    @property
    def layout(self) -> Layout:
        """The layout of its pages."""
        return replace(self.own_layout, kind=self.kind)

    @property
    def own_layout(self) -> Layout:
        """The layout that its settings give, for saved files: these may be of another kind than its pages."""
        return Layout(selectors=self.selectors, json=self.json)

    @property
    def settings(self) -> str:
        """A digest of the settings that decide which entries its listing has, and how they are read.

        Without secrets: another token is another way to the same listing, and a team may keep the state in git.
        """
        # Imported for a visit alone: `list` knows sources as well.
        import json

        from cdetrack.changes.keys import address
        from cdetrack.text.links import without_password
        from cdetrack.text.secrets import is_secret

        bare, _, query = address(without_password(self.url)).partition("?")
        asked = (parse_qsl(query, keep_blank_values=True), (self.form or {}).items(), (self.headers or {}).items())
        public = [sorted((name, value) for name, value in each if not is_secret(name)) for each in asked]
        # Of a mapping the fields that are given: one that a later cdetrack can read as well is no other setting.
        names = [each.name for each in fields(JsonMapping)] if self.json is not None else []
        mapping = {name: value for name in names if (value := getattr(self.json, name)) not in (None, (), {})}
        text = json.dumps([bare, *public, self.selectors or {}, mapping], sort_keys=True, default=dict)
        return f"{crc32(text.encode()):08x}"


def unconfirmed(
    name: str,
    title: str,
    url: str,
    ground: Ground,
    *,
    selectors: Mapping[str, str] | None = None,
    json: JsonMapping | None = None,
    headers: Mapping[str, str] | None = None,
    date_order: DateOrder | None = None,
) -> Source:
    """Return a source that nobody has seen answer: off until the user switches it on."""
    return Source(
        name=name,
        title=title,
        url=url,
        kind="generic",
        enabled=False,
        origin=ground.origin,
        grade=ground.grade,
        selectors=selectors,
        json=json,
        headers=headers,
        date_order=date_order,
    )


def request_for(source: Source, page: int, *, part: int = 0) -> tuple[str, Mapping[str, str] | None]:
    """Return the URL of a source's page, and the form to POST to it, or None for a GET.

    `page` counts from 1. `part` counts from 0 through `source.parts`; a source without parts has one. For the mirror,
    pass `dataclasses.replace(source, url=source.mirror)`. Raises ValueError for a further page of a listing with one
    page.
    """
    if source.form is not None and source.kind == "cde":
        extra = source.parts[part] if source.parts else {}
        size = {"pageNum": str(page), "pageSize": str(PAGE_SIZE)}
        return source.url, MappingProxyType({**size, **source.form, **extra})
    if page == 1 or source.has_numbered_pages:
        number = str(page)
        form = {key: value.replace(PAGE, number) for key, value in source.form.items()} if source.form else None
        return source.url.replace(PAGE, number), form
    if source.kind == "nmpa-english":
        return _numbered(source.url, f"_{page}"), None
    if source.kind == "nmpa-chinese":
        return _numbered(source.url, f"_{page - 1}"), None
    raise ValueError(f"`{source.name}` has one page only")


def _numbered(url: str, suffix: str) -> str:
    """Return the address with the suffix before the file's extension: `drugs.html`, `drugs_2.html`."""
    parts = urlsplit(url)
    folder, _, file = parts.path.rpartition("/")
    stem, dot, ending = (file or "index.html").rpartition(".")
    file = f"{stem}{suffix}.{ending}" if dot else f"{file}{suffix}.html"
    return urlunsplit(parts._replace(path=f"{folder}/{file}", fragment=""))
