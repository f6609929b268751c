"""Relations of notices of many offices: orders, gazettes, delays and numbers with a letter; with invented titles."""

import pytest

from support.related import how, notice

INTERIM = "Interim Policy on Splints Under Section {} of the Widget Act; Guidance for Industry; Availability"
STATUTES = "Keeping Widget Statutes Up To Date"


def test_a_section_with_a_letter_is_another_section() -> None:
    replaces = "This guidance replaces the final guidance of the same title issued in January 2027."
    second = notice(INTERIM.format("903B"), "2031-01-07", replaces)
    assert how(second, notice(INTERIM.format("903B"), "2027-01-13")) == "supersedes"
    assert how(second, notice(INTERIM.format("903A"), "2027-01-13")) is None


@pytest.mark.parametrize(
    "enacts",
    [
        "The commission issues a final rule prohibiting false reviews of splints.",
        "The agency is requiring disclosure of certain information on splints.",
    ],
)
def test_a_rule_of_its_proposals_title_says_what_it_does(enacts: str) -> None:
    title = "Trade Rule on the Use of Reviews of Splints"
    proposal = notice(title, "2030-07-31", "The agency is proposing to prohibit false reviews of splints.")
    assert how(proposal, notice(title, "2031-08-22", enacts)) == "draft-of"


def test_a_delay_may_be_administrative() -> None:
    delay = notice(f"{STATUTES}; Administrative Delay of Effective Date", "2031-03-23")
    assert how(delay, notice(STATUTES, "2031-01-19")) == "corrects"
    assert how(delay, notice("Keeping Widget Fees Up To Date", "2031-01-19")) is None


def test_an_edition_of_another_name_is_made_from_the_one_that_it_revises() -> None:
    made = "我委组织对《夹板诊疗规范（2029年版）》进行了修订，形成了《夹板诊疗指南（2032年版）》。现印发给你们。"
    guideline = notice("某委办公厅关于印发夹板诊疗指南（2032年版）的通知", "2032-04-14", made)
    assert how(guideline, notice("夹板诊疗规范（2029年版）", "2029-12-31")) == "supersedes"
    assert how(guideline, notice("石膏诊疗规范（2029年版）", "2029-12-31")) is None


def test_the_decree_of_a_repealed_order_may_have_lost_its_number() -> None:
    repealing = notice(
        "售板机构客户调查管理办法（某银行 某总局 某委员会令〔2031〕第9号）",
        "2031-11-28",
        "本办法自2032年1月1日起施行。《售板机构客户识别管理办法》（某银行 某委员会令〔2007〕第2号发布）同时废止。",
    )
    earlier = notice("售板机构客户识别管理办法（某银行 某委员会令〔2007〕第2号）", "2007-06-21")
    assert how(repealing, earlier) == "supersedes"


def test_taiwan_plans_and_makes_several_rules_at_once() -> None:
    draft = notice("預告訂定「夾板原料木屑之使用限制及標示規定」等八項草案", "2030-07-30")
    final = notice("訂定「夾板原料木屑之使用限制及標示規定」等八項規定", "2030-12-10")
    assert how(draft, final) == "draft-of"
    assert how(draft, notice("訂定「夾板原料鐵釘之使用限制及標示規定」等八項規定", "2030-12-10")) is None


def test_a_request_of_an_office_is_carried_under_its_short_name() -> None:
    request = notice("国家某某信息办公室关于《夹板使用规定（征求意见稿）》公开征求意见的通知", "2031-09-18")
    carried = "国家某信办就《{}使用规定（征求意见稿）》公开征求意见"
    assert how(request, notice(carried.format("夹板"), "2031-09-18")) == "same-document"
    assert how(request, notice(carried.format("石膏"), "2031-09-18")) is None
