"""The questions of `init`, asked for each option that was left out."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from cdetrack.cli.prompter import Prompter
from cdetrack.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from cdetrack.config.edit import ConfigDraft
    from cdetrack.config.setup import Setup
    from cdetrack.config.toml_edit import Value

_EVERYTHING = "everything"
_AS_IT_IS = "as now"
_SPLIT = re.compile(r"[\s,]+")
_TLS_PORT, _LAST_PORT = 465, 65535


class Interview:
    """The questions of one run, asked for each option that was left out."""

    def __init__(self, draft: "ConfigDraft", prompter: Prompter) -> None:
        from cdetrack.meaning.topics import load_topics
        from cdetrack.sources.configured import sources_in_force

        self._draft = draft
        self._prompter = prompter
        self._known = sources_in_force(draft.config.sources)
        self._topics = load_topics(draft.config.topics).names

    def setup(
        self,
        sources: Sequence[str],
        topics: Sequence[str],
        channels: Sequence[str],
        name: str | None,
        inbox: str | None,
        mail: "dict[str, Value | None]",
    ) -> "Setup":
        """Return the choices: those that were given, and the answers for the others."""
        from cdetrack.alert.channels import address
        from cdetrack.config.setup import Setup

        # Options are checked before the first question.
        given = [self._sources(list(sources)), self._topics_of(topics), [_channel(each) for each in channels]]
        chosen = given[0] or self._ask_sources()
        inbox = self._inbox(chosen, inbox)
        wanted = given[1] or self._ask_topics()
        to = given[2] or self._ask_channels()
        parts = (part for each in to for part in address.split(each))
        mails = [address.mailbox(part) for part in parts if address.scheme(part) == "mailto"]
        settings = self._mail(mail, mails)
        watch: dict[str, Value] = {"topics": wanted} if wanted else {}
        watch |= {"on": ["added", "changed"], "channels": to}
        return Setup(
            switched=self._switched(chosen),
            inbox=inbox,
            mail=settings,
            name=name or self._ask_name(wanted),
            watch=watch,
        )

    def _sources(self, names: list[str]) -> list[str]:
        from cdetrack.sources.sets import members

        return members(names, self._known)

    def _ask_sources(self) -> list[str]:
        from cdetrack.sources.sets import SETS

        def read(text: str) -> list[str]:
            if text == _AS_IT_IS:
                return []
            words = [word for word in _SPLIT.split(text) if word]
            numbers = {str(nth): each.name for nth, each in enumerate(SETS, 1)}
            return self._sources([numbers.get(word, word) for word in words])

        width = max(len(each.name) for each in SETS)
        self._prompter.explain(["", "Which sources should cdetrack read? Numbers or names, separated by commas."])
        self._prompter.explain(
            (f"  {nth:2}  {each.name:{width}}  {each.title}" for nth, each in enumerate(SETS, 1)), hanging=width + 8
        )
        self._prompter.explain(["      `cdetrack sources` lists all of them, one by one."])
        return self._prompter.ask("Sources", "nmpa" if self._draft.is_new else _AS_IT_IS, read)

    def _topics_of(self, names: Sequence[str]) -> list[str]:
        from cdetrack.query.filters import topics_called

        return list(topics_called(names, lambda: self._topics))

    def _ask_topics(self) -> list[str]:
        def read(text: str) -> list[str]:
            return [] if text == _EVERYTHING else self._topics_of([word for word in _SPLIT.split(text) if word])

        self._prompter.explain(["", "Which topics should cdetrack alert you of? Names, separated by commas."])
        self._prompter.explain([f"  {', '.join(self._topics)}"], hanging=2)
        return self._prompter.ask("Topics", _EVERYTHING, read)

    def _ask_channels(self) -> list[str]:
        prompter = self._prompter
        kinds: dict[str, Callable[[], list[str]]] = {
            "1": lambda: ["stdout"],
            "2": lambda: [prompter.ask("Mail address", "", lambda text: _channel(f"mailto:{text}"))],
            "3": self._ask_ntfy,
            "4": lambda: [prompter.ask("Address of the webhook", "", _channel)],
        }

        def read(text: str) -> list[str]:
            if text in kinds:
                return kinds[text]()
            return [_channel(word) for word in _SPLIT.split(text) if word]

        prompter.explain(
            [
                "",
                "Where should alerts go? A number, or a channel's address.",
                "   1  the terminal: `cdetrack check` prints them, and cron mails what is printed",
                "   2  mail",
                "   3  a phone, by the app ntfy (https://ntfy.sh)",
                "   4  a webhook: JSON by POST",
                "      Others: slack://…, wecombot://…, dingtalk://…, exec:./command, and all that Apprise knows",
            ],
            hanging=6,
        )
        return prompter.ask("Channel", "1", read)

    def _ask_ntfy(self) -> list[str]:
        from secrets import token_hex

        # Anybody who knows the name of a topic on ntfy.sh can read it.
        suggested = f"cdetrack-{token_hex(4)}"
        self._prompter.explain(
            ["  Install the app ntfy, and subscribe to this topic in it. Keep its name secret: it is the password."],
            hanging=2,
        )
        return [self._prompter.ask("Topic", suggested, lambda text: _channel(f"ntfy://{text.removeprefix('ntfy://')}"))]

    def _inbox(self, chosen: Sequence[str], given: str | None) -> str | None:
        from cdetrack.sources.sets import BROWSER_KINDS

        saved = any(self._known[name].kind in BROWSER_KINDS for name in chosen)
        if given is not None or not saved or self._draft.config.inbox is not None:
            return given
        self._prompter.explain(["", "You save the lists of the CDE and of the NMPA's Chinese site in your browser."])
        return self._prompter.ask("Folder for them", "~/Downloads/cdetrack", str)

    def _mail(self, given: "dict[str, Value | None]", mails: Sequence[str]) -> "dict[str, Value]":
        """Return the settings of the mail server: asked for if a channel is a mail address and none is configured."""
        found: dict[str, Value] = {key: value for key, value in given.items() if value is not None and value != ""}
        if not mails or self._draft.config.mail is not None:
            return found
        ask = self._prompter.ask
        recipient = mails[0]
        guessed = f"smtp.{recipient.rpartition('@')[2]}"
        self._prompter.explain(["", "Which mail server takes the mails? Your mail program has its settings."])
        if "host" not in found:
            found |= ask("Server", guessed, _server)
        if given["user"] is None:
            user = ask("Login (`-`: none)", recipient if found["host"] == guessed else "-", str)
            found |= {"user": user} if user != "-" else {}
        if "security" not in found and given["port"] is None:
            usual = "tls" if found.get("port") == _TLS_PORT else "starttls"
            security = ask("Encryption: starttls, tls or none", usual, _security)
            found |= {"security": security} if security != "starttls" else {}
        if "from" not in found:
            found["from"] = ask("Sender", recipient, str)
        return {key: found[key] for key in given if key in found}

    def _ask_name(self, topics: Sequence[str]) -> str:
        taken = {watch.name for watch in self._draft.config.watches}
        usual = topics[0] if len(topics) == 1 else "my-topics" if topics else _EVERYTHING
        if self._prompter.defaults:
            # The same command a second time is refused, and does not double every alert.
            return usual
        free = next(each for each in (usual, *(f"{usual}-{n}" for n in range(2, 1000))) if each not in taken)

        def read(text: str) -> str:
            if text in taken:
                raise UsageError(f"there is a watch `{text}` already", hint="give this one another name")
            return text

        self._prompter.explain([""])
        return self._prompter.ask("Name of this watch", free, read)

    def _switched(self, chosen: Sequence[str]) -> dict[str, bool]:
        """Return the sources to switch: on those that were chosen, and in a new file off the usual ones that were not.

        Lists that a browser has to save stay off: each fetch of them would fail.
        """
        from cdetrack.sources.sets import BROWSER_KINDS

        on = {name for name in chosen if self._known[name].kind not in BROWSER_KINDS}
        off = {name for name, each in self._known.items() if each.enabled and name not in on}
        wanted = {name: True for name in self._known if name in on and not self._known[name].enabled}
        return wanted | ({name: False for name in self._known if name in off} if self._draft.is_new and chosen else {})


def _channel(text: str) -> str:
    """Return the address of a channel. Raises ConfigError for a text that is none."""
    from cdetrack.alert.channels import address

    for part in address.split(text):
        wrong = address.mistake(part)
        if wrong is not None:
            raise ConfigError(wrong[0], hint=wrong[1])
    return text


def _server(text: str) -> "dict[str, Value]":
    """Return the settings `host` and, if it is written behind the name, `port`. Raises ConfigError."""
    from cdetrack.alert.channels import address

    named = re.fullmatch(r"([^:]+):([1-9]\d{0,4})", text)
    host = named[1] if named is not None and int(named[2]) <= _LAST_PORT else text
    if wrong := address.server_mistake(host):
        raise ConfigError(wrong[0], hint=wrong[1])
    return {"host": host, "port": int(named[2])} if named is not None else {"host": host}


def _security(text: str) -> str:
    from cdetrack.alert.channels.send_options import SECURITIES

    if text not in SECURITIES:
        raise UsageError(f"`{text}` is no encryption", hint="accepted are `starttls`, `tls` and `none`")
    return text
