"""`check`, `alerts` and channels, as a user and cron run them."""

import base64
import hashlib
import hmac
import json
import os
import re
import resource
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cdetrack.alert import outbox_records
from cdetrack.alert.alert import Alert, Member
from cdetrack.alert.channels.address import key
from cdetrack.alert.outbox import open_outbox
from cdetrack.cache import Cache
from cdetrack.model.record import Change, Position
from cdetrack.store.history import History
from support.live import Live
from support.notices import NOW
from support.paths import SRC
from support.program import Program, Ran, listing, script, watching, without_privileges
from support.receivers import Inbox, Post, Web, answering, hook, mail_server
from support.replica import CERTIFICATE, Fault, Item, Replica, Reply, challenge, items, status

FIRST = listing(("Notice on children's drugs", "2026-09-05"))
NEW = listing(("Notice on vaccine trials", "2026-09-06"))
NEWER = listing(("Notice on cell therapy", "2026-09-07"))


def configure(cdetrack: Program, text: str) -> None:
    cdetrack.cache.mkdir(parents=True, exist_ok=True)
    (cdetrack.cache / "config.toml").write_text(text)


def watch(*channels: str, rest: str = "", name: str = "all") -> str:
    return f"[[watch]]\nname = {json.dumps(name)}\nchannels = {json.dumps(channels)}\n{rest}\n"


def check(cdetrack: Program, *args: object, **given: object) -> Ran:
    return cdetrack("check", "--no-fetch", *args, **given)  # type: ignore[arg-type]


def ingest(cdetrack: Program, text: str, *args: object) -> None:
    assert cdetrack("ingest", "-", *args, stdin=text).code == 0


def outbox(cdetrack: Program) -> bytes:
    return (cdetrack.cache / "outbox.jsonl").read_bytes()


@pytest.fixture
def watched(cdetrack: Program) -> Program:
    """A cache with one watch on everything that tells stdout, and a first listing as the baseline."""
    configure(cdetrack, watch("stdout"))
    ingest(cdetrack, FIRST)
    assert check(cdetrack) == Ran(0, "", "")
    return cdetrack


def test_nothing_due_prints_nothing_and_changes_no_byte(watched: Program) -> None:
    before = watched.bytes()
    assert check(watched) == Ran(0, "", "")
    assert check(watched, "--exit-code") == Ran(0, "", "")
    assert watched.bytes() == before


def test_without_a_configuration_there_is_nobody_to_tell(cdetrack: Program) -> None:
    ingest(cdetrack, FIRST)
    assert check(cdetrack) == Ran(0, "", "")
    assert "no watch is configured" in check(cdetrack, "-v").err
    assert not (cdetrack.cache / "outbox.jsonl").exists()


def test_what_is_new_is_told_once(watched: Program) -> None:
    ingest(watched, NEW)
    ran = check(watched, "--exit-code")
    assert (ran.code, ran.err) == (10, "")
    assert ran.out.startswith("all: 1 new\n\nNEW\n\n* Notice on vaccine trials\n  2026-09-06 · notice · ingest\n")
    assert check(watched, "--exit-code") == Ran(0, "", "")


def test_a_new_watch_starts_at_the_present_and_a_changed_filter_rewinds_nothing(watched: Program) -> None:
    ingest(watched, NEW)
    configure(watched, watch("stdout") + watch("stdout", name="late"))
    assert re.findall("^(.+): 1 new", check(watched).out, re.MULTILINE) == ["all"]
    configure(watched, watch("stdout", rest='topics = ["vaccines"]') + watch("stdout", name="late"))
    assert check(watched) == Ran(0, "", "")
    ingest(watched, NEWER)
    assert re.findall("^(.+): 1 new", check(watched).out, re.MULTILINE) == ["late"]


def test_what_was_there_before_is_told_on_request_and_once(cdetrack: Program) -> None:
    configure(cdetrack, watch("stdout"))
    ingest(cdetrack, FIRST)
    assert check(cdetrack, "--alert-existing").out.count("* Notice on children's drugs") == 1
    ingest(cdetrack, NEW, "--source", "my/list")
    assert check(cdetrack) == Ran(0, "", "")
    assert "vaccine" in check(cdetrack, "--alert-existing").out
    assert check(cdetrack, "--alert-existing") == Ran(0, "", "")
    ingest(cdetrack, NEWER)
    assert "all: 1 new" in check(cdetrack, "--alert-existing").out


def test_each_notice_can_have_an_alert_of_its_own(watched: Program) -> None:
    configure(watched, watch("stdout", rest="digest = false"))
    ingest(watched, NEW + NEWER)
    assert check(watched).out.count("all: 1 new") == 2


def entry(title: str, url: str = "https://english.nmpa.gov.cn/2026-09/05/c_1.htm", **rest: object) -> str:
    return json.dumps([{"title": title, "date": "2026-09-05", "url": url, **rest}])


def test_a_change_is_told_with_the_words_that_changed(cdetrack: Program) -> None:
    configure(cdetrack, watch("stdout", rest='on = ["changed"]'))
    ingest(cdetrack, entry("Notice No. 12 on dosage"))
    check(cdetrack)
    ingest(cdetrack, entry("Notice No. 13 on dosage"))
    told = check(cdetrack).out
    assert "all: 1 changed" in told
    assert "title: Notice No. [-12-]{+13+} on dosage" in told
    ingest(cdetrack, entry("Notice No. 13 on dosage", summary="A summary came."))
    assert check(cdetrack) == Ran(0, "", "")


def test_a_document_in_two_sections_is_told_once_whenever_the_second_comes(watched: Program) -> None:
    title = "NMPA Announcement on Matters concerning Dosage Forms ([2026] No. 8)"
    ingest(watched, entry("Other matter", "https://english.nmpa.gov.cn/2026-09/05/c_1.htm"), "--source", "nmpa/drugs")
    ingest(watched, entry("Other thing", "https://english.nmpa.gov.cn/2026-09/05/c_2.htm"), "--source", "nmpa/news")
    check(watched)
    ingest(watched, entry(title, "https://english.nmpa.gov.cn/2026-09/05/c_8.htm"), "--source", "nmpa/drugs")
    assert check(watched).out.count(title) == 1
    ingest(watched, entry(title, "https://english.nmpa.gov.cn/2026-09/05/c_9.htm"), "--source", "nmpa/news")
    assert [row[5] for row in watched("list", "--each").rows].count(title) == 2
    assert [row[5] for row in watched("list").rows].count(title) == 1
    assert check(watched) == Ran(0, "", "")


def test_two_recalls_under_one_title_on_one_day_are_each_named_by_their_link(watched: Program) -> None:
    """The first edition took the second one for another section of the first and sent no alert."""
    ingest(watched, entry("Other", "https://english.nmpa.gov.cn/2026-09/05/c_1.htm"), "--source", "nmpa/drugs")
    check(watched)
    links = [f"https://english.nmpa.gov.cn/2026-09/05/c_{page}.htm" for page in (8, 9)]
    for each in links:
        ingest(watched, entry("Notice of Recall of One Drug", each), "--source", "nmpa/drugs")
        told = check(watched).out
        assert told.startswith("all: 1 new")
        assert each in told
    assert [row[5] for row in watched("list").rows].count("Notice of Recall of One Drug") == 2


