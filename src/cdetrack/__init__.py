"""Track what China's drug regulators publish.

Programs use `Cache`: see `docs/library.md`. Names are loaded on first use, because the command line imports this
package at every start.
"""

# As in `typing`, for type checkers; importing that would lengthen the start, in which Ctrl-C shows a traceback.
TYPE_CHECKING = False
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


def __getattr__(name: str) -> object:
    """Load a public name. Raises AttributeError for an unknown one."""
    if name not in _HOMES:
        raise AttributeError(f"module `cdetrack` has no attribute `{name}`")
    from importlib import import_module

    value: object = getattr(import_module(f"cdetrack.{_HOMES[name]}"), name)
    return value
