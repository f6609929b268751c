"""Days of laws in English: commencement clauses, lists of transitional periods, conditions, days of the past."""

from datetime import date

import pytest

from cdetrack.meaning.facets import read_facets

_LAW = "Regulation (EU) 2031/9 on widgets"
_INSTRUMENT = "Therapeutic Goods (Widgets) Order 2031"
_CANADA = "Regulations Amending the Widget Regulations"


def _days(title: str, listed: str, text: str) -> list[str]:
    facets = read_facets(title=title, date=date.fromisoformat(listed), summary=text)
    return [f"{what} {day}" for what, day in facets.days]


@pytest.mark.parametrize(
    ("title", "text", "days"),
    [
        # `effect`: ordinals, registrations, signatures.
        (_LAW, "This Regulation shall enter into force on the tenth day following that of its publication.", ["06-11"]),
        (_LAW, "It shall enter into force on the day following that of its publication in the Journal.", ["06-02"]),
        (_LAW, "This Regulation enters into force on the 30th day after the day on which it is published.", ["07-01"]),
        (
            _INSTRUMENT,
            "Registered 28 May 2031. This instrument commences on the day after it is registered.",
            ["05-29"],
        ),
        (_INSTRUMENT, "This instrument commences on the day after it is registered.", []),
        (
            _INSTRUMENT,
            "The whole of this instrument | The day after this instrument is registered. | 3 June 2031",
            ["06-03"],
        ),
        (
            _CANADA,
            (
                "Registration SOR/2031-4 May 20, 2031. These Regulations come into force on the day on which they are"
                " registered."
            ),
            ["05-20"],
        ),
        (_CANADA, "These Regulations come into force on the day on which they are registered.", []),
        (
            "The Widget Regulations 2031",
            ("Made 20th May 2031. These Regulations come into force on the day after the day on which they are made."),
            ["05-21"],
        ),
        # A day in the text comes before one that is counted from the listing.
        (
            _LAW,
            (
                "This Regulation shall enter into force on the tenth day following that of its publication. It shall"
                " enter into force on 12 June 2031."
            ),
            ["06-12"],
        ),
        (
            "Council adopts the widget regulation",
            ("The regulation will enter into force 20 days after its publication in the Official Journal."),
            [],
        ),
        (_LAW, "It shall apply as from six months after the publication of the notice referred to in Article 8.", []),
        ("Guideline on widgets", "The implementation date of this guideline is 1 July 2031.", ["07-01"]),
        ("Widget Pharmacopoeia: Supplement 3.2", "Supplement 3.2 will be applicable from 1 July 2031.", ["07-01"]),
        (
            "Agency draws a line: the final rule on widgets",
            "The Final Rule is due to take effect on 9 July 2031.",
            ["07-09"],
        ),
        (
            "Draft guidance on widget trials",
            (
                "The agency issued draft guidance to support implementation of the Widget"
                " Trials Regulations 2031, which come into force on 28 July 2031."
            ),
            [],
        ),
        (
            "Policy on widgets in the emergency",
            ("This policy holds for the emergency that the minister declared on 2 May 2031, effective May 1, 2031."),
            [],
        ),
    ],
)
def test_the_day_of_effect_of_a_law(title: str, text: str, days: list[str]) -> None:
    assert _days(title, "2031-06-01", text) == [f"effective 2031-{day}" for day in days]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            (
                "Widgets may be sold until the following dates: (a) 1 May 2032, for class IV widgets, except screws;"
                " (b) 1 May 2033, for class III widgets."
            ),
            ["2032-05-01", "2033-05-01"],
        ),
        (
            (
                "Widgets may be sold until 1 May 2032 for class IV widgets; until 1 May 2033 for others; and until 1"
                " May 2034 for sterile ones."
            ),
            ["2032-05-01", "2033-05-01", "2034-05-01"],
        ),
        (
            "The following transition periods for widgets apply:\nClass IV: 1 May 2032\nClass III, sterile: 1 May 2033",
            ["2032-05-01", "2033-05-01"],
        ),
        (
            "Compliance dates: large firms: 1 May 2032; small firms: 1 May 2033; very small firms: 1 May 2034.",
            ["2032-05-01", "2033-05-01", "2034-05-01"],
        ),
        ("By 1 May 2032, the maker of the widget has set up a quality system.", ["2032-05-01"]),
        (
            (
                "(e) not later than 1 May 2032, the maker or its agent has lodged a file, and, not later than 1 June"
                " 2032, the body and the maker have signed an agreement."
            ),
            ["2032-05-01", "2032-06-01"],
        ),
        ("By 1 May 2031, the agency has received 12 reports.", []),
        ("The powers were lost at the end of the transition period on 31 December 2030.", []),
        ("If you had listed your widget before 25 June 2031, the old class holds.", []),
        ("Protection of the patent expires on 3 May 2039.", []),
    ],
)
def test_days_to_comply_by(text: str, days: list[str]) -> None:
    assert _days("Widgets: notice to makers", "2031-06-01", text) == [f"transition {day}" for day in days]


