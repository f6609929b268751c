"""Send a marked sample to each channel of a watch: it is no alert, and the outbox does not have it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from cdetrack.alert import channels, compose, items
from cdetrack.alert.alert import Alert, Member, alert_id
from cdetrack.alert.channels.address import is_called, key, label
from cdetrack.alert.check import AlertSettings
from cdetrack.alert.message import Item, Message
from cdetrack.alert.snapshot import Snapshot
from cdetrack.alert.watch import Watch, watch_called
from cdetrack.errors import DeliveryError, NotFoundError, quoted
from cdetrack.model.frozen import frozen
from cdetrack.model.notice import Notice, Query
from cdetrack.query.select import select
from cdetrack.store.store import Store
from cdetrack.text import days

_NOTICES = 2


@frozen
class SampleResult:
    """The result of one sample: `error` is None when the channel acknowledged it."""

    channel: str
    """The channel as it may be shown, without the secrets in its address."""
    error: DeliveryError | None


def send_samples(
    store: Store, settings: AlertSettings, name: str, *, only: str | None = None, now: datetime
) -> Iterator[SampleResult]:
    """Send a sample to each channel of the watch called `name`, yielding each result; a failure stops no other channel.

    With `only`, a channel's address or label, the sample goes there alone. `now` is aware and UTC. Raises NotFoundError
    if the configuration has no such watch, or the watch no such channel, and CacheError.
    """
    watch = watch_called(settings.recipients.watches, name)
    chosen = [channel for channel in watch.channels if only is None or is_called(channel, only)]
    if not chosen:
        known = quoted(label(channel) for channel in watch.channels)
        raise NotFoundError(f"`{only}` is no channel of the watch `{name}`", hint=f"its channels are {known}")
    for channel in chosen:
        error = None
        try:
            channels.send(channel, _sample(store, watch, channel, now=now), settings.channels)
        except DeliveryError as failure:
            error = failure
        yield SampleResult(channel=label(channel), error=error)


def sample_text(store: Store, watches: Sequence[Watch], name: str, *, now: datetime) -> str:
    """Return the text of a sample for the watch called `name`. Raises NotFoundError for an unknown watch."""
    watch = watch_called(watches, name)
    return _sample(store, watch, watch.channels[0], now=now).text


def _sample(store: Store, watch: Watch, channel: str, *, now: datetime) -> Message:
    """Return a marked sample; its id is that of no alert.

    It has the newest notices that match the watch, or the newest of all when none matches.
    """
    present = Snapshot(store)
    found = select(present.fold, watch.query._replace(limit=_NOTICES)).notices
    names = [notice.id for notice in found or select(present.fold, Query(limit=_NOTICES)).notices]
    members = tuple(Member(id=name, kinds=("added",)) for name in names)
    name = alert_id(f"test {now.isoformat()} {watch.name}", key(channel), members)
    alert = Alert(id=name, watch=watch.name, channel=label(channel), to=key(channel), created=now, members=members)
    told = items.of_alert(alert, present, told=names) or (_example(now, watch.query.topics),)
    return compose.message(alert, told, preferred=watch.query.topics, today=days.today(now), test=True)


def _example(now: datetime, topics: Sequence[str]) -> Item:
    """Return an invented notice, for the sample of an empty cache."""
    today = days.today(now)
    notice = Notice(
        id="0" * 12,
        title="An example of a notice: the cache is empty as yet",
        date=today,
        summary="`cdetrack fetch` reads the listings; later samples show your newest notices.",
        url=None,
        sources=("example",),
        article=None,
        number=None,
        issuers=(),
        kind="notice",
        status=None,
        topics=tuple(topics[:1]),
        effective=None,
        event=None,
        comments_due=None,
        summary_suspect=False,
        relations=(),
        first_seen=now,
        withdrawn=None,
    )
    return Item(notice=notice, kinds=("added",))
