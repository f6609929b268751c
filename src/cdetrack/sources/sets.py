"""Sets of sources under one name: those of one regulator, the Chinese sites that republish, all in one folder."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from cdetrack.errors import NotFoundError
from cdetrack.sources.configured import is_link
from cdetrack.sources.source import Source
from cdetrack.text.suggest import hint

BROWSER_KINDS = frozenset({"cde", "nmpa-chinese"})
"""The kinds of listing that answer a plain client with a challenge: a browser has to save them."""
_DOUBTFUL = "C"


class SourceSet(NamedTuple):
    """A set that is offered by name."""

    name: str
    title: str


SETS = (
    SourceSet("nmpa", "the NMPA's English site: drugs, devices, cosmetics, news, policies, laws"),
    SourceSet("carriers", "Chinese sites that republish notices of the NMPA and the CDE"),
    SourceSet("cde", "the CDE's own lists, which you save in your browser"),
    SourceSet("nmpa-cn", "the NMPA's Chinese lists, which you save in your browser"),
    SourceSet("fda", "FDA, United States"),
    SourceSet("ema", "EMA, European Union"),
    SourceSet("mhra", "MHRA, United Kingdom"),
    SourceSet("pmda", "PMDA, Japan"),
    SourceSet("tga", "TGA, Australia"),
    SourceSet("hc", "Health Canada"),
    SourceSet("ich", "ICH guidelines"),
)
"""The sets in the order in which they are offered; other folders of sources are sets as well."""

_CARRIERS = (
    *("gd-mpa/notices", "gd-mpa/documents", "sh-mpa/documents", "cdr/notices", "cdr/alerts"),
    *("gov/policies", "gov/departments"),
)
_NAMED: Mapping[str, Collection[str]] = {"carriers": _CARRIERS}


def members(names: Iterable[str], known: Mapping[str, Source]) -> list[str]:
    """Return the names of the sources in `names`: each is a source, a set, or a folder such as `fda` for `fda/…`.

    A folder leaves out its sources of doubtful ground. Raises NotFoundError, with the nearest, for any other name.
    """
    found: dict[str, None] = {}
    for name in names:
        if name in known:
            found[name] = None
            continue
        within = _members(name.rstrip("/*"), known)
        if not within:
            if is_link(name):
                raise NotFoundError(
                    f"no source has the address `{name}`", hint=f"`cdetrack sources enable {name}` makes one of it"
                )
            sets = [each.name for each in SETS]
            raise NotFoundError(
                f"no source `{name}`", hint=hint(name, [*sets, *known], "`cdetrack sources` lists them")
            )
        found.update(dict.fromkeys(within))
    return list(found)


def _members(name: str, known: Mapping[str, Source]) -> list[str]:
    if name in _NAMED:
        return [each for each in _NAMED[name] if each in known]
    within = [source for source in known.values() if source.name.startswith(f"{name}/")]
    return [source.name for source in within if source.grade != _DOUBTFUL] or [source.name for source in within]
