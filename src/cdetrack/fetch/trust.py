"""The certificates to trust, loaded once for all hosts: each load takes 20 ms and 1.5 MB."""

import ssl
import threading
from pathlib import Path


class Trust:
    """The TLS settings of a run, made at the first request by https; safe to share between threads."""

    def __init__(self, *, verify: bool | str) -> None:
        self._verify = verify
        self._lock = threading.Lock()
        self._context: ssl.SSLContext | None = None

    def context(self) -> ssl.SSLContext:
        """Return the settings. Raises OSError (also ssl.SSLError) if the certificates cannot be read."""
        with self._lock:
            if self._context is None:
                place = self._verify if isinstance(self._verify, str) else _usual()
                is_folder = Path(place).is_dir()
                context = ssl.create_default_context(
                    cafile=None if is_folder else place, capath=place if is_folder else None
                )
                context.set_alpn_protocols(["http/1.1"])
                self._context = context
            return self._context


def _usual() -> str:
    """Return the file of Mozilla's certificates."""
    import certifi

    return certifi.where()