def test_an_exemption_that_ends_on_several_days() -> None:
    text = "The waivers are valid until the following dates: Makers: May 1, 2032; Sellers with 5 shops: June 1, 2032."
    assert _days("Widget waivers", "2031-06-01", text) == ["expires 2032-05-01", "expires 2032-06-01"]


@pytest.mark.parametrize(
    ("title", "text", "days"),
    [
        (
            "Widget periods",
            (
                "The periods of transition were extended as follows. The transition periods depend on the class:\n"
                "• Class IV widgets until 31 December 2032\n• Class III: until 31 December 2033"
            ),
            ["transition 2032-12-31", "transition 2033-12-31"],
        ),
        (
            "Widget periods",
            (
                "The widget maker must apply by the following deadlines:\nI. 26 May 2032 for class IV\n"
                "II. 26 May 2033 for class III"
            ),
            ["transition 2032-05-26", "transition 2033-05-26"],
        ),
        (
            "Widget waiver",
            "The duration of the widget waiver depends on the firm:\n- Makers: May 1, 2032\n- Sellers: June 1, 2032",
            ["expires 2032-05-01", "expires 2032-06-01"],
        ),
        ("Widget stickers", "The option to label widgets by sticker ends on 30 June 2032.", ["expires 2032-06-30"]),
        ("Widget names", "The widget transition ends 30 April 2033.", ["transition 2033-04-30"]),
        ("Widget names", "The stabilisation period for widgets ends on 30 April 2033.", ["transition 2033-04-30"]),
        (
            "Widget labels",
            (
                "The office names January 1, 2034, as the compliance date for widget rules that are issued on or after"
                " January 1, 2031, and before January 1, 2033."
            ),
            ["transition 2034-01-01"],
        ),
        (
            "Widget registration",
            (
                "The agency does not intend to enforce the widget rules for six months after the June 29, 2031"
                " deadline, or until December 29, 2031."
            ),
            ["transition 2031-12-29"],
        ),
        (
            "Ordinance on widgets",
            "The council put the ordinance into force on 1 July 2031.",
            ["effective 2031-07-01"],
        ),
        (
            "Draft widget rules",
            "Those who have opinions on the draft may send them to the minister by July 7, 2031.",
            ["comments_due 2031-07-07"],
        ),
        (
            "Widget gateway",
            "From July 1, 2031 on, it only accepts signed widget files.",
            ["transition 2031-07-01"],
        ),
        (
            "Widgets and Screws (Amendment) Order 2031",
            "The Amendment Order, gazetted on 30 May 2031, will come into operation on 25 July 2031.",
            ["effective 2031-07-25"],
        ),
        (
            "Regulation (EU) 2031/56 amending the widget law",
            "Regulation (EU) 2027/45 entered into force on 26 May 2027 and applies from 26 May 2030.",
            [],
        ),
        ("Regulation (EU) 2031/56 on widgets", "Directive 2027/45 was originally to apply from 26 July 2031.", []),
        (
            "The Widget Regulations 2031",
            "Coming into force - - 7th June 2031",
            ["effective 2031-06-07"],
        ),
        (
            "Notice of widget standards",
            "This notification takes effect 6 months after its notification.",
            ["effective 2031-12-01"],
        ),
        ("Widget consultation paper no. 3", "Submissions close COB Friday 20 June 2031.", ["comments_due 2031-06-20"]),
        (
            "Order on widgets",
            "The widget order lapses in a year, that is, on June 1, 2032.",
            ["expires 2032-06-01"],
        ),
        (
            "Screw timeline",
            "Compliance dates of devices: Class IV: 1 July 2032; Class III: 1 July 2033; Class I: 1 July 2034.",
            ["transition 2032-07-01", "transition 2033-07-01", "transition 2034-07-01"],
        ),
        (
            "Widget register",
            "The Widget Module will go-live Tuesday, 6 June 2031.",
            ["transition 2031-06-06"],
        ),
        ("Widget dates", "28 July 2031: End of transition period for the widget warning.", ["transition 2031-07-28"]),
        (
            "Widget dates",
            "Applications: 28 July 2031 - deadline 30 August 2031.",
            ["transition 2031-08-30"],
        ),
        (
            "Regulations Amending the Widget Regulations",
            "These Regulations, except sections 5 and 6, come into force on July 12, 2031.",
            ["effective 2031-07-12"],
        ),
        ("Widget fees", "The updated widget charge will be payable from July 1, 2031.", ["transition 2031-07-01"]),
        ("Widget forms", "Old widget forms received after July 3, 2031 will be returned.", ["transition 2031-07-03"]),
        (
            "Widget measures",
            "These widget measures shall cease to apply on 30 June 2032.",
            ["expires 2032-06-30"],
        ),
        (
            "Guidance on widgets",
            "The agency intends to withdraw this widget guidance on June 30, 2032.",
            ["expires 2032-06-30"],
        ),
        (
            "Widget definitions; Final rule",
            "This final rule becomes effective 30 days after publication in the Federal Register, on July 3, 2031.",
            ["effective 2031-07-03"],
        ),
        (
            "Revocation of a permit for widgets in food",
            "The rule is effective July 2, 2031. The compliance date is one year after the effective date.",
            ["effective 2031-07-02", "transition 2032-07-02"],
        ),
        (
            "Screw petition; final order",
            "Send written objections and requests for a hearing on the order by July 14, 2031.",
            ["comments_due 2031-07-14"],
        ),
        (
            "Guidance on widgets",
            "With effect from 1 July 2031, importers must register.",
            ["transition 2031-07-01"],
        ),
        (
            "Widget pilot",
            "The widget pilot will last for a year from the date of issue, ending on July 31, 2032.",
            ["expires 2032-07-31"],
        ),
        ("Draft widget regulation", "Final date for comments : 6 July 2031", ["comments_due 2031-07-06"]),
        ("Draft widget regulation", "Final date for comments: 2031 July 20", ["comments_due 2031-07-20"]),
        (
            "Draft widget order",
            "Makers may comment up to 60 days from the notice.",
            ["comments_due 2031-07-31"],
        ),
        (
            "Proposed widget changes: outcome",
            "The final changes will commence on 1 July 2031.",
            ["effective 2031-07-01"],
        ),
        (
            "Widget labels",
            (
                "The order extends the compliance date for large firms from July 26, 2031, to January 1, 2033, and"
                " for small ones with less than 5 shops from July 26, 2032, to January 1, 2034."
            ),
            ["extended 2033-01-01", "extended 2034-01-01"],
        ),
        (
            "Widget labels",
            "On May 23, 2031, it said that January 1, 2034 will be the uniform compliance date for widgets.",
            ["transition 2034-01-01"],
        ),
        (
            "Draft regulation amending widget law (EC) No 12/2009",
            "It bans widgets listed by Regulation (EU) No 2030/64, which was adopted and applies from 1 May 2032.",
            [],
        ),
        ("Widget office", "The widget office will have limited services from 24 June 2031 until 2 July 2031.", []),
        ("Widget files", "From 1 July 2031, SAHPRA will abort unpaid widget files.", ["transition 2031-07-01"]),
        ("Widget moratorium", "Companies that filed widget data on or before June 30, 2031 qualify for it.", []),
        ("Widget trials", "A 12-month implementation period for widgets commenced on 11 June 2031.", []),
        (
            "Widget reforms passed into law",
            "There is time for a year, meaning the updated regulations will come fully into force on 1 June 2032.",
            ["effective 2032-06-01"],
        ),
        (
            "Widget schedule",
            "Small widget firms must comply within 12 months of publication, i.e. by 31 May 2032.",
            ["transition 2032-05-31"],
        ),
        ("Draft widget order", "The office takes comments until the end of June 6, 2031.", ["comments_due 2031-06-06"]),
        (
            "Widget reports",
            "Reports must be sent online from the start of 1 July 2031.",
            ["transition 2031-07-01"],
        ),
        (
            "Widget guide",
            "This guide takes effect on the date of its issue, June 1, 2031.",
            ["effective 2031-06-01"],
        ),
        ("Screws: ministry consultation", "Submissions close at 5 pm on 4 July 2031.", ["comments_due 2031-07-04"]),
        (
            "Comments wanted on widgets",
            "Please feed back before July 5, 2031.",
            ["comments_due 2031-07-05"],
        ),
        ("Outcome of the widget consultation", "Submissions closed on 4 May 2031.", []),
        ("Revised widget ordinance", "The total revision entered into force on 1 June 2031.", ["effective 2031-06-01"]),
        ("Widgets", "New size limits for widgets apply from 1 July 2031.", ["transition 2031-07-01"]),
        (
            "Widget gate",
            "From today, 1 June 2031, paper widget files are no longer possible.",
            ["transition 2031-06-01"],
        ),
        ("Makers praise widget law", "The Widget Law takes effect on June 9, 2031.", []),
        ("Widget variations", "The deadline for widget reviews has passed on 31 March 2031.", []),
        (
            "Widget Legislation Amendment Regulations 2031",
            "3. Schedule 2, Part 1: 21 March 2032. 4. Schedule 2, Part 2: 1 April 2034.",
            ["transition 2032-03-21", "transition 2034-04-01"],
        ),
    ],
)
def test_days_of_pages_on_laws(title: str, text: str, days: list[str]) -> None:
    assert _days(title, "2031-06-01", text) == days


@pytest.mark.parametrize(
    "text",
    [
        "As of 14 May 2031 the MHRA had received 12 licences of the widgets.",
        "The deadlines for widgets were extended for those listed in the register prior to 1 November 2031.",
        "Widgets entered in the register before 1 November 2031 keep their licence.",
        "This covers licences of widgets where the sponsor notified the agency before 1 November 2031.",
        "This replaces the previous 31 December 2031 deadline for the licences of widgets.",
    ],
)
def test_days_that_only_say_which_widgets_are_meant_or_what_was_are_none_to_act_by(text: str) -> None:
    assert _days("Widgets: notice to makers", "2031-06-01", text) == []


def test_a_rule_whose_effect_is_delayed_again_has_no_new_last_day_for_comments() -> None:
    title = "Rule on Widgets; Further Delayed Effective Date; Request for Comments"
    text = "This action further delays the effective date of the rule on widgets until June 9, 2032."
    assert _days(title, "2031-06-01", text) == ["extended 2032-06-09"]
    reopened = "The comment period on the effective date of the rule on widgets is extended until June 9, 2032."
    assert "comments_due 2032-06-09" in _days(title, "2031-06-01", reopened)
