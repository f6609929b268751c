"""Compare readers of PDF files on Chinese text: `python bench/pdf_readers.py [NAME...]`.

NAME is `pypdfium2`, `pypdf` or `pdfminer`, each installed beside cdetrack. Prints for each file and reader the share of
characters that are right and of those that are in order too, the seconds, and the largest memory of its process.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from importlib import import_module
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_ROOT / name) for name in ("src", "tests")]

from support.papers import pdf, placed, to_unicode  # noqa: E402 - after the change of `sys.path`

_ARTICLE = "第{}条 申请人应当按照药品注册管理办法的要求提交罕见病药物的临床试验资料，"
_LINES = [line for number in range(1, 21) for line in (_ARTICLE.format(number), "并对真实性负责。")]
_PAGES = 200


def _files() -> Iterator[tuple[str, bytes]]:
    for encoding, codec in (("UniGB-UCS2-H", "utf-16-be"), ("UniGB-UTF16-H", "utf-16-be"), ("GBK-EUC-H", "gbk")):
        yield f"{encoding}, not embedded", pdf([_LINES], encoding=encoding, codec=codec)
    signs = "".join(dict.fromkeys("".join(_LINES)))
    coded = ["".join(chr(signs.index(sign) + 1) for sign in line) for line in _LINES]
    table = to_unicode(signs)
    yield "Identity-H with ToUnicode", pdf([coded], encoding="Identity-H", codec="utf-16-be", unicode=table)
    yield f"{_PAGES} pages, line by line", pdf([_LINES] * _PAGES)
    yield f"{_PAGES} pages, each character placed", placed([_LINES] * _PAGES)


def _read(reader: str, path: str) -> list[str]:
    if reader == "pypdfium2":
        document = import_module(reader).PdfDocument(path)
        return [page.get_textpage().get_text_bounded() for page in document]
    if reader == "pypdf":
        return [page.extract_text() for page in import_module(reader).PdfReader(path).pages]
    text: str = import_module("pdfminer.high_level").extract_text(path)
    return text.split("\f")[:-1]


def _measure(reader: str, path: str) -> None:
    """Print the row of one reader and file, in this process."""
    start = time.perf_counter()
    pages = _read(reader, path)
    seconds = time.perf_counter() - start
    wanted, got = ("".join("".join(each).split()) for each in (_LINES, pages[0]))
    right = sum((Counter(wanted) & Counter(got)).values()) / len(wanted)
    blocks = SequenceMatcher(None, wanted, got, autojunk=False).get_matching_blocks()
    order = sum(each.size for each in blocks) / len(wanted)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"{reader} | {right:.1%} | {order:.1%} | {seconds:.2f} s | {memory} MB |")


def main(readers: list[str]) -> None:
    """Print a table."""
    print("| file | reader | right | in order | time | memory |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.pdf"
        for name, content in _files():
            path.write_bytes(content)
            for reader in readers or ["pypdfium2", "pypdf", "pdfminer"]:
                print(f"| {name} | ", end="", flush=True)
                subprocess.run([sys.executable, __file__, "--one", reader, path], check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _measure(*sys.argv[2:])
    else:
        main(sys.argv[1:])
