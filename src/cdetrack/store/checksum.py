"""The checksum in the first line of a fold, by which `doctor` knows that the fold is the one that was written."""

from collections.abc import Iterable
from hashlib import sha256

from cdetrack.store.files import read_file
from cdetrack.store.fold import CHECKSUM, HEAD, OPENING, Fold, Order, order_of
from cdetrack.store.sealed import faults_in


def checksum(added: Iterable[bytes], *, to: str = "0", without: Iterable[bytes] = ()) -> str:
    """Return the sum of the SHA-256 of lines, modulo 2**256: that in `to`, plus `added`, less `without`.

    A line is given without its comma and its line end. A sum, so that a writer computes it from the changed lines
    alone, and a byte that was altered in another line is still found afterwards.
    """
    total = int(to, 16) + sum(map(_number, added)) - sum(map(_number, without))
    return f"{total % (1 << 256):064x}"


def _number(line: bytes) -> int:
    return int.from_bytes(sha256(line).digest())


def check_lines(fold: Fold) -> None:
    """Raise CacheError unless all lines are the ones that were written, in order.

    A fold of cdetrack 0.2 or older has no checksum: each of its lines is decoded.
    """
    if _first_line(fold) != fold.data[: fold.start]:
        raise fold.damage("its first line is not as it was written")
    fault = next(faults_in(fold.path, fold.parts), None)
    # A writer that has replaced the fold meanwhile has removed its parts; the lines below are those of the open files.
    if fault is not None and read_file(fold.path, 0, fold.start) == fold.data[: fold.start]:
        raise fold.damage(f"`{fault}`, a part of it, is not as it was written")
    total, offset, before = _number(fold.head), fold.start, None
    for line in (line for block in fold.blocks() for line in block[:-1].split(b"\n")):
        offset += len(line) + 1
        bare = line.removesuffix(b",")
        if (bare == line) is not (offset == fold.stop):
            raise fold.damage("a comma between two lines is missing")
        if fold.checksum is None:
            fold.notice(line)
            continue
        order = _order_of(fold, line)
        if before is not None and order <= before:
            raise fold.damage("a line is not in its place")
        before, total = order, total + _number(bare)
    if fold.checksum is not None and fold.checksum != f"{total % (1 << 256):064x}":
        raise fold.damage("a line is not what it was when it was written")


def _first_line(fold: Fold) -> bytes:
    """Return the first line as a writer ends it."""
    if fold.checksum is not None:
        return fold.head + CHECKSUM + fold.checksum.encode() + OPENING
    # Only the rules of cdetrack 0.2 and older have no hyphen in their fingerprint.
    return b"" if "-" in fold.derived else fold.data[: fold.start]


def _order_of(fold: Fold, line: bytes) -> Order:
    head = HEAD.match(line)
    if head is None:
        raise fold.damage("a line is not a notice")
    return order_of(head[2].decode(), int(head[3]), int(head[4]))
