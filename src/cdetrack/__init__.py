"""Track what China's drug regulators publish.

Programs use `Cache`: see `docs/library.md`. Names are loaded on first use, because the command line imports this
package at every start.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cdetrack.cache import Cache
    from cdetrack.config.settings import Config
    from cdetrack.errors import CdetrackError
    from cdetrack.model.notice import Attachment, Notice, Query
    from cdetrack.model.record import Change, Record
    from cdetrack.text.diff import diff
    from cdetrack.version import __version__

_HOMES = {
    "Attachment": "model.notice",
    "Cache": "cache",
    "CdetrackError": "errors",
    "Change": "model.record",
    "Config": "config.settings",
    "Notice": "model.notice",
    "Query": "model.notice",
    "Record": "model.record",
    "__version__": "version",
    "diff": "text.diff",
}

__all__ = [
    "Attachment",
    "Cache",
    "CdetrackError",
    "Change",
    "Config",
    "Notice",
    "Query",
    "Record",
    "__version__",
    "diff",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the type depends on the name
    """Load a public name. Raises AttributeError for an unknown one."""
    if name not in _HOMES:
        raise AttributeError(f"module `cdetrack` has no attribute `{name}`")
    from importlib import import_module

    return getattr(import_module(f"cdetrack.{_HOMES[name]}"), name)
