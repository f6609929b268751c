"""What a shell completes: names that exist. Nothing that goes wrong is told: a key press is no place for errors."""

from typing import Any

from cdetrack.errors import CdetrackError


def topics(incomplete: str) -> list[str]:
    """Return the topics that begin so."""
    from cdetrack.topics import load_topics

    return [name for name in load_topics(None).names if name.startswith(incomplete)]


def kinds(incomplete: str) -> list[str]:
    """Return the kinds that begin so."""
    from cdetrack.query import KINDS

    return [name for name in KINDS if name.startswith(incomplete)]


def sources(incomplete: str) -> list[str]:
    """Return the sources that begin so."""
    from cdetrack.sources import SOURCES

    return [name for name in (*SOURCES, "ingest") if name.startswith(incomplete)]


def ids(ctx: Any, incomplete: str) -> list[tuple[str, str]]:  # noqa: ANN401 - Typer's context
    """Return the ids that begin so, each with its title, the newest fifty."""
    from cdetrack.cli.session import session

    given = {"cache": None, "config": None, "verbose": 0, "quiet": True} | {
        name: value for name, value in ctx.params.items() if name in {"cache", "config"} and value
    }
    try:
        fold = session(ctx.parent or ctx, **given).store.fold()
        if fold is None:
            return []
        found = []
        for _, line in fold.lines():
            notice = fold.notice(line)
            if notice.id.startswith(incomplete):
                found.append((notice.id, notice.title))
            if len(found) >= 50:  # noqa: PLR2004 - more is no help
                break
    except CdetrackError:
        return []
    return found
