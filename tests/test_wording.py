"""What a look shows of a known notice: nothing new, or a record that keeps what each source says in its own words."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from cdetrack.evidence import Record
from cdetrack.model import Attachment
from cdetrack.wording import merged, says_nothing_new
from looks import DAY, entry

RECORDS = st.builds(
    lambda title, day, summary, article, source, body, attachments: entry(
        title,
        date=DAY + timedelta(day),
        summary=summary,
        article=article,
        source=source,
        body=body,
        attachments=attachments,
    ),
    st.sampled_from(["A", "B"]),
    st.integers(0, 1),
    st.sampled_from([None, "s", "t"]),
    st.sampled_from([None, "1"]),
    st.sampled_from(["nmpa/drugs", "nmpa/laws"]),
    st.sampled_from([None, "text"]),
    st.sampled_from([(), (Attachment(name="a", url="https://example.org/a.pdf", type="pdf"),)]),
)


@given(RECORDS, st.lists(RECORDS, max_size=3), RECORDS)
@settings(max_examples=200, deadline=None)
def test_what_says_nothing_new_alters_nothing(known: Record, then: list[Record], shown: Record) -> None:
    for each in then:
        known = merged(known, each, detail=False)
    if says_nothing_new(known, shown):
        assert merged(known, shown, detail=False) == known
    assert says_nothing_new(known, known._replace(shown={})) or known.shown


def test_a_source_that_comes_round_to_the_words_of_the_others_says_something_new() -> None:
    known = entry("One", article="1")
    worded = merged(known, entry("Other", article="1", source="nmpa/laws"), detail=False)
    assert (worded.title, worded.shown) == ("Other", {"nmpa/drugs": {"title": "One"}})
    same = entry("Other", article="1")
    assert not says_nothing_new(worded, same)
    assert merged(worded, same, detail=False).shown == {}
