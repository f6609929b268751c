"""Print the table of the run-time dependencies, from the metadata of the installed packages.

python docs/make_dependencies.py

`docs/dependencies.md` contains this table. Run it in an environment with cdetrack and its extra `notify`.
"""

# A script, no package:
# ruff: noqa: INP001

import re
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution

_ROOT = "cdetrack"
_EXTRA = "notify"
_PURPOSES = {
    "typer": "the command line",
    "rich": "tables and colours on a terminal",
    "requests": "HTTP, to webhooks",
    "urllib3": "HTTP under requests, and proxies that are reached by https",
    "certifi": "the certificates to trust",
    "beautifulsoup4": "reading pages of unknown layout",
    "lxml": "reading HTML and XML",
    "platformdirs": "where the cache is",
    "filelock": "the lock of the cache, where there is no `flock`",
    "tomlkit": "changing the configuration, with its comments",
    "apprise": "channels to chats, only with the extra `notify`",
}
"""The purpose of each direct dependency."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_EXTRAS = re.compile(r"extra\s*==\s*['\"]([^'\"]+)['\"]")
_SHORT = 40
"""Characters: a longer licence field contains the text of the licence."""
_LICENCE = "License :: OSI Approved :: "
_KNOWN = {
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "ISC License (ISCL)": "ISC",
    "ISC License": "ISC",
}
"""Long names of licences in some packages, and their SPDX identifiers."""


def main() -> None:
    """Print the table."""
    text = "\n".join(_table()) + "\n"
    sys.stdout.buffer.write(text.encode())


def _table() -> Iterator[str]:
    """Yield the lines of the table: the requirements in `pyproject.toml`, then their dependencies."""
    direct = {name: at_least for name, at_least, extra in _requirements(distribution(_ROOT)) if extra in {None, _EXTRA}}
    needed, with_extra = _closure(None), _closure(_EXTRA)
    yield "| package | required | measured | licence | used for |"
    yield "|---|---|---|---|---|"
    for name in sorted(with_extra, key=lambda each: (each not in direct, each not in needed, each)):
        package = with_extra[name]
        purpose = _PURPOSES[name] if name in direct else f"comes with {_dependents_of(name, with_extra)}"
        note = "" if name in needed or name in direct else f", extra `{_EXTRA}`"
        yield f"| {name} | {direct.get(name, '')} | {package.version} | {_licence(package)} | {purpose}{note} |"


def _closure(extra: str | None) -> Mapping[str, Distribution]:
    """Return the installed dependencies of cdetrack and of its `extra`, direct and indirect, by name."""
    found: dict[str, Distribution] = {}
    todo = [name for name, _, of in _requirements(distribution(_ROOT)) if of in {None, extra}]
    while todo:
        name = todo.pop()
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            # Required only on another system or by an older Python.
            continue
        todo += [each for each, _, of in _requirements(found[name]) if of is None]
    return found


def _requirements(package: Distribution) -> Iterator[tuple[str, str, str | None]]:
    """Yield name, versions and extra of each requirement of a package; the extra is None if it is always required."""
    for line in package.requires or ():
        wanted, _, marker = line.partition(";")
        name = _NAME.match(wanted)
        if name is None:
            continue
        versions = re.sub(r"\[[^\]]*\]|[\s()]", "", wanted[name.end() :])
        extra = _EXTRAS.search(marker)
        yield _normalised(name[0]), versions, extra[1] if extra else None


def _dependents_of(name: str, packages: Mapping[str, Distribution]) -> str:
    """Return the packages that require `name`, sorted and joined with commas."""
    dependents = [
        each for each, package in packages.items() if any(name == on for on, _, of in _requirements(package) if not of)
    ]
    return ", ".join(sorted(dependents))


def _licence(package: Distribution) -> str:
    """Return the licence in the metadata of a package: an SPDX expression, a short text, or classifiers."""
    fields = {key: (package.metadata.get_all(key) or [""])[0] for key in ("License-Expression", "License")}
    text = fields["License"] if "\n" not in fields["License"] and len(fields["License"]) <= _SHORT else ""
    classifiers = package.metadata.get_all("Classifier") or []
    listed = [each.removeprefix(_LICENCE) for each in classifiers if each.startswith(_LICENCE)]
    stated = fields["License-Expression"] or text or " AND ".join(_KNOWN.get(each, each) for each in listed)
    return _KNOWN.get(stated, stated) or "not stated"


def _normalised(name: str) -> str:
    """Return the normalised name of a package, as in PEP 503."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    main()
