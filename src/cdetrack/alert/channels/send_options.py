"""The settings of channels, from the configuration and the environment."""

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from cdetrack.fetch.policy import FetchPolicy, trusted
from cdetrack.model.frozen import frozen

PASSWORD = "CDETRACK_MAIL_PASSWORD"  # noqa: S105 - the variable's name
"""The environment variable that holds the mail server's password."""
WEBHOOK_SECRET = "CDETRACK_WEBHOOK_SECRET"  # noqa: S105 - the variable's name
"""The environment variable that holds the secret for the signatures of webhooks."""
SECRETS = frozenset({PASSWORD, WEBHOOK_SECRET})
"""The environment variables that commands must not get."""
SECURITIES = ("starttls", "tls", "none")
"""The ways in which the connection to a mail server is encrypted; the first is the usual one."""
_TIMEOUT = FetchPolicy().timeout


@frozen
class MailSettings:
    """The mail server; the password comes from the environment."""

    host: str
    port: int
    sender: str
    user: str | None
    security: str
    """One of `SECURITIES`."""


@frozen
class SendOptions:
    """The settings of the channels; times in seconds."""

    folder: Path
    """The folder of the configuration, in which commands run."""
    mail: MailSettings | None = None
    password: str | None = field(default=None, repr=False)
    """The password of the mail server, from the environment."""
    webhook_key: bytes | None = field(default=None, repr=False)
    """The key for the signatures of webhooks; None to send them unsigned."""
    timeout: float = _TIMEOUT
    """For connecting, and for each response."""
    verify: bool | str = True
    """A file or folder of certificates to trust instead of the usual ones."""

    @property
    def total(self) -> float:
        """The longest time of one delivery."""
        return 4 * self.timeout


def send_options(
    environ: Mapping[str, str], *, folder: Path, mail: MailSettings | None = None, timeout: float = _TIMEOUT
) -> SendOptions:
    """Return the options with the secrets and the certificates that the environment names.

    Raises ConfigError for a broken secret for webhooks. An empty one counts as none: that is how CI passes a secret
    that is not set.
    """
    webhook_key = None
    if secret := environ.get(WEBHOOK_SECRET, "").strip():
        from cdetrack.alert.channels.signature import signing_key

        webhook_key = signing_key(secret, WEBHOOK_SECRET)
    return SendOptions(
        folder=folder,
        mail=mail,
        password=environ.get(PASSWORD),
        webhook_key=webhook_key,
        timeout=timeout,
        verify=trusted(environ),
    )
