"""The server for assistants: questions to a cache over the Model Context Protocol, read-only."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import TYPE_CHECKING, Any

from cdetrack.cache import Cache
from cdetrack.cli.assistant_tools import WARNING, AssistantTools
from cdetrack.errors import CdetrackError
from cdetrack.text.suggest import hint
from cdetrack.version import __version__

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

_INSTRUCTIONS = (
    "cdetrack keeps the announcement listings of drug regulators (NMPA, CDE and others) with their whole history. "
    f"Ask it for notices, documents, changes and deadlines; it can answer only, and changes nothing. {WARNING} "
    "Days are in Asia/Shanghai, times in UTC. Cite a notice by its id and its link."
)


def server(make: Callable[[], Cache]) -> "MCPServer":
    """Return the server; `make` opens the cache for each question, since others write to it meanwhile."""
    from mcp.server.mcpserver import MCPServer
    from mcp.server.mcpserver.tools import Tool
    from mcp.types import ToolAnnotations

    class StrictTool(Tool):
        """A tool that refuses the arguments that it does not have: those of the SDK overlook them, and answer all."""

        async def run(self, arguments: dict[str, Any], *others: Any, **named: Any) -> Any:  # noqa: ANN401 - as Tool's
            _check_arguments(self.name, arguments, self.parameters["properties"])
            return await super().run(arguments, *others, **named)

    assistant = AssistantTools(make)
    annotations = ToolAnnotations(
        read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
    )
    tools: list[Tool] = [
        StrictTool.from_function(_explaining(tool), annotations=annotations, structured_output=True)
        for tool in (
            *(assistant.list_notices, assistant.show_notice, assistant.list_changes, assistant.list_deadlines),
            *(assistant.list_topics, assistant.source_status, assistant.compare_documents),
        )
    ]
    for tool in tools:
        tool.parameters["additionalProperties"] = False
    return MCPServer("cdetrack", version=__version__, instructions=_INSTRUCTIONS, tools=tools)


def _check_arguments(tool: str, given: Collection[str], known: Collection[str]) -> None:
    """Raise the error of the protocol for arguments that a tool does not have, with the nearest that it has."""
    from mcp.server.mcpserver.exceptions import ToolError

    unknown = [name for name in given if name not in known]
    if unknown:
        told = (f"`{name}` ({hint(name, known)})" for name in unknown)
        raise ToolError(f"{tool} has no argument {', '.join(told)}")


def _explaining(tool: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Return the tool with our expected errors as the errors of the protocol, hints included."""
    from mcp.server.mcpserver.exceptions import ToolError

    @wraps(tool)
    def run(**given: Any) -> dict[str, Any]:  # noqa: ANN401 - the parameters of the tool
        try:
            return tool(**given)
        except CdetrackError as error:
            raise ToolError(f"{error.message}{f' ({error.hint})' if error.hint else ''}") from error

    return run
