"""Which topics a title is about, by data that users add to."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cdetrack.meaning import built_in_topics, topic_rule, topic_tables, topics
from cdetrack.meaning.phrases import Form, forms_of, search_text, words_and_pattern
from cdetrack.meaning.topics import load_topics
from support.paths import DATA

RULES = load_topics(None)


@pytest.mark.parametrize(
    ("title", "topics"),
    [
        ("Guideline on Toxicity Grading Standards in Vaccine Clinical Trials", "vaccines clinical-trials"),
        ("疫苗临床试验不良事件分级标准", "vaccines clinical-trials safety"),
        ("Overseas Inspections of Manufacturers", "inspection"),
        ("NMPA holds meeting to review drug policy", ""),
        ("Clinical Evaluation of Medical Devices", "medical-devices clinical-evaluation"),
        ("Announcement of the Center for Food and Drug Inspection of NMPA on Widgets", ""),
        ("Announcement of the General Administration of Customs on Widgets", ""),
        ("Announcement of the National Administration of Traditional Chinese Medicine on Widgets", ""),
        ("National Drug Safety Week opens", ""),
        ("Who will check children's cosmetics?", "cosmetics"),
        ("WHO experts visit", "international"),
        ("Mainland reports 12 new imported COVID-19 cases", "covid-19"),
        ("Important Matters on Reports", ""),
        ("Open-label Off-label Use", ""),
        ("Generic Names of Drugs", ""),
        ("Toxic Drugs", "controlled-substances"),
        ("Toxicity Studies", "nonclinical"),
        ("药物致癌性试验", "nonclinical"),
        ("免疫检查点抑制剂", ""),
        ("药品生产企业名单", ""),
        ("药品生产质量管理规范", "manufacturing"),
        ("药品审评中心搬迁公告", ""),
        ("附条件批准程序", "registration expedited"),
        ("国家药监局附条件批准某某片上市", "approvals expedited"),
        (
            "Special Provisions for the Registration and Administration of Traditional Chinese Medicines",
            "tcm registration",
        ),
        ("Improving the Review, Approval and Regulation of Widgets", "registration"),
        ("Inspection of Pharmaceutical Research Institutions", "inspection"),
        ("Import of Widgets of a French Company", "trade"),
        ("Medical Electrical Equipment", "medical-devices"),
        ("口服固体制剂连续制造", "manufacturing"),
        ("无菌药品要点", "manufacturing"),
        ("非无菌药品水分活度应用要点", ""),
        ("调整夹板的管理类别", "classification"),
        ("药品变更管理类别的沟通要点", "post-approval"),
        ("Suspension of Sales and Use of Widgets", "distribution recalls"),
        ("NMPA Stops the Sale of Widgets", "distribution recalls"),
        ("Widgets Enter Special Review", "registration expedited"),
        ("Special Examination of Innovative Widgets", "registration expedited innovation"),
        ("Special Examination of Cold Stores", ""),
        ("A Special Review of the Year", ""),
        ("12 Batches of Widgets Fail Quality Tests", "inspection"),
        ("Masks That Failed Safety Checks", "inspection"),
        ("Fail-safe Design That Passes the Tests of Time", ""),
        ("Supervision of Drug Manufacture and Wholesale", "manufacturing distribution"),
        ("Companies That Manufacture Drugs Fined", "enforcement"),
        ("Promoting High-quality Pharmaceutical Development", ""),
        ("Pharmaceutical Development of Tablets", "cmc"),
        ("Panel Tells Makers to Add a Warning of Seizures to Widgets", "safety"),
        ("Union Committee Adds a Warning Light", ""),
        ("Studies under Regulation 2017/746", "medical-devices diagnostics"),
        ("放疗设备与麻醉设备行业观察", "medical-devices"),
        ("EU Regulators Publish a Paper on Widgets", ""),
        ("China and EU Regulators Publish a Paper on Widgets", "international"),
        ("More Industry Dialogue on Widgets in the EU", ""),
        ("More Dialogue with Regulators in the EU", "international"),
        ("Agency Clears Korea’s Cold Pill", ""),
        ("Agency Meets Korea’s Regulator about a Cold Pill", "international"),
        ("EMA新任局长谈预算", ""),
        ("EMA局长一行来访", "international"),
        ("RARE  DISEASES—orphan　drug", "rare-diseases"),
    ],
)
def test_a_topic_is_what_the_title_is_about(title: str, topics: str) -> None:
    assert " ".join(RULES.match(title, None)) == topics


def test_the_rules_made_ready_for_a_wheel_are_those_of_the_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles = [each["title"] for each in json.loads((DATA / "understanding" / "blind-4.json").read_text("utf-8"))]
    usual = load_topics({})
    reasons = [usual.why(title, None) for title in titles]
    (tmp_path / built_in_topics.READY).write_bytes(built_in_topics.made_ready())
    monkeypatch.setattr(built_in_topics, "__file__", str(tmp_path / "built_in_topics.py"))
    # Nothing is read from the data, and no phrase is expanded.
    monkeypatch.setattr(topic_tables, "rule_in", None)
    monkeypatch.setattr(topic_rule, "forms_in", None)
    built_in_topics.built_in.cache_clear()  # as in a new process
    try:
        ready = topics._with({})  # noqa: SLF001
        assert ready.names == usual.names
        assert [ready.why(title, None) for title in titles] == reasons
        assert sum(map(bool, reasons)) > len(titles) / 4
    finally:
        built_in_topics.built_in.cache_clear()


def test_the_summary_does_not_count_for_the_built_in_topics() -> None:
    assert RULES.match("Widgets", "vaccines for children") == ()


def test_why_gives_the_words_of_the_title() -> None:
    assert RULES.why("Pediatric Drug Clinical Trials", None) == {
        "pediatrics": "Pediatric",
        "clinical-trials": "Clinical Trials",
    }


def test_a_users_topic_comes_after_the_built_in_ones_and_matches_both_languages() -> None:
    rules = load_topics({"gene-therapy": {"any": ["gene therapy", "基因治疗"]}})
    assert rules.names[-1] == "gene-therapy"
    assert rules.match("Guideline for Gene-Therapy", None)[-1] == "gene-therapy"
    assert rules.match("基因治疗产品", None)[-1] == "gene-therapy"
    assert "gene-therapy" not in rules.match("General therapy", None)


def test_a_users_topic_of_a_built_in_name_replaces_it_in_its_place() -> None:
    rules = load_topics({"vaccines": {"any": ["/jabs?/"]}})
    assert rules.names == RULES.names
    assert rules.match("Vaccines", None) == ()
    assert rules.match("A new JAB", None) == ("vaccines",)


def test_a_users_topic_can_look_into_the_summary() -> None:
    rules = load_topics({"toys": {"any": ["toy"], "in": ["title", "summary"]}})
    assert rules.match("Widgets", "Toys are safe.") == ("toys",)
    assert rules.why("Widgets", "Toys are safe.") == {"toys": "Toys"}


def test_not_keeps_a_notice_out_wherever_the_topic_looks() -> None:
    rules = load_topics({"toys": {"any": ["toy"], "not": ["recalled"], "in": ["title", "summary"]}})
    assert rules.match("Toys", "All were recalled.") == ()
    assert rules.match("Toys", "All are fine.") == ("toys",)


def test_except_strikes_a_phrase_out_and_leaves_the_rest() -> None:
    rules = load_topics({"toys": {"any": ["toy"], "except": ["toy law"]}})
    assert rules.match("The Toy Law", None) == ()
    assert rules.match("The Toy Law on a toy", None) == ("toys",)


@pytest.mark.parametrize(
    ("phrase", "title", "found"),
    [
        ("tumo*", "Tumours", True),
        ("port", "Support", False),
        ("port", "Ports", True),
        ("(safe|rational) use", "Rational use", True),
        ("drug .. sale", "Drug products for online sale", True),
        ("drug .. sale", "Sale of a drug", False),
        ("=WHO", "Who knows", False),
        ("=WHO", "The WHO knows", True),
        ("注射 .. 上市", "注射用某某获批上市", True),
        ("ＧＭＰ", "gmp", True),
        ("toy* safety", "Toys safety", True),
        ("toy* safety", "Toy safety", True),
        ("toy* safety", "Toys and safety", False),
        ("(toy*|doll) (safe|)(house|car)", "Toyland cars", True),
        ("/recalls? of/", "Recall of toys", True),
        ("(recall|withdrawal) /[a-z]+ of the toys?/", "Withdrawals of the toy", True),
        ("recall /withdrawals? of/", "Withdrawal of toys", False),
        ("recall /withdrawals? of/", "Withdrawal of toys and a recall", True),
        ("召回 /召回[^、]{0,3}玩具/", "关于召回一批玩具的公告", True),
    ],
)
def test_phrases_say_what_topics_toml_promises(phrase: str, title: str, *, found: bool) -> None:
    rules = load_topics({"x": {"any": [phrase]}})
    assert ("x" in rules.match(title, None)) is found


TABLES = tomllib.loads(Path(topics.__file__).with_name("topics.toml").read_text("utf-8"))
LISTS = {(name, key): table.get(key, ()) for name, table in TABLES.items() for key in ("any", "except", "not")}
PATTERNS = {item for items in LISTS.values() for item in items if words_and_pattern(item)[1]}
_CLASS = r"\[[^\]]*\]"
_LOOK_AROUND = re.compile(rf"\(\?<?[=!](?:{_CLASS}|[^()\[]|\((?:{_CLASS}|[^()\[]|\((?:{_CLASS}|[^()\[])*\))*\))*\)")


def test_no_phrase_says_what_it_or_those_before_it_say() -> None:
    """Both spellings of a word are one form."""
    for place, items in LISTS.items():
        known = set[Form]()
        for item in items:
            forms = [] if item.startswith("/") else list(forms_of(item))
            assert not forms or set(forms) - known, (place, item)
            assert len(forms) == len(set(forms)), (place, item)
            known.update(forms)


@pytest.mark.parametrize("item", sorted(PATTERNS))
@given(st.data())
def test_a_text_that_matches_a_pattern_has_the_words_before_it(item: str, data: st.DataObject) -> None:
    words, pattern = words_and_pattern(item)
    # Without the conditions on both sides, a pattern matches all that it matches with them.
    wider = re.compile(_LOOK_AROUND.sub("", pattern), re.IGNORECASE)
    text = data.draw(st.from_regex(wider))
    read = search_text(text, len(text)).raw
    # Patterns take these for `i`, words do not.
    assume(not {"\N{LATIN SMALL LETTER DOTLESS I}", "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}"} & set(read))
    assume(wider.search(read))
    assert load_topics({"x": {"any": [words]}}).match(read, None)[-1:] == ("x",)


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({}, "`any` must be a list"),
        ({"any": []}, "`any` must be a list"),
        ({"any": "toy"}, "`any` must be a list"),
        ({"any": ["toy", 3]}, "`any` must be a list"),
        ({"any": ["  "]}, "`any` must be a list"),
        ({"any": ["!!"]}, "a phrase without a word"),
        ({"any": ["/(/"]}, "regular expression"),
        ({"any": ["toy /(/"]}, "regular expression"),
        ({"any": ["!! /toy/"]}, "a phrase without a word"),
        ({"any": ["toy"], "in": ["body"]}, "`in` accepts"),
        ({"any": ["toy"], "all": ["x"]}, "unknown key `all`"),
        ({"any": ["organi(s(e|ing)|zing) toys"]}, "brackets within others"),
        ({"any": ["toy"], "except": ["toy|doll"]}, "in no brackets"),
        ({"any": ["(toy|doll /dolls?/"]}, "in no brackets"),
        ({"any": ["（toy|doll））|"]}, "in no brackets"),
        ({"any": [" ".join(["(a|b)"] * 9)]}, "more than 500 forms"),
    ],
)
def test_a_bad_table_is_told_with_its_topic(table: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError, match="topic `toys`") as caught:
        load_topics({"toys": table})
    assert told in str(caught.value)


@pytest.mark.parametrize("phrase", ["E99(R3)", "widget(s)", "（玩具|娃娃）安全", "儿童(学龄前)玩具"])
def test_brackets_in_a_phrase_are_punctuation_or_hold_alternatives_in_any_width(phrase: str) -> None:
    rules = load_topics({"toys": {"any": [phrase]}})
    title = {"（玩具|娃娃）安全": "关于娃娃安全的通告"}.get(phrase, f"On {phrase} of today")
    assert "toys" in rules.match(title, None)


@given(title=st.text(max_size=200), summary=st.none() | st.text(max_size=200))
def test_no_text_is_an_error_and_why_says_as_much_as_match(title: str, summary: str | None) -> None:
    assert tuple(RULES.why(title, summary)) == RULES.match(title, summary)


@given(
    words=st.lists(
        st.sampled_from(["Vaccine", "for", "rare", "diseases", "GMP", "儿童", "the", "Import", "WHO"]), max_size=9
    )
)
def test_punctuation_and_space_make_no_difference(words: list[str]) -> None:
    assert RULES.match(" ".join(words), None) == RULES.match("  —(" + " , ".join(words) + "）", None)


def test_a_topic_may_follow_from_another() -> None:
    # Whatever is a diagnostic is a device, also by words that only one of the two lists has.
    reasons = RULES.why("Widget urinalysis for everyone", None)
    assert list(reasons) == ["medical-devices", "diagnostics"]
    tables = {"ours": {"any": ["x"], "topics": ["mine"]}, "mine": {"any": ["gadget"], "topics": ["diagnostics"]}}
    rules = load_topics(tables)
    assert rules.match("Widget urinalysis for everyone", None)[-2:] == ("ours", "mine")
    assert "mine" not in rules.match("Widgets for everyone", None)
    with pytest.raises(ValueError, match="`diagnostic`, which is no topic"):
        load_topics({"mine": {"any": ["gadget"], "topics": ["diagnostic"]}})
    with pytest.raises(ValueError, match="no bare /regex/"):
        load_topics({"mine": {"any": ["gadget"], "dealings": ["/visit/"]}})


def test_a_users_table_without_dealings_is_read_as_before() -> None:
    rules = load_topics({"mine": {"any": ["FDA"], "home": [{"of": ["fda"], "except": ["=FDA"]}]}})
    assert "mine" in rules.match("FDA visit", None)
    assert "mine" not in rules.match("FDA visit", None, sources=("fda/press",))
