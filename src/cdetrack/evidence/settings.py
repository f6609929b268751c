"""The settings of sources as they may be shown to others: without headers, forms and secrets in addresses."""

from collections.abc import Collection, Mapping
from dataclasses import asdict

from cdetrack.sources.json_mapping import JsonMapping
from cdetrack.sources.source import Source
from cdetrack.text.secrets import without_secrets


def settings_of(sources: Mapping[str, Source], names: Collection[str]) -> dict[str, dict[str, object]]:
    """Return name -> the settings of each source of `names` that is known, those that are not set left out."""
    return {name: _shown(sources[name]) for name in sorted(names) if name in sources}


def _shown(source: Source) -> dict[str, object]:
    # Named one by one, so that a new setting stays out until somebody has thought about it.
    settings: dict[str, object] = {
        # That of a source without one is its address.
        "title": without_secrets(source.title),
        "url": without_secrets(source.url),
        "mirror": without_secrets(source.mirror) if source.mirror else None,
        "kind": source.kind,
        "details": source.details,
        "attachments": source.attachments,
        "keep_pages": source.keep_pages,
        "selectors": dict(source.selectors) if source.selectors else None,
        "json": _mapping(source.json) if source.json else None,
        "date_order": source.date_order,
        "origin": source.origin,
    }
    return {name: value for name, value in settings.items() if value not in (None, "")}


def _mapping(mapping: JsonMapping) -> dict[str, object]:
    values = {name: value for name, value in asdict(mapping).items() if value}
    return values if mapping.base is None else {**values, "base": without_secrets(mapping.base)}
