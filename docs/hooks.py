"""Add the pages in the root of the repository to the site; a hook of MkDocs, listed in `mkdocs.yml`.

In the repository, `docs/why.md` links to `../ARCHITECTURE.md`; on the site, both pages are in one folder. The hook
rewrites these links, so the Markdown files work in both places.
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
    # `docs/security.md` is another page.
    "SECURITY.md": "reporting.md",
    # The site's `README.md` is the overview in `docs/`.
    "README.md": "start.md",
}
"""Path in the repository -> path on the site."""
_NAMES = {site: repository for repository, site in PAGES.items()}
_TARGET = re.compile(r"(?<=\]\()(?![a-z]+:|[#/])(?P<path>[^()\s#]+)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages to the files of the site."""
    for name, path in PAGES.items():
        files.append(File.generated(config, path, content=(ROOT / name).read_text(encoding="utf-8")))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - MkDocs passes all by name
    """Return the text of a page with the links of the site."""
    site = page.file.src_uri
    folder = posixpath.dirname(_NAMES.get(site, f"{DOCS}/{site}"))

    def moved(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(folder, link["path"]))
        if target not in PAGES and site not in _NAMES:
            return link["path"]
        return posixpath.relpath(PAGES.get(target, posixpath.relpath(target, DOCS)), posixpath.dirname(site) or ".")

    return _TARGET.sub(moved, markdown)
