"""The sources that cdetrack knows, and the function that reads their pages. Importing it loads no parser.

* The built-in sources: `catalogue`, with `carriers` (Chinese sites that republish) and `abroad` (other regulators);
  names for several of them: `sets`; those in force, with the settings of the user: `configured`.
* The format of a page, and the parser that reads it: `reading`; the parsers: `cde`, `nmpa`, `generic`, `formats`,
  `wrappers`.
* Why a page is no listing: `refusals`, by `challenge`, `agreement`, `error_pages`, `script_pages`, `empty_pages`.
* Texts, dates and links in their final form: `normalise`, the only module that makes records of raw notices.
* A page whose fields the user names: `layout`, `json_mapping`; the page of a single notice: `own_page`.
"""

from cdetrack.sources.catalogue import SOURCES, source_at
from cdetrack.sources.reading import read
from cdetrack.sources.source import Source, request_for

__all__ = ["SOURCES", "Source", "read", "request_for", "source_at"]
