"""The JSON for webhooks and commands."""

from typing import TYPE_CHECKING

from cdetrack.model.jsonform import timestamp
from cdetrack.render.piped import json_text

if TYPE_CHECKING:
    from cdetrack.alert.message import Message


def payload(message: "Message") -> bytes:
    """Return `{"id", "watch", "created", "text", "notices"}`, with `"test": true` for a sample."""
    form: dict[str, object] = {
        "id": message.id,
        "watch": message.watch,
        "created": timestamp(message.created),
        "text": message.text,
        "notices": list(message.notices),
    }
    if message.test:
        form["test"] = True
    return json_text(form).encode()
