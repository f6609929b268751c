"""Install the tools of `bench/peers.py`, each in its own virtual environment, and run them."""

import atexit
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import certifi

_ROOT = Path(__file__).resolve().parents[1]
_CERTIFICATE = _ROOT / "tests" / "data" / "loopback.pem"
_INSTALLING = 900.0
"""The timeout of an installation in seconds; some packages must be built."""

# On Linux, the peak memory of a child includes the memory of its parent at the fork, so a small parent starts it.
_WRAPPER = (
    "import os, sys, time\n"
    "start = time.perf_counter()\n"
    "child = os.spawnvp(os.P_NOWAIT, sys.argv[2], sys.argv[2:])\n"
    "_, status, used = os.wait4(child, 0)\n"
    "seconds = time.perf_counter() - start\n"
    "with open(sys.argv[1], 'w') as figures:\n"
    "    print(os.waitstatus_to_exitcode(status), seconds, used.ru_utime + used.ru_stime, used.ru_maxrss,\n"
    "          file=figures)\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessResult:
    """The exit code, the output and the costs of one run."""

    code: int
    """The exit code; the negative number of the signal if a signal ended the process."""
    seconds: float
    processor: float
    """Seconds of processor time of all threads; other work on the machine adds nothing to it."""
    memory: int
    """Peak memory in bytes."""
    out: str
    err: str


def run(command: list[str], home: Path, *, limit: float) -> ProcessResult:
    """Run a program in an empty environment with this home directory; kill it after `limit` seconds."""
    figures = home / "figures"
    with subprocess.Popen(
        [sys.executable, "-S", "-c", _WRAPPER, str(figures), *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=home,
        env=_environment(home),
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            out, err = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            # Kill the group of the wrapper and its child.
            os.killpg(process.pid, signal.SIGKILL)
            out, err = process.communicate()
            err += f"\nkilled after {limit:g} s"
            return ProcessResult(code=-signal.SIGKILL, seconds=limit, processor=limit, memory=0, out=out, err=err)
    code, seconds, processor, peak = figures.read_text(encoding="utf-8").split()
    memory = int(peak) * (1 if sys.platform == "darwin" else 1024)
    return ProcessResult(
        code=int(code), seconds=float(seconds), processor=float(processor), memory=memory, out=out, err=err
    )


def install(venv: Path, requirements: tuple[str, ...], *, renew: bool = False) -> str | None:
    """Install the packages in an environment; return the error message, or None. Without packages, search the system.

    An environment with the same requirements is kept; with `renew`, the first package is installed again.
    """
    if not requirements:
        return None if shutil.which(venv.name) else "not there: install it with the system's packages"
    python, marker = venv / "bin" / "python", venv / "installed.txt"
    wanted = "\n".join(requirements)
    has = marker.is_file() and marker.read_text(encoding="utf-8") == wanted
    if has and not renew:
        return None
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    again = [*pip, "--force-reinstall", "--no-deps", requirements[0]]
    for command in [again] if has else [[sys.executable, "-m", "venv", str(venv)], [*pip, *requirements]]:
        if (error := _error(command)) is not None:
            return error
    # With `PYTHONDONTWRITEBYTECODE` set, pip compiles nothing. Some packages contain templates that do not compile.
    subprocess.run([python, "-m", "compileall", "-q", venv / "lib"], capture_output=True, check=False)
    for certificates in venv.glob("lib/*/site-packages/certifi/cacert.pem"):
        # For cdetrack, reader and all that use requests.
        with certificates.open("a", encoding="ascii") as file:
            file.write(f"\n{_CERTIFICATE.read_text(encoding='ascii')}")
    marker.write_text(wanted, encoding="utf-8")
    return None


def install_checkout(environments: Path) -> Path:
    """Install this checkout in an environment in the folder, and return its folder of programs.

    Raises SystemExit if it cannot be installed.
    """
    environment = environments.resolve() / "cdetrack"
    environment.parent.mkdir(parents=True, exist_ok=True)
    if (error := install(environment, (str(_ROOT),), renew=True)) is not None:
        raise SystemExit(f"cdetrack cannot be installed: {error}")
    return environment / "bin"


def version(venv: Path, package: str) -> str:
    """Return the installed version of a package in an environment."""
    if not (venv / "bin").exists():
        query = ["dpkg-query", "--show", "--showformat", "${Version} (Debian)", package]
        return subprocess.run(query, capture_output=True, text=True, check=True).stdout
    ask = "import importlib.metadata, sys; print(importlib.metadata.version(sys.argv[1]))"
    ran = subprocess.run([venv / "bin" / "python", "-c", ask, package], capture_output=True, text=True, check=True)
    return ran.stdout.strip()


def _environment(home: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        # For the standard library, httpx and curl; requests and cdetrack take the file of certifi, see `install`.
        "SSL_CERT_FILE": str(_bundle()),
        "SSL_CERT_DIR": str(_bundle().parent),
    }


@cache
def _bundle() -> Path:
    """Return a file with Mozilla's certificates and the one of the site.

    Its folder is one of OpenSSL: there, the certificate of the site has the hash of its name as file name.
    """
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    path = Path(folder.name) / "certificates.pem"
    path.write_text(f"{certifi.contents()}\n{_CERTIFICATE.read_text(encoding='ascii')}", encoding="utf-8")
    (path.parent / "1c13527f.0").symlink_to(_CERTIFICATE)
    return path


def _error(command: list[str]) -> str | None:
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=_INSTALLING, check=False)
    except subprocess.TimeoutExpired:
        return f"timeout after {_INSTALLING:g} s"
    lines = ran.stderr.strip().splitlines()
    return None if ran.returncode == 0 else (lines[-1] if lines else f"exit code {ran.returncode}")