def test_an_article_that_a_watchs_own_section_shows_later_is_told_then_and_once(watched: Program) -> None:
    """Another section had it first: the watch on this one has never heard of it."""
    configure(watched, watch("stdout", rest='sources = ["nmpa/policies"]'))
    page = "https://english.nmpa.gov.cn/2026-09/05/c_{}.htm"
    for number, source in enumerate(("nmpa/drugs", "nmpa/policies")):
        ingest(watched, entry(f"Baseline {number}", page.format(number)), "--source", source)
    assert check(watched).out == ""
    ingest(watched, entry("Notice on Dosage", page.format(8)), "--source", "nmpa/drugs")
    assert check(watched) == Ran(0, "", "")
    ingest(watched, entry("Notice on Dosage", page.format(8)), "--source", "nmpa/policies")
    assert "* Notice on Dosage" in check(watched).out
    assert check(watched) == Ran(0, "", "")


def test_a_failing_channel_blocks_no_other_and_its_alert_keeps_its_id(watched: Program) -> None:
    with Web(answering(503)) as web:
        configure(watched, watch("stdout", f"{web.url}/token"))
        ingest(watched, NEW)
        ran = check(watched)
        assert (ran.code, "all: 1 new" in ran.out) == (8, True)
        digits = key(f"{web.url}/token")[:4]
        assert ran.err == f"error: `{web.url}/…#{digits}` of the watch `all`: it answered 503\n"
        # Its pause is not over: it is not tried again, and it is not forgotten.
        again = check(watched, "--exit-code")
        assert (again.code, again.out, len(web.posts)) == (8, "", 1)
        assert (
            f"`{web.url}/…#{digits}`: 1 alert of the watch `all` could not be delivered yet: it answered 503"
            in again.err
        )
        assert f"`cdetrack alerts drop --channel {digits}` gives up" in again.err
        assert [row["state"] for row in watched("alerts", "list", "--json").json()] == ["failed", "sent"]
        assert watched("alerts", "retry").code == 8
    ids = {body["id"] for _, _, body in web.posts}
    with Web(answering(200)) as mended:
        configure(watched, watch("stdout", f"{mended.url}/token"))
        ran = watched("alerts", "retry")
        assert (ran.code, ran.out) == (0, "")
    assert {body["id"] for _, _, body in mended.posts} == ids
    assert len(ids) == 1
    assert check(watched) == Ran(0, "", "")
    assert "token" not in outbox(watched).decode()


def test_the_pause_over_a_check_tries_again(watched: Program) -> None:
    configure(watched, watch("exec:./ring.sh"))
    script(watched.cache / "ring.sh", "exit 1")
    ingest(watched, NEW)
    assert check(watched).code == 8
    script(watched.cache / "ring.sh", "cat > heard.json")
    path = watched.cache / "outbox.jsonl"
    path.write_text(re.sub(r'"next": "[^"]+"', '"next": "2020-01-01T00:00:00Z"', path.read_text()))
    assert check(watched, "--exit-code") == Ran(10, "", "")
    assert check(watched, "--exit-code") == Ran(0, "", "")
    [sent] = watched("alerts", "--json").json()
    assert (sent["state"], sent["tries"]) == ("sent", 2)
    heard = json.loads((watched.cache / "heard.json").read_text())
    assert heard["id"] == sent["id"]
    assert heard["notices"] == watched("list", "--search", "vaccine", "--json").json()


def test_an_alert_is_stored_before_it_is_sent(watched: Program) -> None:
    configure(watched, watch("exec:./ring.sh"))
    script(watched.cache / "ring.sh", "cat > heard.json; cp outbox.jsonl stored.jsonl")
    ingest(watched, NEW)
    assert check(watched).code == 0
    heard = json.loads((watched.cache / "heard.json").read_text())
    records = [json.loads(line) for line in (watched.cache / "stored.jsonl").read_text().splitlines()]
    assert heard["id"] in [alert["id"] for record in records for alert in record.get("alerts", ())]


def test_the_password_of_the_mail_server_comes_from_the_environment(watched: Program) -> None:
    inbox = Inbox()
    with mail_server(inbox, "starttls", login=True) as smtp:
        mail = f'[mail]\nhost = "127.0.0.1"\nport = {smtp.port}\nuser = "me"\nfrom = "c@example.org"\n'
        configure(watched, mail + watch("mailto:me@example.org"))
        ingest(watched, NEW)
        assert check(watched, env={"SSL_CERT_FILE": str(CERTIFICATE)}).code == 8
        secret = {"SSL_CERT_FILE": str(CERTIFICATE), "CDETRACK_MAIL_PASSWORD": "secret"}
        assert watched("alerts", "retry", env=secret).code == 0
    [got] = inbox.mails
    assert "Notice on vaccine trials" in got["Subject"]
    assert inbox.login == (b"me", b"secret")


def test_the_secret_for_webhooks_comes_from_the_environment_and_a_broken_one_stops_a_check(watched: Program) -> None:
    with Web(answering(204)) as web:
        configure(watched, watch(web.url))
        ingest(watched, NEW)
        for secret in ("whsec_", "whsec_=", "whsec_TOKEN%", "whsec_TOKEN", "whsec_ä"):
            for command in (["check", "--no-fetch"], ["alerts", "test", "all"], ["watches"]):
                ran = watched(*command, env={"CDETRACK_WEBHOOK_SECRET": secret})
                assert (ran.code, ran.out) == (7, "")
                assert ran.err.startswith("error: `CDETRACK_WEBHOOK_SECRET` is broken")
                assert "TOKEN" not in ran.err
        assert web.posts == []
        assert check(watched, env={"CDETRACK_WEBHOOK_SECRET": "whsec_c2VjcmV0"}).code == 0
    [(_, headers, form)] = web.posts
    signed = f"{form['id']}.{headers['webhook-timestamp']}.".encode() + web.bodies[0]
    signature = base64.b64encode(hmac.new(b"secret", signed, hashlib.sha256).digest()).decode()
    assert (headers["webhook-id"], headers["webhook-signature"]) == (form["id"], f"v1,{signature}")


def test_what_changes_before_its_alert_goes_out_is_told_as_it_stands(cdetrack: Program) -> None:
    configure(cdetrack, watch("exec:./ring.sh"))
    script(cdetrack.cache / "ring.sh", "exit 1")
    ingest(cdetrack, entry("Something else", "https://english.nmpa.gov.cn/2026-09/05/c_7.htm"))
    check(cdetrack)
    ingest(cdetrack, entry("Notice No. 12 on dosage"))
    assert check(cdetrack).code == 8
    [waiting] = cdetrack("alerts", "--json").json()
    ingest(cdetrack, entry("Notice No. 13 on dosage"))
    script(cdetrack.cache / "ring.sh", "cat > heard.json")
    assert cdetrack("alerts", "retry").code == 0
    heard = json.loads((cdetrack.cache / "heard.json").read_text())
    assert (heard["id"], heard["notices"][0]["title"]) == (waiting["id"], "Notice No. 13 on dosage")
    assert check(cdetrack) == Ran(0, "", "")


