"""XML that is no feed: the rows of a table, and the answers of services."""

import pytest

from cdetrack.errors import EmptyError, UnreadableError
from support.readings import Row, answered, rows_of

ORG = "https://office.example"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def rows(text: str) -> list[Row]:
    return rows_of(answered(text.encode(), f"{ORG}/data/list.xml"))


FORMS = {
    "rows of a table": "<rows>{}</rows>",
    "items of a service": "<response><header><code>00</code></header><body><items>{}</items></body></response>",
    "an envelope": '<s:Envelope xmlns:s="urn:s"><s:Body><r xmlns="urn:r"><list>{}</list></r></s:Body></s:Envelope>',
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("count", [1, 2])
def test_rows_are_read_by_the_names_of_their_elements(form: str, count: int) -> None:
    items = "".join(
        f'<row id="{n}"><TITLE><![CDATA[Notice {n} & more]]></TITLE><REG_DATE>2024120{n}</REG_DATE>'
        f"<LINK_URL>/n?id={n}&amp;x=1</LINK_URL><NOTE/></row>"
        for n in (3, 2)[:count]
    )
    assert rows(HEAD + FORMS[form].format(items)) == [
        (f"2024-12-0{n}", f"Notice {n} & more", f"{ORG}/n?id={n}&x=1") for n in (3, 2)[:count]
    ]


def test_rows_may_have_attributes_and_elements_of_other_namespaces() -> None:
    attributes = "".join(f'<z:row ows_Title="Notice {n}" ows_Published="2024-12-0{n}" ows_Url="/{n}"/>' for n in (3, 2))
    assert rows(f'{HEAD}<xml xmlns:z="urn:z">{attributes}</xml>') == [
        ("2024-12-03", "Notice 3", f"{ORG}/3"),
        ("2024-12-02", "Notice 2", f"{ORG}/2"),
    ]
    records = "".join(
        f"<record><header><datestamp>2025-01-01</datestamp></header><metadata><dc:dc><dc:title xml:lang='en'>Notice "
        f"<i>{n}</i></dc:title><dc:date>2024-12-0{n}</dc:date></dc:dc></metadata></record>"
        for n in (3, 2)
    )
    text = f'{HEAD}<OAI-PMH xmlns:dc="urn:dc"><ListRecords>{records}</ListRecords></OAI-PMH>'
    assert [each[:2] for each in rows(text)] == [("2024-12-03", "Notice 3"), ("2024-12-02", "Notice 2")]


def test_the_day_of_a_row_may_be_in_an_element_of_its_own() -> None:
    item = "<item><title>Notice 3</title><dates><published>2024-12-03</published><sent>1</sent></dates></item>"
    assert rows(f"{HEAD}<list><count>1</count>{item}</list>") == [("2024-12-03", "Notice 3", None)]


@pytest.mark.parametrize(
    "text",
    [
        "<svg><title>Logo</title><path d='M0 0'/></svg>",
        "<config><entry><name>colour</name><value>red</value></entry><entry><name>size</name></entry></config>",
        "<menu><item><title>Home</title><url>/</url></item><item><title>News</title><url>/news</url></item></menu>",
        "<opml><body><outline text='A' title='A' xmlUrl='/a' created='2024-12-03'/></body></opml>",
        "<rows><row><TITLE>Notice 3</TITLE><DATE>2024-12-03</DATE></row><row><TITLE>Not",
        "<response><header><code>30</code><message>SERVICE KEY IS NOT REGISTERED</message></header></response>",
    ],
)
def test_other_xml_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        rows(HEAD + text)
    assert not isinstance(caught.value, EmptyError)


def test_xml_may_lack_its_declaration() -> None:
    items = "<item><title>Notice 3</title><date>2024-12-03</date><url>/n/3</url></item>"
    assert rows(f"<response><body><items>{items}</items></body></response>") == [
        ("2024-12-03", "Notice 3", f"{ORG}/n/3")
    ]


@pytest.mark.parametrize("head", [HEAD, ""])
@pytest.mark.parametrize("name", ["returnAuthMsg", "faultstring", "ErrorMessage"])
def test_the_error_of_a_service_is_told_in_its_words(head: str, name: str) -> None:
    text = f"{head}<answer><head><{name}>KEY_IS_NOT_REGISTERED</{name}><code>30</code></head></answer>"
    with pytest.raises(UnreadableError, match="the server's error: `KEY_IS_NOT_REGISTERED`") as told:
        rows(text)
    assert "key" in (told.value.hint or "")


def test_a_long_error_is_told_to_its_end() -> None:
    said = "The combination of the values of the arguments from and until results in an empty list of records."
    for text in (
        f"<OAI-PMH><request>x</request><error code='n'>{said}</error></OAI-PMH>",
        f"<Error><Message>{said}</Message></Error>",
    ):
        with pytest.raises(UnreadableError, match=said):
            rows(HEAD + text)
