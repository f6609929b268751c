"""Network errors and HTTP status codes as messages."""

import http.client

import pytest

from cdetrack.errors import FetchError, PageNotFoundError
from cdetrack.fetch.failures import TransientError, redacted, status_error, translate

URL = "https://user:secret@example.org/list"


def test_an_error_without_a_translation_is_quoted_on_one_line() -> None:
    error = translate(URL, RuntimeError("odd\nand \x1b[31mloud"))
    assert error.message == "`https://example.org/list` could not be fetched: odd and [31mloud"
    assert not isinstance(error, TransientError)


def test_the_first_translation_of_any_cause_applies() -> None:
    error = http.client.HTTPException("outer")
    error.__cause__ = TimeoutError("inner")
    assert isinstance(translate(URL, error), TransientError)


@pytest.mark.parametrize(
    ("status", "message", "hint"),
    [
        (299, "answered 299", "all as HAR, for `cdetrack ingest`"),
        (407, "answered 407 Proxy Authentication Required", "HTTPS_PROXY="),
        (403, "answered 403 Forbidden", "does not let cdetrack in"),
        (503, "answered 503 Service Unavailable", "run it again later"),
    ],
)
def test_a_status_comes_with_its_phrase_and_a_hint(status: int, message: str, hint: str) -> None:
    error = status_error(URL, status, after=None)
    assert error.message == f"`https://example.org/list` {message}"
    assert hint in str(error.hint)
    assert type(error) is FetchError


def test_a_retry_after_is_in_the_message() -> None:
    """`status` and troubles show the message, without its hint."""
    assert "for a pause until 2025-07-21 06:00 UTC" in status_error(URL, 429, after="2025-07-21 06:00 UTC").message


def test_404_and_410_have_an_error_of_their_own() -> None:
    assert {type(status_error(URL, status, after=None)) for status in (404, 410)} == {PageNotFoundError}


@pytest.mark.parametrize("url", [URL, "https://user:secret@example.org:0/", "https://user:secret@[/", "//u:secret@"])
def test_no_message_shows_a_password(url: str) -> None:
    assert "secret" not in redacted(url)


def test_a_key_in_the_query_of_an_address_is_in_no_message() -> None:
    assert (
        redacted("https://api.example.gov/x?api_key=abc123&page=2#top") == "https://api.example.gov/x?api_key=…&page=2"
    )