def test_an_alert_that_goes_out_after_its_words_went_back_shows_the_way_back(cdetrack: Program) -> None:
    configure(cdetrack, watch("exec:./ring.sh", rest='on = ["changed"]'))
    script(cdetrack.cache / "ring.sh", "exit 1")
    early, late = (
        entry("Notice on Dosage (Draft for Comments)", summary=f"Comments by {day}.")
        for day in ("2030-05-20", "2030-07-20")
    )
    ingest(cdetrack, early)
    check(cdetrack)
    ingest(cdetrack, late)
    assert check(cdetrack).code == 8
    ingest(cdetrack, early)
    script(cdetrack.cache / "ring.sh", "cat > heard.json")
    assert cdetrack("alerts", "retry").code == 0
    heard = json.loads((cdetrack.cache / "heard.json").read_text())["text"]
    assert "reworded, and back in its former words" in heard
    assert "comments close: 2030-07-20 → 2030-05-20" in heard
    assert "summary: Comments by [-2030-07-20-]{+2030-05-20+}." in heard


def test_a_channel_that_is_gone_is_told_until_the_alert_is_given_up(watched: Program) -> None:
    configure(watched, watch("stdout", "exec:false"))
    ingest(watched, NEW)
    assert check(watched).code == 8
    configure(watched, watch("stdout"))
    # Its pause is not over: it is not tried, and no other try would help.
    for ran in (check(watched), watched("status")):
        assert "1 alert of the watch `all` could not be delivered: `exec:false` is no longer a channel" in ran.err
        assert "put it back, or `cdetrack alerts drop --channel " in ran.err
        assert "retry" not in ran.err
    ran = watched("alerts", "retry")
    assert (ran.code, "no longer a channel of `all`" in ran.err) == (8, True)
    [dropping] = re.findall("alerts drop ([0-9a-f]+)", ran.err)
    assert watched("alerts", "drop", "0000").err.startswith("error: no waiting alert `0000`\nhint: ")
    assert watched("alerts", "drop", dropping).code == 0
    assert check(watched) == Ran(0, "", "")
    assert sorted(row["state"] for row in watched("alerts", "--json").json()) == ["dropped", "sent"]


def test_notices_that_the_cache_has_lost_wait_and_the_others_of_their_alert_are_told(watched: Program) -> None:
    ingest(watched, NEW)
    known = next(each["id"] for each in watched("list", "--json").json() if "vaccine" in each["title"])
    members = tuple(Member(id=name, kinds=("added",), look=2) for name in (known, "0" * 12))
    alert = Alert(id="f" * 32, watch="all", channel="stdout", to=key("stdout"), created=NOW, members=members)
    with open_outbox(watched.cache, wait=1) as outbox:
        outbox.record(outbox_records.due(NOW, alerts=[alert]))
    ran = check(watched)
    assert ran.out.startswith("all: 1 new\n\nNEW\n\n* Notice on vaccine trials\n")
    assert (ran.code, "the cache no longer has its notices" in ran.err) == (8, True)
    rows = watched("alerts", "--json").json()
    assert {row["state"]: row["notices"] for row in rows} == {
        "dropped": [known, "0" * 12],
        "sent": [known],
        "failed": ["0" * 12],
    }


def test_alerts_of_a_watch_that_is_gone_are_told_and_count_until_they_are_given_up(watched: Program) -> None:
    """No silent loss: as long as an alert waits, `check` says so."""
    configure(watched, watch("exec:false"))
    ingest(watched, NEW)
    assert check(watched).code == 8
    configure(watched, watch("stdout", name="other"))
    ran = watched("alerts", "retry")
    assert (ran.code, ran.out) == (8, "")
    [row] = watched("alerts", "--json").json()
    assert row["why"] == "the configuration has neither the watch `all` nor another one with this channel"
    assert check(watched).code == 8
    [dropping] = re.findall("alerts drop ([0-9a-f]+)", ran.err)
    assert watched("alerts", "drop", dropping).code == 0
    assert check(watched) == Ran(0, "", "")


def test_alerts_of_a_watch_that_is_gone_go_to_its_channel_where_another_watch_has_that(watched: Program) -> None:
    """Somebody still reads it."""
    heard = watched.cache / "heard.json"
    script(watched.cache / "ring.sh", "exit 1")
    configure(watched, watch("exec:./ring.sh"))
    ingest(watched, NEW)
    assert check(watched).code == 8
    script(watched.cache / "ring.sh", f"cat > {heard}")
    configure(watched, watch("exec:./ring.sh", name="other", rest='topics = ["tcm"]'))
    assert watched("alerts", "retry").code == 0
    assert (json.loads(heard.read_text())["watch"], "vaccine" in heard.read_text()) == ("all", True)
    assert check(watched) == Ran(0, "", "")


def test_a_watch_that_was_renamed_goes_on_where_it_was(watched: Program) -> None:
    """Between the two names no notice is missed or sent again."""
    ingest(watched, NEW)
    check(watched)
    ingest(watched, NEWER)
    configure(watched, watch("stdout", name="every"))
    ran = check(watched)
    assert ran.out.startswith("every: 1 new")
    assert "cell therapy" in ran.out
    assert check(watched) == Ran(0, "", "")


def test_an_alert_that_waits_goes_out_whole_after_its_watch_was_renamed(watched: Program) -> None:
    """The notices that the watch counts as told move to its new name, and the alert still finds them."""
    statuses = iter((503, 200))
    with Web(lambda handler, form: answering(next(statuses))(handler, form)) as web:  # noqa: PLW0108 - one status for each
        configure(watched, watch(web.url))
        check(watched)
        ingest(watched, NEW)
        assert check(watched).code == 8
        configure(watched, watch(web.url, name="every"))
        assert watched("alerts", "retry").code == 0
    first, second = (body for _, _, body in web.posts)
    assert first == second
    assert len(second["notices"]) == 1


def test_a_deadline_is_told_before_it_comes_and_once(cdetrack: Program) -> None:
    configure(cdetrack, watch("stdout", rest='remind = "1y"'))
    day = subprocess.run(["date", "-u", "-d", "+20 days", "+%B %-d, %Y"], capture_output=True, text=True, check=True)
    words = f"The rules shall come into force as of {day.stdout.strip()}."
    ingest(cdetrack, listing(("Announcement on the dosage rules", "2026-09-05", words)))
    told = check(cdetrack)
    assert "COMING UP" in told.out
    assert "takes effect" in told.out
    assert check(cdetrack) == Ran(0, "", "")
    both = watch("stdout", rest='remind = "1y"') + watch("stdout", name="other", rest='remind = "1y"')
    configure(cdetrack, both)
    assert check(cdetrack).out.startswith("other: 1 deadline ahead"), "each watch is reminded for itself"
    assert check(cdetrack) == Ran(0, "", "")


def three(site: Replica) -> str:
    """Return a configuration that watches three sources of the site, which it fills."""
    names = {"nmpa/drugs": "drugs", "nmpa/devices": "medicaldevices", "nmpa/news": "news"}
    for name in names.values():
        site.sections[name] = items(4, first=1100000 + 1000 * len(name))
    return watching({source: site.url(f"{name}.html") for source, name in names.items()})


