"""A cache that is used through the library on chosen days, with one listing and channels that only receive."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cdetrack.alert.message import Message
from cdetrack.cache import Cache
from cdetrack.errors import DeliveryError, TooLargeError

Entry = tuple[str, str, str]
"""Title, number of the page, summary."""


class Desk:
    """A cache that is used on chosen days, and the messages that its channels get."""

    def __init__(self, folder: Path, config: str) -> None:
        self.folder = folder / "cache"
        self.folder.mkdir()
        self.configure(config)
        self.day = datetime(2026, 3, 2, 4, tzinfo=UTC)
        self.got: list[tuple[str, Message]] = []
        self.notes: list[str] = []
        self.refuses: dict[str, DeliveryError] = {}
        self.most = 10**6
        """The most notices in a message that the channels take."""

    def configure(self, config: str) -> None:
        (self.folder / "config.toml").write_text('[mail]\nhost = "x"\n' + config, encoding="utf-8")

    def cache(self) -> Cache:
        return Cache(self.folder, now=lambda: self.day, tell=self.notes.append)

    def on(self, day: str) -> "Desk":
        """Go to noon of a day in Shanghai."""
        self.day = datetime.fromisoformat(f"{day}T04:00:00+00:00")
        return self

    def shows(self, *entries: Entry, source: str = "my/list", whole: bool = False) -> "Desk":
        """Let a listing show these notices besides those that it had, or these alone if they are the `whole` of it."""
        page = self.folder.parent / "page.json"
        rows = [
            {"title": title, "date": "2026-03-01", "url": f"https://x.example/{number}", "summary": summary}
            for title, number, summary in entries
        ]
        page.write_text(json.dumps(rows), encoding="utf-8")
        self.cache().ingest(page, source=source, complete=whole)
        return self

    def loses(self, *left: Entry) -> "Desk":
        """Let two whole listings in a row show these notices alone."""
        return self.shows(*left, whole=True).shows(*left, whole=True)

    def check(self, *, existing: bool = False) -> list[tuple[str, Message]]:
        """Check without a fetch, and return the messages of this check; `existing` asks for what was there before."""
        before = len(self.got)

        def send(channel: str, message: Message) -> None:
            if channel in self.refuses:
                raise self.refuses[channel]
            if len(message.notices) > self.most:
                raise TooLargeError("it answered 413")
            self.got.append((channel, message))

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("cdetrack.cache.clock", lambda: self.day)
            self.cache().check(fetch=False, send=send, existing=existing)
        return self.got[before:]

    def titles(self) -> list[list[str]]:
        """Check, and return the titles in each message."""
        return [[str(each["title"]) for each in message.notices] for _, message in self.check()]


BASE: Entry = ("Something old", "0", "")


def watch(name: str, channels: Iterable[str] = ("stdout",), **given: object) -> str:
    rest = "".join(f"{key} = {json.dumps(value)}\n" for key, value in given.items())
    return f'[[watch]]\nname = "{name}"\nchannels = {json.dumps(list(channels))}\n{rest}'


def matter(number: int, summary: str = "") -> Entry:
    return (f"Notice on Matter {number}", str(number), summary)
