"""Find the topics of a notice and the words that give them."""

from collections.abc import Mapping
from functools import cached_property, lru_cache

from cdetrack.meaning.built_in_topics import BuiltInTopics, Index, built_in, indexed
from cdetrack.meaning.facets.wording import as_written
from cdetrack.meaning.phrases import Form, SearchText, as_spelled, index_keys, search_text
from cdetrack.meaning.plain_title import plain_title
from cdetrack.meaning.topic_rule import NO_ORIGIN, Candidates, Origin, Rule, begins, reason_of
from cdetrack.model.publishers import listing_of
from cdetrack.text.clean import LONGEST_TITLE
from cdetrack.text.links import host_of
from cdetrack.text.regex import regex
from cdetrack.text.script import HAN
from cdetrack.text.traditional import simplified

_LIMITS = {"title": LONGEST_TITLE, "summary": 8_000}
"""The characters that are read."""
# `某集团股份有限公司`
_FORM_OF_COMPANY = r"(?:集团)?(?:股份)?(?:有限(?:责任)?公司|股份公司|集团公司)"
# What a company deals in, as it says in its name: a title about a maker of devices is about devices.
_TRADE_OF_COMPANY = (
    r"(?:医疗器械|医疗设备|医疗用品|化妆品|中药饮片|中药|饮片|生物制品|血液制品|疫苗|诊断试剂)(?:制造|生产|销售|科技)?"
)
# Words before a name, which are no part of it.
_BEFORE = (
    r"关于|对|由|的|与|和|及|为|给|向|在|同意|进口|出口|召回|撤销|注销|吊销|收回|暂停|停止|生产|经营|企业|公司|批准"
    r"|核准|处罚|告诫|约谈|检查|通报|申请|委托|收购|持有人|代理人|机构|许可|备案|申报"
)
# A name does not begin within one of these words.
_WITHIN = "关同进出召撤注吊收暂停生经企公批核处告约检通申委持代机许备"
_COMPANY = regex(
    rf"(?:(?<![{_WITHIN}])(?P<name>(?:(?!{_BEFORE}|{_TRADE_OF_COMPANY}{_FORM_OF_COMPANY}|{_FORM_OF_COMPANY})[{HAN}]){{2,12}}))?(?P<form>(?:{_TRADE_OF_COMPANY})?{_FORM_OF_COMPANY})"
)


