"""The fields of a change, and the changes that are recorded and never alerted."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cdetrack.changes.change import is_quiet, returns
from cdetrack.model.notice import Attachment, Served
from support.looks import NOW, Present, look
from support.looks import entry as record


def test_gaining_a_source_or_an_empty_field_is_quiet_and_a_new_wording_is_not() -> None:
    cache = Present()
    cache.see(look(record(article="1")))
    [gained] = cache.see(look(record(article="1", source="nmpa/laws", summary="A summary"), source="nmpa/laws"))
    [reworded] = cache.see(look(record("Reworded", article="1")))
    assert is_quiet(gained)
    assert not is_quiet(reworded)


def test_other_bytes_under_an_old_link_are_told_and_the_first_ones_and_the_same_ones_are_not() -> None:
    """A file that is fetched again is no change as long as its bytes are the same: the older time stays."""
    link = Attachment("Annex", "https://example.org/a.pdf", "pdf")
    second = link._replace(name="Form", url="https://example.org/b.doc", type="doc")
    kept = link._replace(sha256="a" * 64, size=1, served=Served(NOW, etag='"1"'))
    cache = Present()
    cache.see(look(record(article="1", attachments=(link, second))))
    [first] = cache.see(look(record(article="1", attachments=(kept, second))))
    assert (first.fields, is_quiet(first)) == (("attachments",), True)
    again = kept._replace(served=Served(NOW + timedelta(days=1), etag='"2"'))
    assert not cache.see(look(record(article="1", attachments=(again, second))))
    assert not cache.see(look(record(article="1", attachments=(link, second))))
    [other] = cache.see(look(record(article="1", attachments=(kept._replace(sha256="b" * 64), second))))
    assert (other.fields, is_quiet(other)) == (("attachments",), False)
    [fewer] = cache.see(look(record(article="1", attachments=(second,))))
    assert not is_quiet(fewer)


def test_a_wording_that_comes_back_within_a_week_returns() -> None:
    cache = Present()
    past = list(cache.see(look(record("One", article="1"))))
    for days, title in ((1, "Other"), (2, "One"), (3, "Other"), (20, "One")):
        seen = replace(look(record(title, article="1")), at=NOW + timedelta(days))
        past += cache.see(seen)
    assert [returns(past, change) for change in past] == [False, False, True, True, False]


def test_a_file_that_goes_back_and_forth_returns() -> None:
    """Servers of one site show two versions in turn, each fetched at its own time."""
    cache = Present()
    past = list(cache.see(look(record(article="1"))))
    for days, name in ((0, "a"), (1, "b"), (2, "a"), (3, "b")):
        at = NOW + timedelta(days)
        file = Attachment("Annex", "https://example.org/a.pdf", "pdf", name * 64, 1, Served(at))
        past += cache.see(replace(look(record(article="1", attachments=(file,))), at=at))
    assert [returns(past, change) for change in past[1:]] == [False, False, True, True]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (timedelta(0), True),
        (timedelta(hours=1), True),
        (timedelta(days=7), True),
        (timedelta(days=7, seconds=1), False),
        (timedelta(hours=-1), False),
    ],
)
def test_a_wording_returns_within_seven_days(after: timedelta, expected: bool) -> None:  # noqa: FBT001
    cache = Present()
    past = list(cache.see(look(record("One", article="1"))))
    for title, at in (("Other", NOW), ("One", NOW + after)):
        past += cache.see(replace(look(record(title, article="1")), at=at))
    assert returns(past, past[-1]) is expected


def test_a_change_does_not_return_to_a_wording_that_its_own_look_changed() -> None:
    cache = Present()
    cache.see(look(record("One", article="1")))
    [change] = cache.see(look(record("Other", article="1")))
    back = replace(change, before=change.after, after=change.before)
    assert not returns([change, back], back)
    assert returns([change], replace(back, look=back.look + 1))


def test_another_wording_is_no_return_and_quiet_fields_do_not_count() -> None:
    cache = Present()
    cache.see(look(record("One", article="1", url="https://english.nmpa.gov.cn/1")))
    [change] = cache.see(look(record("Other", article="1", url="https://english.nmpa.gov.cn/1")))
    assert change.before is not None
    later = replace(change, look=change.look + 1, before=change.after)
    assert not returns([change], replace(later, after=change.before._replace(title="Third")))
    assert returns([change], replace(later, after=change.before._replace(url="https://english.nmpa.gov.cn/2")))


def test_an_addition_a_withdrawal_and_a_return_are_alerted_and_what_undoes_them_is_not() -> None:
    cache = Present()
    [added] = cache.see(look(record("One", article="1")))
    withdrawn = replace(added, kind="withdrawn", before=added.after, after=None)
    restored = replace(added, kind="restored")
    assert not any(map(is_quiet, (added, withdrawn, restored)))
    assert is_quiet(replace(added, kind="undone", before=added.after, after=None))
    assert is_quiet(replace(added, quiet=True))
    assert not returns([added, withdrawn], withdrawn)
