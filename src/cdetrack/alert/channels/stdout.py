"""Print a message: what cron mails, and what a person sees."""

import os
import sys
from typing import TYPE_CHECKING

from cdetrack.errors import DeliveryError

if TYPE_CHECKING:
    from cdetrack.alert.channels.send_options import SendOptions
    from cdetrack.alert.digest import Message


def send(_channel: str, message: "Message", _means: "SendOptions") -> None:
    """Write the text and an empty line; acknowledged once the system has taken all of it. Raises DeliveryError."""
    data = memoryview(f"{message.text}\n".encode("utf-8", "replace"))
    try:
        sys.stdout.flush()
        # Past the buffer: what stays there after a failure would be written, and fail, once more at the end.
        while data:
            data = data[os.write(sys.stdout.fileno(), data) :]
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DeliveryError(f"cannot write to stdout: {reason.lower()}") from error