class TopicRules:
    """The built-in topics in their order, or the user's in place of them, then more of the user's."""

    def __init__(self, built_in: "BuiltInTopics", own: Mapping[str, tuple[Rule, tuple[Form, ...]]]) -> None:
        self._built_in = built_in
        self._own = own
        self.names = tuple(dict.fromkeys([*built_in.names, *own]))

    @cached_property
    def _rules(self) -> tuple[Rule, ...]:
        rules = self._built_in.rules
        return tuple(self._own[name][0] if name in self._own else rules[name] for name in self.names)

    @cached_property
    def _own_index(self) -> Index:
        return indexed((at, self._own[name][1]) for at, name in enumerate(self.names) if name in self._own)

    @cached_property
    def _replaced(self) -> frozenset[int]:
        """The positions of the built-in rules that the user's replace."""
        return frozenset(at for at, name in enumerate(self._built_in.names) if name in self._own)

    @cached_property
    def _always(self) -> frozenset[int]:
        """The rules with regular expressions, which the index does not cover."""
        return frozenset(at for at, rule in enumerate(self._rules) if rule.patterns)

    @cached_property
    def _look_further(self) -> bool:
        """True if any rule searches summaries."""
        return any("summary" in rule.places for rule in self._rules)

    @cached_property
    def _by_origin(self) -> tuple[int, ...]:
        """The rules with sources, sites or issuers."""
        return tuple(at for at, rule in enumerate(self._rules) if rule.sources or rule.sites or rule.issuers)

    @cached_property
    def _by_topic(self) -> tuple[tuple[int, int], ...]:
        """The positions of each rule that another topic gives, and of that topic."""
        return tuple((at, self.names.index(name)) for at, rule in enumerate(self._rules) for name in rule.topics)

    def match(
        self,
        title: str,
        summary: str | None,
        *,
        sources: tuple[str, ...] = (),
        url: str | None = None,
        issuers: tuple[str, ...] = (),
    ) -> tuple[str, ...]:
        """Return the topics of the title (of the summary, for rules that search it) and of the origin, in order."""
        return tuple(self.why(title, summary, sources=sources, url=url, issuers=issuers))

    def why(
        self,
        title: str,
        summary: str | None,
        *,
        sources: tuple[str, ...] = (),
        url: str | None = None,
        issuers: tuple[str, ...] = (),
    ) -> Mapping[str, str]:
        """Return each topic of `match`, in order, with the words that give it, else its source, site or issuer."""
        origin = Origin(tuple(map(listing_of, sources)), host_of(url), issuers)
        shown, title = title, plain_title(title)
        found = self._reasons(title, summary, origin)
        plain, plain_summary = simplified(title), simplified(summary or "")
        if plain != title or plain_summary != (summary or ""):
            # Taiwan's own words for things are in traditional characters. What both shores say is in simplified ones,
            # and so are the rules by which other words hide it: a word that both write alike counts only if the
            # simplified text has the topic as well.
            more = self._reasons(plain, plain_summary, origin)
            own = {at: words for at, words in found.items() if at in more or simplified(words) != words}
            found = {at: _as_written(words, plain, title) for at, words in more.items()} | own
        for _ in self._by_topic:  # one topic may follow from another that follows itself
            for at, given in self._by_topic:
                if given in found:
                    found.setdefault(at, found[given])
        if other := {words for words in found.values() if words not in shown}:
            written = as_spelled(other, title) | (as_written(other, (shown[:LONGEST_TITLE],)) if title != shown else {})
            found = {at: written.get(words, words) for at, words in found.items()}
        return {self._rules[at].name: found[at] for at in sorted(found)}

    def _reasons(self, title: str, summary: str | None, origin: Origin) -> dict[int, str]:
        """Return the reason for each rule that matches, by its position."""
        plain = _without_companies(title)
        reasons = self._reasons_in_words(plain, summary, origin)
        if plain != title:
            reasons = {at: _as_written(words, plain, title) for at, words in reasons.items() if not self._is_own(at)}
            # A topic of the user's may be a company.
            named = self._reasons_in_words(title, summary, origin) if self._own else {}
            reasons |= {at: words for at, words in named.items() if self._is_own(at)}
        if origin != NO_ORIGIN:
            for at in self._by_origin:
                if at not in reasons and (reason := self._rules[at].origin_reason(origin)):
                    reasons[at] = reason
        return reasons

    def _is_own(self, at: int) -> bool:
        """Return True if the rule at a position is the user's."""
        return self.names[at] in self._own

    def _reasons_in_words(self, title: str, summary: str | None, origin: Origin) -> dict[int, str]:
        """Return the reason for each rule that the words of the title, or of the summary, match."""
        texts = {"title": search_text(title, _LIMITS["title"])}
        if self._look_further:
            texts["summary"] = search_text(summary or "", _LIMITS["summary"])
        keys = {place: index_keys(text) for place, text in texts.items()}
        candidates = {place: self._candidates(text, keys[place]) for place, text in texts.items()}
        possible = self._always.union(*candidates.values())
        return {
            at: reason
            for at in possible
            if (reason := reason_of(self._rules[at], at, texts, keys, candidates, origin)) is not None
        }

    def _candidates(self, text: SearchText, keys: set[str]) -> Candidates:
        """Return the forms of `any` whose first part is in the text, by rule; no other can match."""
        found: dict[int, list[tuple[int, Form]]] = {}
        for key in keys & self._built_in.keys:
            for at, order, form in self._built_in.entries(key):
                if at not in self._replaced and begins(form, text):
                    found.setdefault(at, []).append((order, form))
        for key in keys & self._own_index.keys():
            for at, order, form in self._own_index[key]:
                if begins(form, text):
                    found.setdefault(at, []).append((order, form))
        return found


def _without_companies(title: str) -> str:
    """Return the title with 某 for each character of a company's name, but for its trade and its legal form."""
    if "公司" not in title:
        return title
    return _COMPANY().sub(lambda found: "某" * len(found["name"] or "") + found["form"], title)


def _as_written(words: str, plain: str, title: str) -> str:
    """Return words of `plain`, of the length of the title, as the title has them."""
    at = plain.find(words)
    return title[at : at + len(words)] if at >= 0 else words


def load_topics(user: Mapping[str, Mapping[str, object]] | None) -> TopicRules:
    """Return the built-in rules with the user's `[topics.NAME]` tables: a new name is added, a built-in one replaced.

    Raises ValueError for an invalid table; the message has the topic and the key.
    """
    return _with(user) if user else _without_additions()


@lru_cache(maxsize=1)
def _without_additions() -> TopicRules:
    """Return the built-in rules: one object for the process, since compiling them takes longer than using them."""
    return _with({})


def _with(user: Mapping[str, Mapping[str, object]]) -> TopicRules:
    own: dict[str, tuple[Rule, tuple[Form, ...]]] = {}
    if user:
        from cdetrack.meaning.topic_tables import rule_in

        own = {name: rule_in(name, table) for name, table in user.items()}
    rules = TopicRules(built_in(), own)
    for name, (rule, _) in own.items():
        for other in rule.topics:
            if other not in rules.names:
                raise ValueError(f"topic `{name}`: `topics` names `{other}`, which is no topic")
    return rules
