"""`init`: set up sources, topics and alerts by a few questions, or by options."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from cdetrack.cli import complete
from cdetrack.cli.context import Context, tell_error
from cdetrack.cli.interview import Interview
from cdetrack.cli.next_steps import tell_next
from cdetrack.cli.options import Channels
from cdetrack.cli.prompter import Prompter
from cdetrack.errors import UsageError

if TYPE_CHECKING:
    from cdetrack.cache import Cache
    from cdetrack.config.settings import Config
    from cdetrack.config.setup import Setup
    from cdetrack.config.toml_edit import Value

SourceNames = Annotated[
    list[str],
    typer.Option(
        "--source",
        metavar="SOURCE",
        help="A source, or a set: nmpa, carriers, cde, fda, …; can be repeated.",
        autocompletion=complete.source_sets,
    ),
]
TopicNames = Annotated[
    list[str],
    typer.Option(
        "--topic", "-t", metavar="TOPIC", help="Alert of these topics; can be repeated.", autocompletion=complete.topics
    ),
]
WatchName = Annotated[str | None, typer.Option("--name", metavar="NAME", help="The name of the watch.")]
InboxFolder = Annotated[
    str | None, typer.Option("--inbox", metavar="DIR", help="A folder for pages that you save in your browser.")
]
MailHost = Annotated[str | None, typer.Option("--mail-host", metavar="HOST", help="The mail server.")]
MailPort = Annotated[
    int | None, typer.Option("--mail-port", metavar="N", min=1, max=65535, help="Its port; 587, with tls 465.")
]
MailSecurity = Annotated[
    str | None, typer.Option("--mail-security", metavar="starttls|tls|none", help="How the connection is encrypted.")
]
MailUser = Annotated[
    str | None,
    typer.Option("--mail-user", metavar="USER", help="The login; the password is in $CDETRACK_MAIL_PASSWORD."),
]
MailFrom = Annotated[str | None, typer.Option("--mail-from", metavar="ADDRESS", help="The sender of the mails.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing: take the default for each option left out.")]
NoTry = Annotated[bool, typer.Option("--no-try", help="Do not try the sources and the channels.")]

_LONGEST_TRY = 10.0
"""Seconds for a connection, and for each read, of a trial: a person waits for it."""


def run(
    context: Context,
    source: SourceNames = [],  # noqa: B006 - Typer copies it
    topic: TopicNames = [],  # noqa: B006 - the same
    channel: Channels = [],  # noqa: B006 - the same
    name: WatchName = None,
    inbox: InboxFolder = None,
    mail_host: MailHost = None,
    mail_port: MailPort = None,
    mail_security: MailSecurity = None,
    mail_user: MailUser = None,
    mail_from: MailFrom = None,
    yes: Yes = False,
    no_try: NoTry = False,
) -> int:
    """Set up sources, topics and alerts by a few questions, each of which is an option as well.

    Writes a commented configuration, or adds to the one that is there; then tries each source and each channel.
    """
    from cdetrack.config.setup import apply

    draft = context.cache.config_draft()
    prompter = Prompter(defaults=yes)
    if not draft.is_new:
        context.tell(f"`{draft.path}` exists: this adds to it, and changes nothing else in it")
    mail: dict[str, Value | None] = {
        "host": mail_host, "port": mail_port, "security": mail_security, "from": mail_from, "user": mail_user
    }  # fmt: skip
    setup = Interview(draft, prompter).setup(source, topic, channel, name, inbox, mail)
    apply(setup, draft)
    config = draft.check_new()
    if not prompter.ask(f"Write `{draft.path}`?", "yes", _is_yes):
        context.tell("nothing was written")
        return 0
    draft.save()
    context.tell(f"{'wrote' if draft.is_new else 'added to'} `{draft.path}`")
    code = 0
    login = _login_without_password(config)
    if no_try:
        context.tell("the sources and the channels were not tried: `--no-try`")
    else:
        if login is not None:
            _ask_password(login, prompter)
        code = _try(context, config, setup.name)
    tell_next(context, _next_steps(context, setup, needs_password=login is not None))
    return code


def _is_yes(text: str) -> bool:
    if text.lower() not in {"y", "yes", "n", "no"}:
        raise UsageError(f"`{text}` is neither `yes` nor `no`")
    return text.lower() in {"y", "yes"}


def _try(context: Context, config: "Config", name: str) -> int:
    """Read the first page of each source and send a sample to each channel; return 8 if a channel refused it.

    A machine without a network is no failure: then the channels cannot be reached either, but for commands on it.
    """
    from dataclasses import replace

    from cdetrack.alert.channels.address import scheme
    from cdetrack.cache import Cache

    policy = config.fetch.policy
    policy = replace(policy, retries=0, timeout=min(policy.timeout, _LONGEST_TRY))
    cache = Cache(context.folder, replace(config, fetch=replace(config.fetch, policy=policy)), now=lambda: context.now)
    offline = _try_sources(context, cache)
    context.tell(f"sending a marked sample of `{name}`:")
    code, again = 0, False
    for result in cache.send_samples(name):
        error = result.error
        again = again or error is not None
        if error is None:
            context.tell(f"  `{result.channel}` took it")
        elif offline and scheme(result.channel) != "exec":
            context.tell(f"  `{result.channel}`: {error.message}{f' ({error.hint})' if error.hint else ''}")
        else:
            tell_error(f"`{result.channel}`: {error.message}", error.hint, code=error.exit_code)
            code = error.exit_code
    if again:
        context.tell(f"the configuration is written; try again: `{context.command('alerts', 'test', name)}`")
    return code


def _try_sources(context: Context, cache: "Cache") -> bool:
    """Print the result of each enabled source; return True if no site could be reached."""
    from cdetrack.render import counted
    from cdetrack.text.links import host_of

    names = [source.name for source in cache.sources.values() if source.enabled]
    if not names:
        return False
    context.tell("trying the sources:")
    width = max(map(len, names))
    unreachable = 0
    for trial in cache.try_sources(*names):
        unreachable += trial.unreachable
        if trial.error is None:
            said = f"{counted(trial.notices, 'notice')} on its first page"
        elif trial.unreachable:
            said = f"no connection to `{host_of(trial.source.url)}`"
        else:
            said = trial.error.message
        context.tell(f"  {trial.source.name:{width}}  {said}")
    if unreachable == len(names):
        context.tell("no source could be reached: is this machine online? `cdetrack fetch` tries again")
    return unreachable == len(names)


def _login_without_password(config: "Config") -> str | None:
    """Return the login for the mail server if the environment lacks its password, else None."""
    from cdetrack.alert.channels import PASSWORD

    return config.mail.user if config.mail is not None and PASSWORD not in os.environ else None


def _ask_password(login: str, prompter: Prompter) -> None:
    """Ask for the password of the mail server, for this run alone: it belongs into no file."""
    from cdetrack.alert.channels import PASSWORD

    prompter.explain(["", "A password lets the mail server be tried now. It is kept nowhere; Enter leaves it out."])
    if password := prompter.ask_secret(f"Password of {login}"):
        os.environ[PASSWORD] = password


def _next_steps(context: Context, setup: "Setup", *, needs_password: bool) -> list[tuple[str, str]]:
    from cdetrack.alert.channels import PASSWORD

    steps = [(f"export {PASSWORD}=…", "the password of the mail server")] if needs_password else []
    if setup.inbox is not None:
        steps.append((context.command("sources", "userscript"), "the lists of the CDE, saved by one click"))
    steps.append((context.command("fetch"), "reads the listings: the first look is the baseline"))
    steps.append((context.command("list"), "shows the notices"))
    steps.append((context.command("alerts", "test", setup.name), "sends a marked sample to its channels"))
    steps.append((context.command("schedule"), "prints the line for cron that fetches and alerts"))
    return steps
