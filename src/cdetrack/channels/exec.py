"""Hand a message to a command of the user's: JSON on stdin; exit 0 acknowledges."""

import os
import signal
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING

from cdetrack.channels import PASSWORD
from cdetrack.channels.address import command
from cdetrack.channels.payload import payload
from cdetrack.errors import DeliveryError
from cdetrack.render.safe import plain

if TYPE_CHECKING:
    from cdetrack.alert.digest import Message
    from cdetrack.channels import Means

_SAID = 200


def send(channel: str, message: "Message", means: "Means") -> None:
    """Run the command in the configuration's folder, without a shell. Raises DeliveryError unless it exits with 0."""
    words = command(channel)
    try:
        process = subprocess.Popen(  # noqa: S603 - the command that the user wrote down
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd=means.folder,
            env={name: value for name, value in os.environ.items() if name != PASSWORD},
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DeliveryError(f"cannot run `{plain(words[0]) if words else ''}`: {plain(reason.lower())}") from error
    with process:
        try:
            _, said = process.communicate(payload(message), timeout=means.total)
        except subprocess.TimeoutExpired as error:
            raise DeliveryError(f"`{words[0]}` did not end within {means.total:g} seconds") from error
        finally:
            # What it has started in turn must not hold the pipe open, and us with it.
            if process.returncode is None:
                with suppress(OSError):
                    os.killpg(process.pid, signal.SIGKILL)
    if process.returncode:
        # It may have said what a title says.
        last = plain(said[-4 * _SAID :].decode("utf-8", "replace").strip().rpartition("\n")[2])[-_SAID:]
        raise DeliveryError(f"`{words[0]}` exited with {process.returncode}{f': {last}' if last else ''}")
