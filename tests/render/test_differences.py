"""The differences of a change, in words."""

from cdetrack.model.notice import Attachment
from cdetrack.render.facts import differences
from cdetrack.text.diff import mark
from support.looks import Present, look
from support.looks import entry as record

ONE = Attachment("Annex one", "https://example.org/f/one.docx", "docx")
TWO = Attachment("Annex two", "https://example.org/f/two.txt", "txt", sha256="2" * 64, size=69)
THREE = Attachment("Annex three", "https://example.org/f/three.pdf", "pdf")


def told(before: tuple[Attachment, ...], after: tuple[Attachment, ...]) -> list[tuple[str, str]]:
    cache = Present()
    cache.see(look(record(article="1", attachments=before)))
    [change] = cache.see(look(record(article="1", attachments=after)))
    return [(name, mark(words)) for name, words in differences(change)]


def test_two_attachments_are_never_compared_as_one() -> None:
    """One goes, another gains its file."""
    kept = ONE._replace(sha256="1" * 64, size=13)
    assert told((ONE, TWO), (kept,)) == [
        ("attachments", "Annex one (docx{+, 13 bytes, 111111111111+}) https://example.org/f/one.docx"),
        ("attachments", "[-Annex two (txt, 69 bytes, 222222222222) https://example.org/f/two.txt-]"),
    ]


def test_an_attachment_is_the_same_by_its_address_or_its_name() -> None:
    moved = ONE._replace(url="https://example.org/g/one.docx")
    assert told((ONE, TWO), (moved, TWO)) == [
        ("attachments", "Annex one (docx) https://example.org/[-f-]{+g+}/one.docx")
    ]
    renamed = ONE._replace(name="Annex 1")
    assert told((ONE, TWO), (renamed, THREE)) == [
        ("attachments", "Annex [-one-]{+1+} (docx) https://example.org/f/one.docx"),
        ("attachments", "[-Annex two (txt, 69 bytes, 222222222222) https://example.org/f/two.txt-]"),
        ("attachments", "{+Annex three (pdf) https://example.org/f/three.pdf+}"),
    ]
