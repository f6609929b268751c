"""Bytes become the right text: by the declared charset if it fits, else by the content."""

import pytest

from cdetrack.model.record import Page
from cdetrack.sources.charsets import codec_of
from cdetrack.sources.decoding import decode, utf8

CHINESE = "关于加强药品不良反应监测工作的通知，各省、自治区、直辖市药品监督管理局：现将有关事项通知如下。"
TRADITIONAL = "關於加強藥品不良反應監測工作的通知，請各醫療機構依照規定辦理，並於期限內回報主管機關。"
JAPANESE = "医薬品の安全対策についてのお知らせ。使用上の注意を改訂しましたのでご確認ください。アレルギーの報告"
KOREAN = "의약품 안전성 정보 알림 그리고 어린이 용법에 관한 새로운 지침을 다음과 같이 공고합니다 똠방각하"
RUSSIAN = "О порядке государственной регистрации лекарственных препаратов для детей и подростков"
GERMAN = "Änderung der Gebührenordnung für Zulassungen – „Maßnahmen“ gegen Engpässe"
CZECH = "Změna pravidel pro hlášení nežádoucích účinků léčivých přípravků"


def page(text: str, codec: str, head: str = "", content_type: str | None = None) -> Page:
    """Return a page with some ASCII about the text, as HTML has it."""
    shown = f"<html{head}><ul>" + "".join(f"<li><a href='/n/{n}'>{text}</a></li>" for n in range(3)) + "</ul></html>"
    return Page(content=shown.encode(codec), content_type=content_type)


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        *(("ISO-8859-1", "cp1252"), ("latin1", "cp1252"), ("us-ascii", "cp1252"), ("iso-8859-9", "cp1254")),
        *(
            ("gb2312", "gb18030"),
            ("GBK", "gb18030"),
            ("x-gbk", "gb18030"),
            ("gb_2312-80", "gb18030"),
            ("hz", "gb18030"),
        ),
        *(("euc-kr", "cp949"), ("ks_c_5601-1987", "cp949"), ("ks_c_5601", "cp949"), ("uhc", "cp949")),
        *(("Shift_JIS", "cp932"), ("x-sjis", "cp932"), ("euc-jp", "euc_jp"), ("big5-hkscs", "big5"), ("cp950", "big5")),
        *(("tis-620", "cp874"), ("windows-1251", "cp1251"), ("koi8-r", "koi8-r"), (" UTF8 ", "utf-8")),
        *(("utf-16", None), ("utf-7", None), ("base64", None), ("no-such", None), ("", None), ("rot13", None)),
    ],
)
def test_a_label_means_what_browsers_take_it_for(label: str, codec: str | None) -> None:
    assert codec_of(label) == codec


@pytest.mark.parametrize(
    ("text", "codec", "label"),
    [
        *((CHINESE, "gb18030", label) for label in ("gb2312", "gbk", "gb18030")),
        *((TRADITIONAL, "big5", label) for label in ("big5", "Big5-HKSCS")),
        ("香港的地名：嘅、咗、喺、啲", "big5hkscs", "big5"),
        *((JAPANESE, "cp932", label) for label in ("shift_jis", "windows-31j")),
        ("①髙﨑" + JAPANESE, "cp932", "shift_jis"),
        *((JAPANESE, "euc_jp", "euc-jp"), (JAPANESE, "iso2022_jp", "iso-2022-jp")),
        *((KOREAN, "cp949", label) for label in ("euc-kr", "ks_c_5601-1987")),
        *((RUSSIAN, codec, codec) for codec in ("windows-1251", "koi8-r", "iso-8859-5", "ibm866")),
        *((GERMAN, "cp1252", label) for label in ("iso-8859-1", "latin1", "windows-1252")),
        *((CZECH, "cp1250", "windows-1250"), (CZECH, "iso8859-2", "iso-8859-2")),
        *((CHINESE, "utf-8", label) for label in ("utf-8", "gbk", "big5", "iso-8859-1", "shift_jis", "windows-1252")),
        *((CHINESE, "gb18030", label) for label in ("utf-8", "iso-8859-1", "")),
        *((text, codec, "utf-8") for text, codec in ((GERMAN, "cp1252"), (RUSSIAN, "cp1251"), (KOREAN, "cp949"))),
        *((text, codec, "") for text, codec in ((JAPANESE, "cp932"), (JAPANESE, "euc_jp"), (TRADITIONAL, "big5"))),
    ],
)
def test_a_page_is_read_in_its_encoding_whatever_it_is_called(text: str, codec: str, label: str) -> None:
    assert text in decode(page(text, codec, content_type=f"text/html; charset={label}"))
    assert text in decode(page(f'<meta charset="{label}">{text}', codec))


@pytest.mark.parametrize(
    ("text", "codec", "language"),
    [
        *(
            (CZECH, "cp1250", "cs"),
            ("Η αλλαγή των κανόνων", "cp1253", "el"),
            ("İlaç güvenliği duyurusu", "cp1254", "tr"),
        ),
        *((KOREAN[:9], "cp949", "ko-KR"), (TRADITIONAL[:6], "big5", "zh-TW"), ("お知らせ", "cp932", "ja")),
        *(("ประกาศเรื่องยา", "cp874", "th"), (GERMAN, "cp1252", "en"), (CHINESE[:4], "gb18030", "zh-CN")),
    ],
)
def test_the_language_of_a_page_tells_where_nothing_else_does(text: str, codec: str, language: str) -> None:
    assert text in decode(page(text, codec, head=f' lang="{language}"'))


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "cp949", "cp932"])
def test_a_stray_byte_costs_one_character_and_no_more(codec: str) -> None:
    text = {"utf-8": CHINESE, "gb18030": CHINESE, "cp949": KOREAN, "cp932": JAPANESE}[codec]
    label = {"utf-8": "utf-8", "gb18030": "gbk", "cp949": "euc-kr", "cp932": "shift_jis"}[codec]
    content = (text * 3).encode(codec) + b" \xff " + text.encode(codec)
    shown = decode(Page(content=content, content_type=f"text/html; charset={label}"))
    assert shown.startswith(text * 3)
    assert shown.endswith(text)
    assert "\ufffd" in shown


def test_what_is_undefined_in_an_encoding_is_replaced() -> None:
    assert decode(Page(content=b"caf\xe9 \x81.", content_type="text/html; charset=iso-8859-1")) == "café \ufffd."
    assert decode(Page(content=b"\xff\xff")) == "\ufffd\ufffd"


def test_utf8_is_not_copied_and_any_other_becomes_it() -> None:
    content = CHINESE.encode()
    assert utf8(Page(content=content)) is content
    assert utf8(page(CHINESE, "gb18030")).decode().count(CHINESE) == 3
    assert utf8(Page(content=content + b"\xff")).decode() == CHINESE + "\ufffd"


def test_a_mark_decides_even_where_the_end_is_cut_off() -> None:
    assert decode(Page(content=CHINESE.encode("utf-16")[:-1])).startswith(CHINESE[:-1])
    assert decode(Page(content=CHINESE.encode("utf-8-sig"), content_type="text/html; charset=gbk")) == CHINESE
