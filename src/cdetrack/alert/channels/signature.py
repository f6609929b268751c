"""Sign the POST of a webhook by the specification of Standard Webhooks: https://www.standardwebhooks.com."""

import binascii
import hmac
import os
from base64 import b64decode, b64encode
from hashlib import sha256

from cdetrack.errors import ConfigError

_PREFIX = "whsec_"


def signing_key(secret: str, variable: str) -> bytes:
    """Return the key of a secret: the bytes behind `whsec_`, which are base64, or the text itself.

    Raises ConfigError for broken base64. It names the environment variable, and no character of the secret.
    """
    if not secret.startswith(_PREFIX):
        return os.fsencode(secret)
    encoded = secret.removeprefix(_PREFIX).rstrip("=")
    try:
        key = b64decode(encoded + "=" * (-len(encoded) % 4), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not key:
        raise ConfigError(
            f"`{variable}` is broken: `{_PREFIX}` is not followed by base64",
            hint=f"copy it whole from the receiver, or make a new one: `{_PREFIX}` and `openssl rand -base64 32`",
        )
    return key


def signed_headers(key: bytes, name: str, seconds: int, body: bytes) -> dict[str, str]:
    """Return the headers that sign a body: the message's id, the time in seconds since 1970, and the signature."""
    signed = f"{name}.{seconds}.".encode() + body
    signature = b64encode(hmac.digest(key, signed, sha256)).decode()
    return {"webhook-id": name, "webhook-timestamp": str(seconds), "webhook-signature": f"v1,{signature}"}