def test_a_check_fetches_and_a_source_that_fails_is_told_after_the_others_are_alerted(cdetrack: Program) -> None:
    with Replica() as site:
        configure(cdetrack, three(site) + watch("stdout"))
        assert cdetrack("check") == Ran(0, "", "")
        assert cdetrack("check") == Ran(0, "", "")
        site.sections["news"] = [*items(5, first=1199000)[:1], *site.sections["news"]]
        site.fault("/medicaldevices.html", status(503), times=1)
        ran = cdetrack("check", "--exit-code")
    assert ran.code == 4
    assert "all: 1 new" in ran.out
    assert ran.err.startswith("error: nmpa/devices: ")


def test_a_source_that_fails_for_too_long_is_told_to_every_channel_once_and_when_it_recovers(
    cdetrack: Program,
) -> None:
    post = Post()
    with Replica() as site, hook(post) as web:
        both = watch("stdout", rest='topics = ["vaccines"]') + watch(f"{web.url}/x", "stdout", name="other")
        configure(cdetrack, three(site) + both)
        assert cdetrack("check") == Ran(0, "", "")
        site.fault("/news.html", status(503), times=2)
        assert cdetrack("check").out == ""
        state = cdetrack.cache / "state.json"
        state.write_text(re.sub(r'("failing_since": )"[^"]+"', r'\1"2026-01-01T00:00:00Z"', state.read_text()))
        ran = cdetrack("check")
        assert (ran.code, ran.out.count("nmpa/news has failed since 2026-01-01 00:00 UTC")) == (4, 1)
        assert len(post.arrived) == 1
        back = cdetrack("check", "--exit-code")
        assert (back.code, back.out.count("nmpa/news: it can be read again")) == (10, 1)
        assert cdetrack("check") == Ran(0, "", "")
    assert len({alert for _, alert, _ in post.arrived}) == 2


def test_a_second_check_waits_for_the_first_and_then_says_so(watched: Program) -> None:
    holding = (
        "import sys; from pathlib import Path; from cdetrack.alert.outbox import open_outbox\n"
        "with open_outbox(Path(sys.argv[1]), wait=5): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holding, str(watched.cache)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(SRC)},
    ) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        ran = check(watched, "--wait", "0.1")
        assert (ran.code, ran.out) == (6, "")
        assert "another `cdetrack check`" in ran.err
        assert watched("alerts").code == 0
        holder.stdin.close()
    assert check(watched) == Ran(0, "", "")


def test_an_outbox_that_was_cut_off_at_any_byte_of_its_last_record_loses_nothing(watched: Program) -> None:
    before = outbox(watched)
    ingest(watched, NEW)
    told = check(watched).out
    whole = outbox(watched)
    stored = whole.index(b"\n", len(before)) + 1
    path = watched.cache / "outbox.jsonl"
    for cut in range(len(before), stored, 150):
        path.write_bytes(whole[:cut])
        assert check(watched).out == told
    for cut in range(stored, len(whole), 40):
        path.write_bytes(whole[:cut])
        # It was told, and only that it was is lost: it comes again, under the same id.
        assert check(watched).out == told
        assert len(watched("alerts", "--json").json()) == 1
    assert (watched.cache / "outbox.cut.jsonl").exists()


@pytest.mark.parametrize("damage", [b"nonsense\n", b'{"schema": 9}\n', b'{"schema": 1, "record": "odd", "at": "x"}\n'])
def test_an_outbox_that_cannot_be_read_is_refused_and_never_overwritten(watched: Program, damage: bytes) -> None:
    path = watched.cache / "outbox.jsonl"
    path.write_bytes(outbox(watched) + damage + outbox(watched))
    ingest(watched, NEW)
    before = watched.bytes()
    for command in (["check", "--no-fetch"], ["alerts"], ["alerts", "retry"]):
        ran = watched(*command)
        assert (ran.code, ran.out) == (6, "")
        assert ("upgrade cdetrack" if b"9}" in damage else "doctor --repair") in ran.err
    assert watched.bytes() == before


def test_a_damaged_outbox_is_told_by_doctor_and_repaired_but_for_what_cannot_be_read(watched: Program) -> None:
    configure(watched, watch("exec:false"))
    ingest(watched, NEW)
    assert check(watched).code == 8
    path = watched.cache / "outbox.jsonl"
    damaged = outbox(watched) + b"nonsense\n"
    path.write_bytes(damaged)
    assert watched("doctor").code == 6
    ran = watched("doctor", "--repair")
    assert (ran.code, "outbox: 1 record left out" in ran.out) == (0, True)
    assert (watched.cache / "outbox.jsonl.damaged-1").read_bytes() == damaged
    assert [row["state"] for row in watched("alerts", "--json").json()] == ["failed"]
    assert check(watched).code == 8


def test_an_outbox_is_mended_in_a_cache_that_has_nothing_else_yet(cdetrack: Program) -> None:
    configure(cdetrack, watch("stdout"))
    assert check(cdetrack).code == 0
    (cdetrack.cache / "outbox.jsonl").write_bytes(b"not a record\n")
    assert check(cdetrack).code == 6
    assert cdetrack("doctor").code == 6
    assert "outbox: 1 record left out" in cdetrack("doctor", "--repair").out
    assert check(cdetrack) == Ran(0, "", "")


def test_a_full_disk_loses_no_alert(watched: Program) -> None:
    ingest(watched, NEW)
    size = len(outbox(watched))
    told = ""
    for room in (size, size + 50, size + 400):
        ran = check(watched, before=lambda room=room: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)))
        assert ran.code == 6
        assert "Traceback" not in ran.err
        told += ran.out
    told += check(watched).out
    assert "Notice on vaccine trials" in told
    assert len(watched("alerts", "--json").json()) == 1
    assert check(watched) == Ran(0, "", "")


def test_a_folder_that_cannot_be_written_loses_no_alert(watched: Program) -> None:
    ingest(watched, NEW)
    before = watched.bytes()
    watched.cache.chmod(0o555)
    for path in watched.cache.iterdir():
        path.chmod(0o444)
    ran = check(watched, before=without_privileges)
    assert (ran.code, ran.out) == (6, "")
    assert watched("alerts", before=without_privileges).code == 0
    watched.cache.chmod(0o755)
    for path in watched.cache.iterdir():
        path.chmod(0o644)
    assert watched.bytes() == before
    assert "vaccine" in check(watched).out


