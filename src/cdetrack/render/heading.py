"""Titles, filters and ids of exports, and the ids of entries in feeds."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from urllib.parse import quote

from cdetrack.model.frozen import frozen
from cdetrack.model.notice import Query
from cdetrack.model.publishers import province_of, publisher_of
from cdetrack.query.filters import LIST_FILTERS

URN = "urn:cdetrack:"
"""The prefix that makes a URI of a notice's id, and of the scheme of a category."""

_HOME = frozenset({"nmpa", "nmpa-cn", "cde", "ingest"})
"""The beginnings of the sources of the NMPA and the CDE, and that of files of unknown origin."""
_CHINESE = {"NMPA": "国家药监局", "CDE": "药审中心"}
_MOST = 4
"""The maximum of bodies in a title."""
_LABELS = {**LIST_FILTERS, "seen_since": "first seen since", "limit": "at most"}
"""The filters that are not called as the fields of a query."""
_NO_FILTERS = frozenset({"reverse", "each"})
_PASSING = frozenset({"since", "until", "seen since", "first seen since", "at most"})
"""Days and limits: the feed of the last thirty days has the same title and id tomorrow."""

_AND = "and "
"""The prefix of a filter that holds for a watch beside one of the same kind."""


@frozen
class Heading:
    """The title, the filters and the id of an export."""

    name: str
    """The user's own title, or one with the publishers of the sources."""
    chinese: str
    """The same in Chinese; a title of the user's own as it is."""
    title: str
    """The name and, unless it is the user's own, the filters that stay the same from day to day."""
    id: str
    """A URN; it depends on the filters alone."""
    filters: Sequence[tuple[str, str]]
    """Each filter with its values, such as `("topic", "pediatrics, vaccines")`."""
    past: str = ""
    """The sentence of an export of a day in the past, `past_sentence`; empty for the present."""

    @property
    def filter_words(self) -> str:
        """The filters in one line; empty without any."""
        return " · ".join(f"{name} {values}".rstrip() for name, values in self.filters)


def past_words(day: date) -> str:
    """Return the sentence for every answer about a day in the past: the moment, the evidence, the rules."""
    return f"the end of {day} in Asia/Shanghai, by what was recorded until then; read by the rules of today"


def past_sentence(day: date) -> str:
    """Return `past_words` as a sentence."""
    return f"As things stood at {past_words(day)}."


def heading(query: Query, sources: Iterable[str], own: str | None = None, *, as_of: date | None = None) -> Heading:
    """Return the heading of an export of the notices that match; `sources` are those of the cache.

    `as_of` is the day in the past at the end of which the notices stood so; a title of the user's own has it as well.
    """
    chosen = dict(_chosen(query))
    if as_of is not None:
        chosen["as of"] = (as_of.isoformat(),)
    bodies = _bodies(query.sources or sources)
    name, chinese = own or f"Regulatory notices: {_listed(bodies)}", own or f"监管信息：{_listed_chinese(bodies)}"
    if as_of is not None:
        own = f"{own} · as of {as_of}" if own else None
        name, chinese = own or name, own or chinese
    lasting = {label: values for label, values in chosen.items() if label.removeprefix(_AND) not in _PASSING}
    parts = (
        f"{label.replace(' ', '-')}={','.join(quote(each, safe='/') for each in values)}"
        for label, values in lasting.items()
    )
    words = [f"{label} {', '.join(values)}".rstrip() for label, values in lasting.items()]
    return Heading(
        name=name,
        chinese=chinese,
        title=own or " · ".join([name, *words]),
        past=past_sentence(as_of) if as_of is not None else "",
        id=f"{URN}notices" + (f":{';'.join(parts)}" if lasting else ""),
        filters=[(label, ", ".join(values)) for label, values in chosen.items()],
    )


def midnight(day: date) -> str:
    """Return the start of a day in Asia/Shanghai, in the format of RFC 3339."""
    return f"{day.isoformat()}T00:00:00+08:00"


def _chosen(query: Query) -> Mapping[str, Sequence[str]]:
    """Return label -> values of each filter that restricts the query; new fields of a query appear by themselves."""
    chosen: dict[str, Sequence[str]] = {}
    for field, value in query._asdict().items():
        label = _LABELS.get(field, field.replace("_", " "))
        if not value or field in _NO_FILTERS or field == "also":
            continue
        if value is True:
            chosen[label] = ("only",) if field == "withdrawn" else ("",)
        elif isinstance(value, tuple):
            chosen[label] = tuple(map(str, value))
        else:
            chosen[label] = (str(value),)
    if query.also is not None:
        for label, values in _chosen(query.also).items():
            if chosen.get(label) != values:
                chosen[f"{_AND}{label}" if label in chosen else label] = values
    return chosen


def _bodies(sources: Iterable[str]) -> list[str]:
    """Return the bodies that publish the sources, each once: the NMPA and the CDE first, others by their names."""
    names: dict[str, None] = {}
    for source in sources:
        for body in ("NMPA", "CDE") if source.partition("/")[0] in _HOME else (_body(source),):
            names[body] = None
    ours = [name for name in ("NMPA", "CDE") if name in names]
    return [*ours, *sorted(names.keys() - {*ours})] or ["NMPA", "CDE"]


def _body(source: str) -> str:
    return publisher_of(source) or province_of(source) or source


def _listed(names: Sequence[str]) -> str:
    if len(names) > _MOST:
        return f"{', '.join(names[:_MOST])} and {len(names) - _MOST} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _listed_chinese(names: Sequence[str]) -> str:
    shown = "、".join(_CHINESE.get(name, name) for name in names[:_MOST])
    return f"{shown}等 {len(names)} 个来源" if len(names) > _MOST else shown
