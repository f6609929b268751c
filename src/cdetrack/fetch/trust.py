"""The certificates to trust, loaded once for all hosts: each load takes 20 ms and 1.5 MB."""

import ssl
import threading
from pathlib import Path

from requests.adapters import DEFAULT_CA_BUNDLE_PATH
from urllib3.util.ssl_ import create_urllib3_context


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
                context = create_urllib3_context()
                certificates = Path(self._verify if isinstance(self._verify, str) else DEFAULT_CA_BUNDLE_PATH)
                if certificates.is_dir():
                    context.load_verify_locations(capath=str(certificates))
                else:
                    context.load_verify_locations(cafile=str(certificates))
                self._context = context
            return self._context