def test_a_reader_of_stdout_that_is_gone_is_a_failed_delivery(watched: Program) -> None:
    ingest(watched, NEW)

    def close_reader() -> None:
        reading, writing = os.pipe()
        os.close(reading)
        os.dup2(writing, 1)

    ran = check(watched, before=close_reader)
    assert ran.code == 8
    assert "cannot write to stdout: broken pipe" in ran.err
    assert "Exception" not in ran.err
    assert "vaccine" in watched("alerts", "retry").out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_failure_that_cannot_be_told_keeps_no_alert_from_other_channels(cdetrack: Program) -> None:
    told = cdetrack.cache / "told.json"
    configure(
        cdetrack,
        watch("exec:false", f"exec:tee {told}", "mailto:me@example.org") + '[mail]\nhost = "127.0.0.1"\nport = 9\n',
    )
    ingest(cdetrack, FIRST)
    assert check(cdetrack).code == 0
    ingest(cdetrack, NEW)

    def fill_stderr() -> None:
        os.dup2(os.open("/dev/full", os.O_WRONLY), 2)

    assert check(cdetrack, before=fill_stderr).code == 8
    assert "vaccine" in told.read_text(encoding="utf-8")
    states = {row[2].partition("#")[0]: row[4] for row in cdetrack("alerts").rows}
    assert states == {"exec:false": "failed", "exec:tee …": "sent", "mailto:me@example.org": "failed"}


