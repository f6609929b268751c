"""The parts of the HTML pages: their files beside the code, and the policy that allows no other style and script."""

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files


def page_part(package: str, name: str) -> str:
    """Return the text of the file `name` beside the code of a package."""
    return files(package).joinpath(name).read_text(encoding="utf-8")


def policy(*, style: str, script: str) -> str:
    """Return the Content-Security-Policy of a page with this style and this script alone, and without network."""
    return (
        f"default-src 'none'; style-src '{hash_source(style)}'; script-src '{hash_source(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def hash_source(text: str) -> str:
    """Return the source expression of a policy that allows this text: `sha256-…`."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
