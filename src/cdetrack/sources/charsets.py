"""Labels of encodings, and a guess at the encoding of bytes without a label or with a wrong one.

The labels are those of the WHATWG's Encoding Standard, https://encoding.spec.whatwg.org/#names-and-labels, mapped to
Python's codecs; a narrow encoding is replaced by its wider variant, as in browsers.
"""

import codecs

from cdetrack.text.regex import regex

_LABELS = {
    "utf-8": "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8",
    "cp866": "866 cp866 csibm866 ibm866",
    "iso8859-2": "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2",
    "iso8859-3": "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3",
    "iso8859-4": "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4",
    "iso8859-5": "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988",
    "iso8859-6": "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e"
    " iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987",
    "iso8859-7": "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7"
    " iso_8859-7:1987 sun_eu_greek",
    "iso8859-8": "csiso88598e csiso88598i csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-8859-8-i iso-ir-138"
    " iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 logical visual",
    "iso8859-10": "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6",
    "iso8859-13": "iso-8859-13 iso8859-13 iso885913",
    "iso8859-14": "iso-8859-14 iso8859-14 iso885914",
    "iso8859-15": "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9",
    "iso8859-16": "iso-8859-16",
    "koi8-r": "cskoi8r koi koi8 koi8-r koi8_r",
    "koi8-u": "koi8-ru koi8-u",
    "mac-roman": "csmacintosh mac macintosh x-mac-roman",
    "cp874": "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874",
    "cp1250": "cp1250 windows-1250 x-cp1250",
    "cp1251": "cp1251 windows-1251 x-cp1251",
    "cp1252": "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1"
    " iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252",
    "cp1253": "cp1253 windows-1253 x-cp1253",
    "cp1254": "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5"
    " windows-1254 x-cp1254",
    "cp1255": "cp1255 windows-1255 x-cp1255",
    "cp1256": "cp1256 windows-1256 x-cp1256",
    "cp1257": "cp1257 windows-1257 x-cp1257",
    "cp1258": "cp1258 windows-1258 x-cp1258",
    "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "gb18030": "chinese csgb2312 csiso58gb231280 gb18030 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk",
    "big5": "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
    "euc_jp": "cseucpkdfmtjapanese euc-jp x-euc-jp",
    "iso2022_jp": "csiso2022jp iso-2022-jp",
    "cp932": "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis",
    "cp949": "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601"
    " windows-949",
}
_CODEC_OF = {label: codec for codec, labels in _LABELS.items() for label in labels.split()}
# Python's names for labels that the standard does not have, such as `ks_c-5601` or `latin-1`.
_WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz": "gb18030",
    "euc_kr": "cp949",
    "johab": "cp949",
    "shift_jis": "cp932",
    "big5hkscs": "big5",
    "cp950": "big5",
}
# A label inside a page cannot be one of these: UTF-16 would hide it, the others are no encodings of pages.
_NOT_FOR_PAGES = regex(r"utf-?(?:7|16|32)|idna|punycode|unicode.escape|raw.unicode|undefined|charmap|mbcs|oem")
FAMILY = {
    "big5": ("big5", "big5hkscs", "cp950"),
    "euc_jp": ("euc_jp", "euc_jis_2004"),
    "iso2022_jp": ("iso2022_jp", "iso2022_jp_ext", "iso2022_jp_2004"),
    "cp932": ("cp932", "shift_jis_2004"),
}
"""Codec -> variants to try, in case its repertoire is too small."""
_BY_LANGUAGE = {
    "ko": ("cp949",),
    "ja": ("cp932", "euc_jp"),
    "zh": ("gb18030",),
    "th": ("cp874",),
    "vi": ("cp1258",),
    **dict.fromkeys(("zh-tw", "zh-hk", "zh-hant", "zh-mo"), ("big5", "gb18030")),
    **dict.fromkeys(("ru", "uk", "be", "bg", "sr", "mk", "kk"), ("cp1251",)),
    **dict.fromkeys(("pl", "cs", "sk", "hu", "sl", "hr", "bs", "ro", "sq"), ("cp1250",)),
    **dict.fromkeys(("lt", "lv", "et"), ("cp1257",)),
    "el": ("cp1253",),
    "tr": ("cp1254",),
    "he": ("cp1255",),
    "ar": ("cp1256",),
    "fa": ("cp1256",),
}
_STRAY = 8
"""At most one invalid character in so many is accepted."""
_SAMPLE = 1 << 18
"""Bytes to look at: enough for a guess."""
_PAIR = regex(rb"[\x81-\xfe][\x40-\xfe]")
_ALONE = regex(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")
_RUN = regex(rb"[\x80-\xff]{1,4096}")
_KANA_OF_SHIFT_JIS, _KANA_OF_EUC = frozenset(b"\x82\x83"), frozenset(b"\xa4\xa5")
_HANGUL = range(0xB0, 0xC9)
_COMMON_HANZI = frozenset([*range(0xB0, 0xD8), 0xA1, 0xA2, 0xA3])
_COMMON_BIG5 = frozenset([*range(0xA1, 0xC7)])
_DISTINCT, _KOREAN_RUN = 12, 14
_FEWEST_KANA = 3
_HALF, _MANY, _MOST = 0.5, 0.7, 0.85
_SOME, _LOW = 0.2, 0.1


def codec_of(label: str) -> str | None:
    """Return Python's codec for a label from a page or a header; None for a label that no page may have."""
    plain = label.strip().lower()
    if plain in _CODEC_OF:
        return _CODEC_OF[plain]
    try:
        name = codecs.lookup(plain).name
    except (LookupError, ValueError):
        return None
    if _NOT_FOR_PAGES().match(name):
        return None
    try:
        b"a".decode(name)
    except (LookupError, ValueError, TypeError, AttributeError):
        return None  # not a text encoding
    return _WIDER.get(name, name)


def text_of(content: bytes, codec: str) -> str:
    """Return the text; invalid bytes become U+FFFD."""
    text = content.decode(codec, "replace")
    # Python decodes bytes that are undefined in Shift_JIS to the private use area.
    return text.translate(dict.fromkeys(range(0xF8F0, 0xF8F4), "\ufffd")) if codec == "cp932" else text


def fits(content: bytes, codec: str) -> bool:
    """Return True if all bytes are valid in that encoding; decoded in pieces, to save memory."""
    try:
        decoder = codecs.getincrementaldecoder(codec)()
        for start in range(0, len(content), 1 << 16):
            decoder.decode(content[start : start + (1 << 16)])
        decoder.decode(b"", final=True)
    except (LookupError, ValueError, AttributeError, TypeError):
        return False
    return True


def nearly_fits(content: bytes, codec: str) -> bool:
    """Return True if nearly all bytes are valid in that encoding."""
    text = text_of(content, codec)
    wrong = text.count("\ufffd")
    return sum(character > "\x7f" for character in text) - wrong >= _STRAY * wrong


def guess(content: bytes, language: str) -> str | None:
    """Return the likely encoding of bytes without a usable label that are not UTF-8; None if none is likely.

    `language` is the page's `lang`, or empty. The guess uses the patterns of bytes: an accented letter stands alone
    among ASCII; Chinese, Japanese and Korean characters are pairs from certain rows of their code tables.
    """
    sample = content[:_SAMPLE]
    high = sum(map(len, _RUN().findall(sample)))
    if not high:
        return None
    alone = len(_ALONE().findall(sample)) / high
    hinted = _BY_LANGUAGE.get(language) or _BY_LANGUAGE.get(language.partition("-")[0], ())
    likely = _by_rows(sample, alone)
    if likely in hinted:
        return likely
    for codec in hinted:
        pairs = codec in {"gb18030", "big5", "cp932", "cp949", "euc_jp"}
        if (not pairs or alone < _HALF) and fits(content, codec):
            return codec
    return likely


def _by_rows(sample: bytes, alone: float) -> str | None:
    """Return the likely encoding by the rows of the code tables that the bytes belong to."""
    pairs = _PAIR().findall(sample)
    leads = [pair[0] for pair in pairs]
    runs = _RUN().findall(sample)
    high = sum(map(len, runs))

    def share(rows: range | frozenset[int]) -> float:
        return sum(lead in rows for lead in leads) / max(len(leads), 1)

    low = sum(pair[1] < 0x80 for pair in pairs) / max(len(pairs), 1)  # noqa: PLR2004 - ASCII ends
    korean = len(set(pairs)) >= _DISTINCT and high / len(runs) < _KOREAN_RUN
    letters = sum(byte >= 0xC0 for run in runs for byte in run) / high  # noqa: PLR2004 - Cyrillic letters
    # The small letters of KOI8-R are where the capitals of Windows-1251 are.
    small_of_koi8 = sum(0xC0 <= byte < 0xE0 for run in runs for byte in run) / high  # noqa: PLR2004 - see above
    rows = (
        ("cp932", share(_KANA_OF_SHIFT_JIS) >= _SOME),
        ("big5", share(_COMMON_BIG5) >= _MANY and _LOW <= low <= _MANY and alone < _MANY),
        ("cp1252", alone >= _HALF),
        ("euc_jp", share(_KANA_OF_EUC) >= _SOME),
        ("cp949", share(_HANGUL) >= _MOST and korean),
        ("gb18030", share(_COMMON_HANZI) >= _MANY),
        ("koi8-r", letters >= _MOST and high >= _DISTINCT and small_of_koi8 > _MANY),
        ("cp1251", letters >= _MOST and high >= _DISTINCT),
    )
    found = next((codec for codec, likely in rows if likely and nearly_fits(sample, codec)), None)
    return found or ("cp932" if _is_short_japanese(sample) else None)


def _is_short_japanese(sample: bytes) -> bool:
    """Return True if bytes are valid Shift_JIS with kana, and without the narrow ones that other encodings become."""
    if len(sample) >= _SAMPLE or not fits(sample, "cp932"):
        return False
    text = text_of(sample, "cp932")
    wide = sum("\u3041" <= sign <= "\u30fa" for sign in text)
    return wide >= _FEWEST_KANA and not any("\uff61" <= sign <= "\uff9f" for sign in text)
