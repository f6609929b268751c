"""Kill `check` again and again while notices appear, then let it finish, and count the alerts that arrived.

Used by a test with some hundreds of kills, and by `bench/kill_check.py` with more.
"""

import random
import time
from collections import Counter
from dataclasses import dataclass
from email.message import EmailMessage
from functools import partial
from pathlib import Path

from support.fork_server import ForkServer
from support.kill_sends import killed_after
from support.program import watching
from support.receivers import Inbox, Post, hook, mail_server
from support.replica import Replica, matter

_WATCHES = """
[mail]
host = "127.0.0.1"
port = {port}
security = "none"
[[watch]]
name = "digest"
channels = ["{hook}/digest", "mailto:reader@example.org"]
[[watch]]
name = "single"
digest = false
channels = ["{hook}/single"]
[[watch]]
name = "shared"
search = "Matter"
channels = ["mailto:reader@example.org"]
"""


@dataclass(frozen=True)
class Count:
    """The outcome, in notices for each watch and channel."""

    kills: int
    told: int
    """Notices that arrived, for each watch and channel that should have them."""
    never: int
    two_ids: int
    repeats: int
    """Times that an alert came again under the id under which it had come before."""

    def __str__(self) -> str:
        """Return it in a line."""
        return (
            f"{self.kills} kills: {self.told} told, {self.never} never told, {self.two_ids} told under two ids, "
            f"{self.repeats} repeats under the same id"
        )


def kill_checks(folder: Path, *, kills: int, at_random: int, seed: int = 1) -> Count:
    """Kill so many checks, `at_random` of them at a random moment, the others each at its next write or send."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    post = Post()
    flaky = False
    post.fails = lambda: flaky and chance.random() < 0.25
    made = 0

    def mailed(mail: EmailMessage) -> str:
        plain = mail.get_body(("plain",))
        assert plain is not None
        post.came("mail", str(mail["Message-ID"]), plain.get_content())
        return "451 try again" if post.fails() else "250 OK"

    with Replica(page_size=50) as site, hook(post, most=3) as web, mail_server(Inbox(answer=mailed)) as smtp:
        site.sections["drugs"] = [matter(0)]
        folder.mkdir(parents=True, exist_ok=True)
        config = watching({"nmpa/drugs": site.url("drugs.html")}, fetch="timeout = 5\nretries = 0")
        (folder / "config.toml").write_text(config + _WATCHES.format(hook=web.url, port=smtp.port))
        check = ("check", "--cache", folder)
        said = folder / "said.txt"
        with ForkServer() as fork_server:
            run = partial(fork_server, out=said)
            assert run(*check) == 0
            start = time.monotonic()
            assert run(*check) == 0
            usual = max(0.3, 4 * (time.monotonic() - start))
            done, at, random_left = 0, 1, at_random
            while done < kills:
                if at == 1 or chance.random() < 0.7:
                    made += 1
                    site.sections["drugs"].insert(0, matter(made))
                flaky = chance.random() < 0.3
                if random_left and chance.random() < at_random / kills:
                    code = killed_after(chance.uniform(0.05, 2 * usual), said, *check)
                    random_left -= code == -9
                else:
                    code = run(*check, at=at, torn=chance.random() < 0.5)
                    # When nothing was left to be killed at, the next check begins at its first write again.
                    at = at + 1 if code == -9 else 1
                assert code in {-9, 0, 8}, (code, said.read_text()[-2000:])
                done += code == -9
            flaky = False
            assert run(*check) in {0, 8}
            assert run("alerts", "retry", "--cache", folder) == 0
            assert run(*check) == 0
    return _count(post, made, done)


def _count(post: Post, made: int, kills: int) -> Count:
    """Compare the alerts that arrived with the notices that were published, for each watch and channel."""
    ids: dict[tuple[str, str], set[str]] = {}
    for channel, alert, notices in post.arrived:
        for notice in notices:
            ids.setdefault((channel, notice), set()).add(alert)
    audiences = ("/digest", "/single", "mail")
    got = [len(ids.get((audience, str(number)), ())) for audience in audiences for number in range(1, made + 1)]
    # Not one of the notices of an alert was left out or added when it came again.
    arrivals = Counter(post.arrived)
    assert len(arrivals) == len({(channel, alert) for channel, alert, _ in arrivals})
    return Count(
        kills=kills,
        told=sum(count > 0 for count in got),
        never=got.count(0),
        two_ids=sum(count > 1 for count in got),
        repeats=sum(count - 1 for count in arrivals.values()),
    )
