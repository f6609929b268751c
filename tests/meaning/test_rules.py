"""The fingerprint of the rules: a cache is folded anew when the code that derives notices changes, and only then."""

import ast
import io
import tokenize
import zlib
from collections.abc import Iterator
from pathlib import Path

import cdetrack
from cdetrack.meaning.rules import CODE, Rules

ROOT = Path(cdetrack.__file__).parent


def test_the_fingerprint_follows_the_code_that_derives_notices() -> None:
    """A constant, so that no start reads the sources; this test says when it has to change."""
    assert code_of_the_rules() == CODE, f"set CODE in `meaning/rules.py` to {code_of_the_rules()!r}"


def test_the_fingerprint_differs_by_the_topics_of_the_user() -> None:
    """Else a topic that is added to the configuration would not apply to the notices there are."""
    assert Rules({"mine": {"any": ["vaccine"]}}).fingerprint != Rules().fingerprint


def code_of_the_rules() -> str:
    """Return a checksum of the data and the code of `meaning` with all that it imports, less comments."""
    check = 0
    for name in ("topics.toml", "glossary.txt"):
        check = zlib.crc32((ROOT / "meaning" / name).read_bytes(), check)
    for path in sorted(_sources()):
        check = zlib.crc32("".join(_bare(path.read_text(encoding="utf-8"))).encode(), check)
    return f"{check:08x}"


def _sources() -> set[Path]:
    """Return the modules of `meaning`, the JSON of a notice, and every module of ours that these import."""
    found: set[Path] = set()
    ahead = [*(ROOT / "meaning").rglob("*.py"), ROOT / "model" / "jsonform.py"]
    while ahead:
        path = ahead.pop()
        if path not in found:
            found.add(path)
            ahead += _imported(ast.parse(path.read_bytes()))
    return found


def _imported(tree: ast.AST) -> Iterator[Path]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("cdetrack."):
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            for name in names:
                path = ROOT.joinpath(*name.split(".")[1:])
                yield from (each for each in (path.with_suffix(".py"), path / "__init__.py") if each.is_file())


def _bare(source: str) -> Iterator[str]:
    """Yield the lines of code, without comments, docstrings, imports and the constant itself."""
    lines = source.splitlines(keepends=True)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column].rstrip() + "\n"
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.stmt):
            continue
        is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        is_constant = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "CODE"
        if is_text or is_constant or isinstance(node, ast.Import | ast.ImportFrom):
            assert node.end_lineno is not None
            lines[node.lineno - 1 : node.end_lineno] = ["\n"] * (node.end_lineno - node.lineno + 1)
    return (line for line in lines if line.strip())
