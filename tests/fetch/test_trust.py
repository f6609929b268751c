"""A server is verified with the system's folder of certificates, and only what certifi's file has too counts."""

import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import certifi
import pytest

from cdetrack.errors import FetchError
from cdetrack.fetch.client import Fetch
from cdetrack.fetch.policy import FetchPolicy
from support.paths import DATA
from support.replica import Replica, items

AUTHORITY = DATA / "trust" / "authority.pem"
FORMER = DATA / "trust" / "former.pem"
"""Another authority of the same name."""
NAMES = ("000b823d.0", "000b823d.1")
"""Files for certificates with that name in a folder of OpenSSL."""
POLICY = FetchPolicy(interval=0, retries=0, timeout=10)


class Certificates:
    """The system's folder, and an installed certifi; each with the certificates that it is given."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.folder = top / "certs"
        self.bundle = top / "packages" / "certifi" / "cacert.pem"
        self.folder.mkdir()
        self.bundle.parent.mkdir(parents=True)
        self.bundle.with_name("__init__.py").write_text("def where(): raise OSError('asked')\n", encoding="utf-8")

    def put(self, *, folder: tuple[Path, ...], bundle: tuple[Path, ...]) -> None:
        """Trust these certificates."""
        for name, path in zip(NAMES, folder, strict=False):
            (self.folder / name).write_bytes(path.read_bytes())
        self.bundle.write_text("\n".join(f"# A label\n{path.read_text('ascii')}" for path in bundle), encoding="ascii")


@pytest.fixture
def certificates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Certificates:
    made = Certificates(tmp_path)
    monkeypatch.setenv("SSL_CERT_DIR", str(made.folder))
    monkeypatch.syspath_prepend(made.bundle.parents[1])
    monkeypatch.delitem(sys.modules, "certifi")
    return made


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str | None, ...]]:
    """The files and folders of certificates that were loaded."""
    found: list[tuple[str | None, ...]] = []
    load = ssl.SSLContext.load_verify_locations

    def told(context: ssl.SSLContext, *given: str | None) -> None:
        found.append(given)
        load(context, *given)

    monkeypatch.setattr(ssl.SSLContext, "load_verify_locations", told)
    return found


@contextmanager
def site() -> Iterator[Replica]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(DATA / "trust" / "server.pem")
    with Replica(tls=True, context=context) as replica:
        replica.sections["drugs"] = items(3)
        yield replica


def connections(replica: Replica, policy: FetchPolicy = POLICY) -> int:
    """Return how many connections it took to read a page."""
    with Fetch(policy) as fetch:
        assert fetch.get(replica.url("drugs.html")).page is not None
    return len(replica.connections)


def test_a_server_that_the_folder_verifies_costs_no_file(
    certificates: Certificates, loaded: list[tuple[str | None, ...]]
) -> None:
    certificates.put(folder=(AUTHORITY,), bundle=(FORMER, AUTHORITY))
    with site() as replica:
        assert connections(replica) == 1
    assert loaded == [(None, str(certificates.folder), None)]


def test_a_certificate_of_the_system_alone_is_not_trusted(certificates: Certificates) -> None:
    certificates.put(folder=(AUTHORITY,), bundle=(FORMER,))
    with site() as replica:
        with Fetch(POLICY) as fetch, pytest.raises(FetchError, match="is not trusted"):
            fetch.get(replica.url("drugs.html"))
        assert replica.requests == []


@pytest.mark.parametrize("folder", [(FORMER,), (FORMER, AUTHORITY)], ids=["another", "another before it"])
def test_what_the_folder_does_not_prove_the_file_decides(certificates: Certificates, folder: tuple[Path, ...]) -> None:
    certificates.put(folder=folder, bundle=(AUTHORITY,))
    with site() as replica:
        assert connections(replica) == 2


def test_a_server_that_nothing_verifies_is_told_so(certificates: Certificates) -> None:
    certificates.put(folder=(FORMER,), bundle=(FORMER,))
    with site() as replica:
        with Fetch(POLICY) as fetch, pytest.raises(FetchError, match=r"certificate of `127.0.0.1`") as caught:
            fetch.get(replica.url("drugs.html"))
        assert "REQUESTS_CA_BUNDLE" in str(caught.value.hint)
        assert replica.requests == []


def test_a_host_that_only_the_file_verifies_does_not_spoil_the_next_answer(certificates: Certificates) -> None:
    certificates.put(folder=(FORMER,), bundle=(AUTHORITY,))
    with site() as first, site() as second, Fetch(POLICY) as fetch:
        for each in (first, second, first):
            assert fetch.get(each.url("drugs.html")).page is not None


def test_a_folder_without_certificates_is_not_tried(certificates: Certificates) -> None:
    certificates.put(folder=(), bundle=(AUTHORITY,))
    with site() as replica:
        assert connections(replica) == 1


def test_a_file_of_the_user_is_the_only_one(certificates: Certificates, loaded: list[tuple[str | None, ...]]) -> None:
    certificates.put(folder=(FORMER,), bundle=(FORMER,))
    with site() as replica:
        assert connections(replica, FetchPolicy(interval=0, retries=0, timeout=10, verify=str(AUTHORITY))) == 1
    assert loaded == [(str(AUTHORITY), None, None)]


def test_a_certifi_without_its_file_is_asked_for_it(certificates: Certificates) -> None:
    """Some distributions of Linux have it name the system's file."""
    certificates.put(folder=(), bundle=(AUTHORITY,))
    elsewhere = certificates.bundle.rename(certificates.top / "elsewhere.pem")
    certificates.bundle.with_name("__init__.py").write_text(f"def where(): return {str(elsewhere)!r}\n")
    with site() as replica:
        assert connections(replica) == 1


def test_the_certificates_of_certifi_have_the_form_in_which_they_are_looked_up() -> None:
    text = certifi.contents()
    context = ssl.create_default_context(cafile=certifi.where())
    roots = context.get_ca_certs(binary_form=True)
    assert len(roots) > 100
    assert all(ssl.DER_cert_to_PEM_cert(each) in text for each in roots)
