"""The certificates to trust: a file or folder that the user names, else Mozilla's, which certifi has in one file.

OpenSSL decodes each certificate of a file that it loads, 120 in 14 ms. Of a folder in which each has the hash of its
name as file name, it reads those alone in which the chain of a server ends; most Linux systems have one. So a server is
first verified with that folder, and this counts if all that was read there is in Mozilla's file as well: by that file,
the result would be the same. Else the server is connected to once more, and Mozilla's file decides.
"""

import ssl
import threading
from contextlib import suppress
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from cdetrack.errors import FetchError
from cdetrack.fetch.policy import CA_VARIABLES


class Trust:
    """The TLS settings of a run, made at the first request by https; safe to share between threads."""

    def __init__(self, *, verify: bool | str) -> None:
        self.named = verify if isinstance(verify, str) else None
        """The file or folder that the user names."""
        self._lock = threading.Lock()
        self._context: ssl.SSLContext | None = None

    def context(self) -> ssl.SSLContext:
        """Return the settings. Raises FetchError if the certificates cannot be read."""
        with self._lock:
            if self._context is None:
                place = self.named or _mozilla()
                try:
                    self._context = _settings(place)
                except OSError as error:
                    why = "it has none that can be read" if isinstance(error, ssl.SSLError) else error.strerror
                    hint = "install `certifi` again"
                    if self.named is not None:
                        hint = f"{CA_VARIABLES} names that file: correct it, or unset it"
                    raise FetchError(f"no certificates to trust in `{place}`: {why}", hint=hint) from error
            return self._context

    @cached_property
    def system(self) -> ssl.SSLContext | None:
        """The settings to try first, with the system's folder; None where there is none, or the user names another."""
        place = None if self.named is not None else ssl.get_default_verify_paths().capath
        with suppress(OSError):
            # A folder for them is there on most systems; without certificates, each server would be asked twice.
            if place is not None and any(each.suffix == ".0" for each in Path(place).iterdir()):
                return _settings(place)
        return None

    def confirms(self, system: ssl.SSLContext) -> bool:
        """Return True if every certificate that was read from the system's folder is in Mozilla's file."""
        read = system.get_ca_certs(binary_form=True)
        # The number shows those that are no authorities, which the list leaves out.
        return system.cert_store_stats()["x509"] == len(read) and all(
            ssl.DER_cert_to_PEM_cert(each) in self._bundle for each in read
        )

    @cached_property
    def _bundle(self) -> str:
        return Path(_mozilla()).read_text(encoding="utf-8")


def _settings(place: str) -> ssl.SSLContext:
    """Return settings that trust the certificates of a file or a folder."""
    is_folder = Path(place).is_dir()
    context = ssl.create_default_context(cafile=None if is_folder else place, capath=place if is_folder else None)
    context.set_alpn_protocols(["http/1.1"])
    return context


def _mozilla() -> str:
    """Return the file of Mozilla's certificates."""
    # To ask certifi itself takes 3 ms.
    spec = find_spec("certifi")
    path = Path(spec.origin).with_name("cacert.pem") if spec is not None and spec.origin is not None else None
    if path is not None and path.is_file():
        return str(path)
    # A distribution may have its own file elsewhere.
    import certifi

    return certifi.where()
