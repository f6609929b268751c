"""`mcp`: the cache for assistants."""

from cdetrack.cli.context import Context
from cdetrack.errors import ConfigError


def run(context: Context) -> None:
    """Serve the cache to an assistant on stdin and stdout; it can ask and nothing else."""
    try:
        from cdetrack.cli.assistant import server

        made = server(context.read_only)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"mcp", "pydantic"}:
            raise
        raise ConfigError(
            "the server for assistants needs the extra `mcp`", hint="install it: `pip install 'cdetrack[mcp]'`"
        ) from error
    made.run()
