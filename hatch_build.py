"""Put what is made from other files into the wheel: the manual pages and the rules of the topics."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_REFERENCE = "docs/reference/commands.md"
_MAKER = "src/cdetrack/render/manpage.py"
_TOPICS = "cdetrack/meaning"


class MadeFiles(BuildHookInterface):
    """Write a page for each command into `share/man/man1`, and the ready rules; an editable install has neither."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the files in a temporary folder and name them as parts of the wheel."""
        if version == "editable":
            return
        top = Path(self.root)
        # Load this module alone: the build has none of the dependencies of the package.
        spec = spec_from_file_location("manpage", top / _MAKER)
        if spec is None or spec.loader is None:
            raise FileNotFoundError(top / _MAKER)
        maker = module_from_spec(spec)
        spec.loader.exec_module(maker)
        self._folder = TemporaryDirectory()
        for page in maker.pages_of_reference((top / _REFERENCE).read_text(encoding="utf-8")):
            file = Path(self._folder.name, f"{page.name}.1")
            file.write_text(maker.roff(page, version=self.metadata.version), encoding="utf-8", newline="\n")
            build_data["shared_data"][str(file)] = f"share/man/man1/{file.name}"
        # The modules of the topics need the standard library alone.
        sys.path.insert(0, str(top / "src"))
        from cdetrack.meaning import built_in_topics

        ready = Path(self._folder.name, built_in_topics.READY)
        ready.write_bytes(built_in_topics.made_ready())
        build_data["force_include"][str(ready)] = f"{_TOPICS}/{built_in_topics.READY}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove the temporary folder."""
        if version != "editable":
            self._folder.cleanup()
