"""Print a message to stdout, for cron and for terminals."""

import os
import sys
from typing import TYPE_CHECKING

from cdetrack.errors import DeliveryError, reason_of

if TYPE_CHECKING:
    from cdetrack.alert.channels.send_options import SendOptions
    from cdetrack.alert.message import Message


def send(_channel: str, message: "Message", _options: "SendOptions") -> None:
    """Write the text and an empty line; the system acknowledges by taking all of it. Raises DeliveryError."""
    data = memoryview(f"{message.text}\n".encode("utf-8", "replace"))
    try:
        sys.stdout.flush()
        # Unbuffered: after a failure, the rest of a buffer would fail once more at the end of the program.
        while data:
            data = data[os.write(sys.stdout.fileno(), data) :]
    except (OSError, ValueError) as error:
        raise DeliveryError(f"cannot write to stdout: {reason_of(error)}") from error
