"""Add the pages at the top of the repository to the site; `mkdocs.yml` names this module under `hooks`.

In the repository `docs/why.md` links to `../ARCHITECTURE.md`. On the site that page stands beside the others, so its
links and the links to it are rewritten here, and the Markdown files need no second form.
"""

# A plugin of MkDocs, no package:
# ruff: noqa: INP001

import posixpath
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]
DOCS = "docs"
PAGES = {
    "ARCHITECTURE.md": "architecture.md",
    "CHANGELOG.md": "changes.md",
    "CONTRIBUTING.md": "contributing.md",
    # `security.md` is a page of its own.
    "SECURITY.md": "reporting.md",
    # `README.md` is that of docs/, the overview.
    "README.md": "start.md",
}
"""Paths in the repository, with their paths on the site."""
_NAMES = {site: repository for repository, site in PAGES.items()}
_TARGET = re.compile(r"(?<=\]\()(?![a-z]+:|[#/])(?P<path>[^()\s#]+)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages to the files of the site."""
    for name, path in PAGES.items():
        files.append(File.generated(config, path, content=(ROOT / name).read_text(encoding="utf-8")))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - MkDocs passes all by name
    """Return the text of a page with its links as they are on the site."""
    site = page.file.src_uri
    folder = posixpath.dirname(_NAMES.get(site, f"{DOCS}/{site}"))

    def moved(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(folder, link["path"]))
        if target not in PAGES and site not in _NAMES:
            return link["path"]
        return posixpath.relpath(PAGES.get(target, posixpath.relpath(target, DOCS)), posixpath.dirname(site) or ".")

    return _TARGET.sub(moved, markdown)
