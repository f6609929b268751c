"""Names of secrets are told from names that only contain the same letters."""

import pytest

from cdetrack.text.secrets import is_secret


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        *((name, True) for name in ("X-Api-Key", "apiKey", "api_key", "apikey", "key", "token", "access_token")),
        *((name, True) for name in ("Authorization", "X-Auth", "Cookie", "sid", "signature", "pw.password")),
        *((name, False) for name in ("keyword", "design", "monkey", "Accept-Language", "author", "inside", "q")),
    ],
)
def test_a_name_of_a_secret_ends_with_such_a_word(name: str, *, secret: bool) -> None:
    assert is_secret(name) is secret
