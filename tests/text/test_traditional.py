"""Traditional characters as the simplified ones of the rules for days."""

import pytest

from cdetrack.text.traditional import simplified


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("修正「規定」,自發布日實施", "修正《规定》,自发布日实施"),
        ("应于5月1日前完成「变更」", "应于5月1日前完成「变更」"),
        ("「医薬品の製造」を施行する", "「医薬品の製造」を施行する"),
        ("醫療儀器細胞腫瘤風險", "医疗仪器细胞肿瘤风险"),
        ("显著改善的著作权", "显著改善的著作权"),
        ("Widgets", "Widgets"),
    ],
)
def test_only_traditional_chinese_is_folded(text: str, folded: str) -> None:
    assert simplified(text) == folded
    assert len(folded) == len(text)
