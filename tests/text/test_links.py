"""Hosts of links, and links as they are written in other formats."""

import pytest

from cdetrack.text.links import host_of, is_one_site, resolve


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("www.cde.org.cn", "cde.org.cn", True),
        ("www.cde.org.cn", "www.cde.org.cn", True),
        ("english.nmpa.gov.cn", "nmpa.gov.cn", False),
        ("", "", False),
        (None, "cde.org.cn", False),
    ],
)
def test_two_hosts_are_one_site_with_or_without_www(one: str | None, other: str | None, same: bool) -> None:  # noqa: FBT001
    assert is_one_site(one, other) is is_one_site(other, one) is same


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.cde.org.cn/a?b=1", "www.cde.org.cn"),
        ("https://WWW.CDE.org.cn:8443", "www.cde.org.cn"),
        ("http://[::1", ""),
        ("news.html", ""),
        (None, ""),
    ],
)
def test_an_address_names_its_host_or_none(url: str | None, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("https://example.org/n?id=7&amp;list=2", "https://example.org/n?id=7&list=2"),
        ("https://example.org/n?id=7&amp;amp;list=2&#38;a=b", "https://example.org/n?id=7&list=2&a=b"),
        ("https:&#x2F;&#x2F;example.org&#47;n?id&#x3D;7", "https://example.org/n?id=7"),
        ("/n?id=7&copy=1&section;&lt=2", "https://example.org/n?id=7&copy=1&section;&lt=2"),
        ("&#106;avascript:alert(1)", None),
        ("/n?a=&#34;&#32;b", "https://example.org/n?a=%22%20b"),
    ],
)
def test_an_ampersand_in_a_link_is_one_however_often_it_was_escaped(written: str, url: str | None) -> None:
    assert resolve(written, "https://example.org/list") == url