@pytest.mark.parametrize("environment", [{}, {"LANG": "C"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0"}])
def test_it_works_in_crons_empty_environment(cdetrack: Program, environment: dict[str, str]) -> None:
    configure(cdetrack, watch("stdout"))
    ingest(cdetrack, FIRST)
    command = [sys.executable, "-m", "cdetrack", "--cache", str(cdetrack.cache), "check", "--no-fetch"]
    env = {"PYTHONPATH": str(SRC), "PATH": "/usr/bin:/bin", **environment}
    assert subprocess.run(command, env=env, capture_output=True, check=True).stdout == b""
    ingest(cdetrack, listing(("疫苗临床试验管理规范", "2026-09-06")))
    ran = subprocess.run(command, env=env, capture_output=True, check=True, cwd="/")
    assert "疫苗临床试验管理规范".encode() in ran.stdout
    assert ran.stderr == b""


def test_without_a_home_and_without_a_cache_named_it_says_what_to_name() -> None:
    """A user without an account has no home for a cache."""
    nobody = "import pwd, sys; pwd.getpwuid = {}.__getitem__; from cdetrack.cli import run; sys.exit(run(['check']))"
    env = {"PYTHONPATH": str(SRC), "PATH": "/usr/bin:/bin"}
    ran = subprocess.run([sys.executable, "-c", nobody], env=env, capture_output=True, text=True, check=False, cwd="/")
    assert (ran.returncode, ran.stdout) == (6, "")
    assert ran.stderr.startswith("error: there is no home folder")
    assert "--cache DIR" in ran.stderr


def test_a_history_that_was_mended_goes_on_after_the_same_look(watched: Program) -> None:
    ingest(watched, NEW)
    assert check(watched).code == 0
    lines = watched.history.read_bytes().splitlines(keepends=True)
    watched.history.write_bytes(b"".join([lines[0].replace(b'"fields"', b'"fxelds"'), *lines[1:]]))
    watched.notices.unlink()
    ran = watched("doctor", "--repair")
    assert (ran.code, "the watch `all`" in ran.out) == (0, True)
    ingest(watched, NEWER)
    ran = check(watched)
    assert "all: 1 new" in ran.out, "what the watch was told of before is not told again"
    assert "cell therapy" in ran.out
    assert "mended or replaced" in ran.err
    assert check(watched) == Ran(0, "", "")


@pytest.mark.parametrize("repaired", [False, True])
@pytest.mark.parametrize("left", [None, b""], ids=["gone", "empty"])
def test_a_lost_outbox_is_told_and_what_was_told_before_is_not_known(
    watched: Program, left: bytes | None, *, repaired: bool
) -> None:
    ingest(watched, NEW)
    assert check(watched).code == 0
    path = watched.cache / "outbox.jsonl"
    path.unlink() if left is None else path.write_bytes(left)
    assert watched("doctor").code == 6
    if repaired:
        assert watched("doctor", "--repair").code == 0
        assert watched("doctor").code == 0
    [notice] = watched("list", "--search", "vaccine", "--json").json()

    def why() -> str:
        return str(watched("show", notice["id"], "--why", "--json").json()["why"]["watch all"])

    lost = "not known: the outbox of that time was lost, and with it the list of what this watch was told"
    assert why() == lost
    would = check(watched, "--dry-run")
    ran = check(watched)
    assert (ran.code, ran.out) == (0, "")
    told = "records of the outbox were lost since the last check: for want of them, `all` begins at the present"
    assert told in ran.err
    assert told in would.err
    assert "`cdetrack check --alert-existing` tells all that matches" in ran.err
    assert check(watched) == Ran(0, "", ""), "told once"
    assert why() == lost
    ingest(watched, NEWER)
    assert "all: 1 new" in check(watched).out
    assert "vaccine" in check(watched, "--alert-existing").out
    assert why().startswith("told on ")


def test_records_that_are_gone_from_the_end_of_the_outbox_are_done_again_and_that_is_told(watched: Program) -> None:
    path = watched.cache / "outbox.jsonl"
    before = path.read_bytes()
    ingest(watched, NEW)
    first = check(watched)
    path.write_bytes(before)
    ran = check(watched)
    assert (ran.code, ran.out) == (0, first.out)
    assert "records at the end of" in ran.err
    assert "done again; at worst something is told twice" in ran.err
    assert check(watched) == Ran(0, "", "")


def test_show_tells_which_alerts_went_out_for_a_notice(watched: Program) -> None:
    ingest(watched, NEW)
    check(watched)
    [notice] = watched("list", "--search", "vaccine", "--json").json()
    [sent] = watched("alerts", "--json").json()
    assert sent["notices"] == [notice["id"]]
    why = watched("show", notice["id"], "--why", "--json").json()["why"]
    assert re.fullmatch(r"told on 20.* UTC; stdout: sent 20.* UTC", why["watch all"])


def test_show_tells_which_alerts_went_out_for_a_watch_that_was_removed_since(cdetrack: Program) -> None:
    configure(cdetrack, watch("stdout", name="old") + watch("stdout", name="keep", rest='search = "nothing"'))
    ingest(cdetrack, FIRST)
    check(cdetrack)
    ingest(cdetrack, NEW)
    check(cdetrack)
    assert cdetrack("watches", "remove", "old").code == 0
    [notice] = cdetrack("list", "--search", "vaccine", "--json").json()
    why = cdetrack("show", notice["id"], "--why", "--json").json()["why"]
    told = r"told on 20.* UTC; stdout: sent 20.* UTC; the configuration no longer has this watch"
    assert re.fullmatch(told, why["watch old"])
    assert why["watch keep"].startswith("not told: it does not match the filter")
    earlier = cdetrack("list", "--json").json()[-1]
    assert "watch old" not in cdetrack("show", earlier["id"], "--why", "--json").json()["why"]


def test_show_tells_that_a_watch_was_told_of_a_change_and_why_not_that_the_notice_is_new(cdetrack: Program) -> None:
    """Changes of a notice that it was not told of as new: all that it asked for, or of one from before the watch."""
    ingest(cdetrack, entry("Notice No. 12 on dosage"))
    configure(
        cdetrack,
        watch("stdout", name="changes", rest='on = ["changed"]')
        + watch("stdout", name="both", rest='on = ["added", "changed"]')
        + watch("stdout", name="gone", rest='on = ["withdrawn"]'),
    )
    check(cdetrack)
    ingest(cdetrack, entry("Notice No. 13 on dosage"))
    check(cdetrack)
    [notice] = cdetrack("list", "--json").json()
    why = cdetrack("show", notice["id"], "--why", "--json").json()["why"]
    told = r"told on 20.* UTC \(changed\); stdout: sent 20.* UTC; not as new: "
    assert re.fullmatch(told + "the watch hears of changed alone", why["watch changes"])
    assert re.fullmatch(told + "it was there at the first look at `ingest`", why["watch both"])
    assert why["watch gone"] == "not told: the watch hears of withdrawn alone"


@pytest.mark.parametrize("later", [timedelta(0), timedelta(hours=-1)], ids=["within one second", "clock set back"])
def test_show_tells_by_the_order_of_the_history_what_the_next_check_tells(
    cdetrack: Program, tmp_path: Path, later: timedelta
) -> None:
    configure(cdetrack, watch("stdout") + watch("stdout", rest='digest = "daily"', name="recap"))
    page, now = tmp_path / "page.txt", [NOW]
    cache = Cache(cdetrack.cache, now=lambda: now[0])

    def why(title: str) -> tuple[str, str]:
        [notice] = [each for each in cache.notices() if title in each.title]
        reasons = cache.why(notice)
        return reasons["watch all"], reasons["watch recap"]

    for text in (FIRST, NEWER):
        page.write_text(text)
        cache.ingest(page)
    cache.check(fetch=False)
    now[0] += later
    page.write_text(NEW)
    cache.ingest(page)
    assert why("cell") == ("not told: it was recorded before the first check of this watch",) * 2
    assert why("vaccine") == (
        "not told: the next `cdetrack check` tells it",
        "not told: the next daily recap tells it",
    )
    assert cache.check(fetch=False).due == 1
    assert why("vaccine")[0].startswith("told on ")


def test_a_watch_says_that_it_begins_with_its_first_check(cdetrack: Program) -> None:
    """What was recorded before is not told, and that is said wherever somebody asks."""
    add = cdetrack("watches", "add", "v", "--topic", "vaccines", "--channel", "stdout")
    last = "cdetrack check --no-fetch  begins it: what comes later is told"
    assert add.err.splitlines()[-1].strip() == last
    assert "begins" in cdetrack("watches", "edit", "v", "--on", "added").err
    ingest(cdetrack, FIRST + NEW)
    assert cdetrack("watches").rows[0][-1].endswith("begins with its first `check`")
    assert cdetrack("watches", "--json").json()[0]["begun"] is False
    said = "the watch `v` begins with its first check: 1 recorded document matches it and is not told (`"
    assert f"{said}cdetrack list --watch v`)" in check(cdetrack, "--dry-run").err
    assert "begins" not in check(cdetrack, "--dry-run", "--alert-existing").err
    [notice] = cdetrack("list", "--watch", "v", "--json").json()
    why = cdetrack("show", notice["id"], "--why", "--json").json()["why"]
    assert why["watch v"].startswith("not told: the watch begins with its first `cdetrack check`")
    assert check(cdetrack) == Ran(0, "", "")
    assert "begins" not in check(cdetrack, "--dry-run").err
    assert "begins" not in cdetrack("watches", "edit", "v", "--rename", "w").err, "a renamed watch goes on"
    assert cdetrack("watches", "--json").json()[0]["begun"] is True
    assert "begins" not in cdetrack("watches").out


def test_watches_show_what_they_would_have_matched(cdetrack: Program) -> None:
    day = subprocess.run(["date", "-u", "-d", "-5 days", "+%F"], capture_output=True, text=True, check=True)
    recent = day.stdout.strip()
    ingest(cdetrack, listing(("Vaccine notice", recent), ("Other notice", recent), ("Old vaccine", "2020-01-01")))
    rules = ('topics = ["vaccines"]', 'search = "nothing at all"', "")
    configure(
        cdetrack,
        "".join(watch("stdout", f"https://x.org/{n}", rest=rule, name=f"w{n}") for n, rule in enumerate(rules)),
    )
    rows = cdetrack("watches", "--json").json()
    assert [(row["matched"], row["of"], row["note"]) for row in rows] == [
        (1, 2, None),
        (0, 2, "matches nothing"),
        (2, 2, "matches everything"),
    ]
    assert rows[0]["months"] == {recent[:7]: 1}
    labels = [row["channels"][1] for row in rows]
    assert labels == [f"https://x.org/…#{key(f'https://x.org/{number}')[:4]}" for number in range(3)]
    assert len(set(labels)) == 3, "channels of one host are told apart"
    assert [each["title"] for each in rows[0]["notices"]] == ["Vaccine notice"]
    assert rows[1]["filter"] == "search nothing at all"
    assert "topic vaccines" in cdetrack("watches").out


def test_a_watch_on_withdrawn_notices_is_told_of_each_that_goes(cdetrack: Program) -> None:
    recent = (datetime.now(UTC) - timedelta(days=5)).date().isoformat()
    configure(cdetrack, watch("stdout", rest="withdrawn = true"))
    stays, goes = ("Vaccine notice", recent), ("Other notice", recent)
    ingest(cdetrack, listing(stays, goes), "--complete")
    assert check(cdetrack) == Ran(0, "", "")
    assert cdetrack("watches", "--json").json()[0]["note"] == "there were no notices"
    for _ in range(2):
        ingest(cdetrack, listing(stays), "--complete")
    assert check(cdetrack).out.startswith("all: 1 withdrawn\n\nWITHDRAWN\n\n* Other notice\n")
    [row] = cdetrack("watches", "--json").json()
    assert (row["filter"], row["on"], row["matched"], row["of"]) == ("withdrawn", ["withdrawn"], 1, 1)


def test_a_sample_is_marked_and_kept_nowhere(watched: Program) -> None:
    configure(watched, watch("stdout", "exec:./ring.sh"))
    script(watched.cache / "ring.sh", "cat > heard.json")
    before = outbox(watched)
    ran = watched("alerts", "test", "all")
    assert (ran.code, ran.out.startswith("This is a test")) == (0, True)
    assert json.loads((watched.cache / "heard.json").read_text())["test"] is True
    assert outbox(watched) == before
    script(watched.cache / "ring.sh", "exit 1")
    ran = watched("alerts", "test", "all")
    assert (ran.code, "exited with 1" in ran.err) == (8, True)
    ran = watched("alerts", "test", "al")
    assert (ran.code, "did you mean `all`?" in ran.err) == (3, True)


def test_a_page_that_was_rewritten_is_told_in_a_few_lines(cdetrack: Program) -> None:
    configure(cdetrack, watch("stdout", rest='on = ["changed"]'))
    words = [f"word{number}" for number in range(4_000)]
    ingest(cdetrack, entry("Notice on dosage", summary=" ".join(words)))
    check(cdetrack)
    words[::2] = [f"{word}x" for word in words[::2]]
    ingest(cdetrack, entry("Notice on dosage", summary=" ".join(words)))
    told = check(cdetrack).out
    assert "summary: [-word0-]{+word0x+} word1 " in told
    assert len(told) < 5_000


@pytest.mark.parametrize("second", ["nmpa/drugs", "nmpa/policies"])
def test_a_carrier_that_turns_out_to_be_a_notice_of_its_own_is_told(cdetrack: Program, second: str) -> None:
    """It was passed over as one more carrier, until one listing showed both: that of its namesake, or its own."""
    cdetrack.cache.mkdir(parents=True, exist_ok=True)
    (cdetrack.cache / "config.toml").write_text('[[watch]]\nname = "all"\nchannels = ["stdout"]\n')

    def entry(number: int, day: int, title: str = "NMPA Notice on the recall of widgets and toys") -> dict[str, str]:
        link = f"https://english.nmpa.gov.cn/2026-09/0{day}/c_{number}.html"
        return {"title": title, "date": f"2026-09-0{day}", "url": link}

    def shown(source: str, *entries: dict[str, str]) -> str:
        cdetrack("ingest", "-", "--source", source, stdin=json.dumps(entries))
        return cdetrack("check", "--no-fetch").out

    old = [entry(1000001 + place, 1, f"NMPA Announcement on {what}") for place, what in enumerate(("dosage", "labels"))]
    cdetrack("check", "--no-fetch")
    assert shown("nmpa/drugs", old[0]) + shown("nmpa/policies", old[1]) == ""
    assert "c_1000003" in shown("nmpa/drugs", entry(1000003, 2), old[0])
    assert shown("nmpa/policies", entry(1000004, 3), old[1]) == ""
    both = entry(1000004, 3), entry(1000003, 2), old[second == "nmpa/policies"]
    told = shown(second, *both)
    assert ("c_1000004" in told, "c_1000003" in told) == (True, False)
    assert shown(second, *both) == ""


@pytest.mark.parametrize("there", [True, False], ids=["beside it", "in its place"])
def test_a_carrier_is_a_notice_of_its_own_where_its_listing_shows_both(live: Live, *, there: bool) -> None:
    """A site may also put the page of the one in the place of that of the other."""
    one, other = items(9), items(9, first=1198000)
    title = "NMPA Announcement on the Review of Innovative Widgets for Children"
    first, second = (
        replace(one[0], title=title, article=article, date="2025-09-03") for article in ("1300001", "1300002")
    )
    live.site.sections = {"drugs": one, "devices": other}
    urls = {f"nmpa/{name}": live.site.url(f"{name}.html") for name in live.site.sections}
    live.point(urls, more=watch("stdout"))

    def told(section: str, *shown: Item) -> str:
        live.site.sections[section] = list(shown)
        return live("check").out

    assert live("check").out == ""
    assert "c_1300001.htm" in told("drugs", first, *one)
    assert told("devices", second, *other) == ""
    both = told("devices", first, *[second][:there], *other)
    assert ("c_1300001.htm" in both, "c_1300002.htm" in both) == (False, there)
    assert live("check").out == ""


def test_many_carriers_that_are_notices_of_their_own_are_found_in_one_pass(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A section begins to list the pages of another one beside its own copies of them."""
    searched: list[str] = []
    search = History.of_notice

    def counting(self: History, name: str, through: Position) -> list[Change]:
        searched.append(name)
        return search(self, name, through)

    def page(*folders: str) -> Reply:
        rows = "".join(
            f'<li><a href="/{folder}/{number}.html">NMPA Announcement on the Review of Widgets of Class {number} for '
            f"Children</a> 2025-09-{number:02}</li>"
            for folder in folders
            for number in range(20, 0, -1)
        )
        old = "".join(
            f'<li><a href="/old/{day}.html">Notice on old matter {day}</a> 2025-08-0{day}</li>' for day in range(1, 9)
        )
        return Reply(body=f"<ul>{rows}{old}</ul>".encode(), headers={"Content-Type": "text/html"})

    live.point({f"my/{name}": live.site.url(f"{name}.html") for name in ("one", "two")}, more=watch("stdout"))
    monkeypatch.setattr(History, "of_notice", counting)
    for one, two, told in (((), (), 0), (("a",), (), 20), (("a",), ("b",), 0), (("a",), ("a", "b"), 20)):
        live.site.files = {"/one.html": page(*one), "/two.html": page(*two)}
        assert live("check").out.count("Widgets of Class") == told
        assert len(searched) < told or not told
    assert live("check").out == ""


def test_a_dry_run_says_what_would_be_told_and_to_whom_and_keeps_nothing(cdetrack: Program) -> None:
    heard = cdetrack.cache / "heard.json"
    with Replica() as site:
        inbox = cdetrack.cache.parent / "inbox"
        inbox.mkdir()
        channels = watch("stdout", "exec:./ring.sh --token secret", "mailto:me@example.org")
        mail = '[mail]\nhost = "127.0.0.1"\nport = 9\n'
        configure(cdetrack, f'inbox = "{inbox}"\n' + three(site) + mail + channels)
        script(cdetrack.cache / "ring.sh", f"cat > {heard}")
        assert check(cdetrack).code == 0
        assert cdetrack("check").code == 0
        site.sections["drugs"] = [*items(1, first=1199000), *site.sections["drugs"]]
        (inbox / "page.txt").write_text(NEW, encoding="utf-8")
        old = datetime(2026, 1, 1, tzinfo=UTC).timestamp()
        os.utime(inbox / "page.txt", (old, old))
        before = cdetrack.bytes()
        ran = cdetrack("check", "--dry-run", "--exit-code")
        assert ran.code == 10
        assert "To `stdout`, `exec:./ring.sh …#" in ran.out
        assert "`mailto:me@example.org`:" in ran.out
        assert "secret" not in ran.out
        assert "all: 2 new" in ran.out or "all: 1 new" in ran.out
        assert "nothing was sent or kept" in ran.err
        assert cdetrack.bytes() == before
        assert not heard.exists()
        assert (inbox / "page.txt").exists()
        assert cdetrack("check").code == 8
        assert heard.exists()
    assert check(cdetrack, "--dry-run").out == ""


def test_what_an_alert_says_is_shown_in_every_form(watched: Program) -> None:
    ingest(watched, NEW)
    told = check(watched).out
    [sent] = watched("alerts", "--json").json()
    ran = watched("alerts", "show", sent["id"][:8])
    assert ran.out.strip() == told.strip()
    assert f"alert `{sent['id']}` of the watch `all` to `stdout`: sent" in ran.err
    assert watched("alerts", "show", sent["id"], "--json").json()["id"] == sent["id"]
    assert watched("alerts", "show", sent["id"], "--format", "html").out.startswith("<!DOCTYPE html>")
    assert watched("alerts", "show", sent["id"], "--format", "md").out.startswith("**NEW**")
    assert watched("alerts", "show", sent["id"], "--format", "html", "--json").code == 2
    unknown = watched("alerts", "show", "0000")
    assert (unknown.code, unknown.err.splitlines()[0]) == (3, "error: no alert `0000`")


def test_alerts_that_wait_for_one_channel_are_one_line_and_are_dropped_together(watched: Program) -> None:
    dead, other = "http://127.0.0.1:9/token/1", "http://127.0.0.1:9/token/2"
    configure(watched, watch(dead, other, rest="digest = false"))
    ingest(watched, NEW + NEWER)
    ran = check(watched)
    assert ran.code == 8
    digits = [key(each)[:4] for each in (dead, other)]
    assert ran.err.count("error: ") == 2
    for each in digits:
        assert f"error: `http://127.0.0.1:9/…#{each}`: 2 alerts of the watch `all` could not be delivered" in ran.err
        assert f"`cdetrack alerts drop --channel {each}` gives up" in ran.err
    assert check(watched).err.count("error: ") == 2
    assert watched("status").err.count("could not be delivered yet") == 2
    shown = watched("alerts", "--format", "table")
    table = shown.out
    assert table.count("2 alerts") == 2
    for each in digits:
        assert f"`http://127.0.0.1:9/…#{each}`: `cdetrack alerts retry` tries again" in shown.err
        assert f"`cdetrack alerts drop --channel {each}` gives up" in shown.err
    assert watched("alerts", "--each", "--format", "table").out.count("2 alerts") == 0
    assert len(watched("alerts").rows) == 4
    assert "token" not in table + shown.err + ran.err
    assert watched("alerts", "drop").code == 2
    ran = watched("alerts", "drop", "--channel", "nosuch")
    assert (ran.code, f"`http://127.0.0.1:9/…#{digits[0]}`" in ran.err) == (3, True)
    assert watched("alerts", "drop", "--channel", digits[0]).err == "2 alerts given up\n"
    assert watched("alerts", "drop", "--channel", other).err == "2 alerts given up\n"
    assert check(watched) == Ran(0, "", "")


@pytest.mark.parametrize(
    ("channel", "said"),
    [
        ("exec:./missing.sh", "missing.sh"),
        ("exec:cat >> told.json", "`>>` is for a shell"),
        ("exec:no-such-program --now", "`no-such-program` on the PATH"),
        ("htps://hooks.example.org/token", "did you mean `https:`?"),
        ("slak://token/b/c", "did you mean `slack:`?"),
        ("slack://token", "refuses this `slack:` link"),
    ],
)
@pytest.mark.parametrize("command", [("check", "--no-fetch"), ("watches",), ("alerts", "test", "all")])
def test_a_channel_that_cannot_work_is_a_mistake_with_its_line(
    watched: Program, channel: str, said: str, command: tuple[str, ...]
) -> None:
    configure(watched, watch("stdout", channel))
    ran = watched(*command)
    assert (ran.code, ran.out) == (7, "")
    assert "config.toml`, line 3: " in ran.err
    assert said in ran.err
    assert "token" not in ran.err
    assert watched("list").code == 0, "readers need no channel"


def test_a_sample_goes_to_one_channel_or_to_the_terminal(watched: Program) -> None:
    configure(watched, watch("stdout", "exec:./ring.sh 1"))
    script(watched.cache / "ring.sh", "cat > heard.json")
    before = outbox(watched)
    ran = watched("alerts", "test", "all", "--print")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("This is a test")
    assert not (watched.cache / "heard.json").exists()
    ran = watched("alerts", "test", "all", "--channel", key("exec:./ring.sh 1")[:4])
    assert (ran.code, ran.out) == (0, "")
    assert (watched.cache / "heard.json").exists()
    ran = watched("alerts", "test", "all", "--channel", "mailto:x@example.org")
    assert (ran.code, "its channels are `stdout`, `exec:./ring.sh …#" in ran.err) == (3, True)
    assert outbox(watched) == before


def test_the_filter_of_a_watch_lists_and_others_narrow_it(watched: Program) -> None:
    ingest(watched, NEW + NEWER)
    configure(watched, watch("stdout", rest='topics = ["vaccines", "pediatrics"]'))
    assert [row[5] for row in watched("list", "--watch", "all").rows] == [
        "Notice on vaccine trials",
        "Notice on children's drugs",
    ]
    assert [row[5] for row in watched("list", "--watch", "all", "--topic", "pediatrics").rows] == [
        "Notice on children's drugs"
    ]
    assert watched("list", "--watch", "all", "--count").out == "2\n"
    assert watched("list", "--watch", "al").code == 3


@pytest.mark.parametrize(
    ("answer", "why", "advice"),
    [
        (status(503), "answered 503", "until it answers: `cdetrack fetch nmpa/news` tries it now"),
        (status(200, body=b"<html><p>Moved</p></html>"), "its page cannot be read: ", "set `selectors` or `json`"),
        (challenge(), "with a challenge for browsers", "until then: open its page in a browser"),
    ],
    ids=["unreachable", "unreadable", "challenge"],
)
def test_troubles_go_to_those_who_are_named_for_them_and_say_what_to_do(
    cdetrack: Program, answer: Fault, why: str, advice: str
) -> None:
    with Replica() as site:
        troubles = '[alerts]\ntrouble_to = ["exec:./ring.sh"]\n'
        configure(cdetrack, three(site) + troubles + watch("stdout"))
        script(cdetrack.cache / "ring.sh", "cat > heard.json")
        assert cdetrack("check") == Ran(0, "", "")
        site.fault("/news.html", answer, times=2)
        assert cdetrack("check").out == ""
        state = cdetrack.cache / "state.json"
        state.write_text(re.sub(r'("failing_since": )"[^"]+"', r'\1"2026-01-01T00:00:00Z"', state.read_text()))
        assert cdetrack("check").out == ""
    heard = json.loads((cdetrack.cache / "heard.json").read_text())
    assert heard["watch"] == "sources"
    assert "nmpa/news has failed since 2026-01-01 00:00 UTC" in heard["text"]
    assert why in heard["text"]
    assert advice in heard["text"].partition("What to do: nothing new of it reaches you ")[2]


def test_a_mail_server_with_a_limit_gets_all_notices_in_mails_that_it_takes(watched: Program) -> None:
    """One person is in two watches: the parts are shared as well."""
    inbox = Inbox()
    with mail_server(inbox, size=9_000) as smtp:
        mail = f'[mail]\nhost = "127.0.0.1"\nport = {smtp.port}\nsecurity = "none"\nfrom = "c@example.org"\n'
        me = "mailto:me@example.org"
        configure(watched, mail + watch(me) + watch(me, name="some", rest='search = "Matter 1"'))
        assert check(watched).code == 0
        ingest(watched, listing(*((f"Notice on Matter {number}", "2026-09-06") for number in range(10, 60))))
        assert check(watched) == Ran(0, "", "")
        assert check(watched) == Ran(0, "", "")
    texts = [each.get_body(("plain",)).get_content() for each in inbox.mails]
    named = re.findall(r"^\* Notice on Matter (\d+)", "\n".join(texts), re.MULTILINE)
    assert sorted(named) == sorted(str(number) for number in range(10, 60))
    assert len({each["Message-ID"] for each in inbox.mails}) == len(inbox.mails) > 2
    assert {each["List-Id"] for each in inbox.mails} == {"<all.cdetrack.invalid>"}
    states = [row["state"] for row in watched("alerts", "--json").json()]
    assert set(states) == {"sent", "dropped"}
