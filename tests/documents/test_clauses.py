"""The clauses of a text: numbers that are none, lines that a page broke, and all that is not content."""

import pytest

from cdetrack.documents.clauses import clauses, folded
from support.paths import DATA

TEXTS = DATA / "documents"


def places(text: str) -> list[str]:
    return [clause.place for clause in clauses(text)]


def read(name: str) -> str:
    return (TEXTS / name).read_text(encoding="utf-8")


def test_a_chinese_regulation_is_read_by_its_articles() -> None:
    """Without its table of contents, page numbers and running heads; a page divides no article."""
    found = clauses(read("provisions-final.txt"))
    articles = [*"一二三四五六七八九十", *(f"十{each}" for each in "一二三四五六")]
    assert [clause.label for clause in found if clause.label.endswith("条")] == [f"第{each}条" for each in articles]
    assert [f"{clause.label} {clause.heading}" for clause in found if clause.label.endswith("章")] == [
        "第一章 总则",
        "第二章 数据与研究",
        "第三章 监督管理",
        "第四章 附则",
    ]
    by_label = {clause.label: clause for clause in found}
    assert by_label["第十条"].text.startswith("原始数据应当保存至药品上市后10年，保存期间不得修改；")
    assert by_label["第十条"].text.endswith("理由、时间和责任人。")
    assert len(by_label["第十条"].paragraphs) == 1
    assert by_label["第七条"].paragraphs[1] == "（一）医院信息系统；"
    assert len(by_label["第七条"].paragraphs) == 6
    assert found[0].text == "真实世界数据支持药品注册管理规定"


def test_an_english_guideline_is_read_by_its_numbered_headings() -> None:
    found = {clause.label: clause for clause in clauses(read("guidance-draft.txt"))}
    assert [*found] == ["", "1", "2", "2.1", "2.2", "2.3", "3", "3.1", "3.2", "4", "5"]
    assert found["2.3"].heading == "Dose selection"
    assert "including 3.5 mg/kg and higher doses" in found["2.3"].text
    assert "risk-based approach to the development of" in found["1"].text
    assert "Nonbinding" not in "".join(clause.text for clause in found.values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一条 甲\n第一百零二条 乙\n第一百零二条之一 丙", ["第一条", "第一百零二条", "第一百零二条之一"]),
        ("第1条 甲\n第２条　乙\n第三条乙", ["第1条", "第２条", "第三条"]),
        ("第一条 依照本法\n第二条的规定，办理。\n第二条及时报告。", ["第一条"]),
        ("第一条 甲。\n第二条 及时报告。", ["第一条", "第二条"]),
        ("第一条 甲：\n（一）乙；\n（二）丙。\n1. 丁\n第二条 戊", ["第一条", "第二条"]),
        ("一、甲\n（一）及时乙\n1.丙\n2.丁\n（1）戊\n（二）己\n二、庚",
         ["一、", "一、（一）", "一、（一）1.", "一、（一）2.", "一、（一）2.（1）", "一、（二）", "二、"]),
        ("一、甲\n（1）乙\n1）丙\n2）丁\n（2）戊", ["一、", "一、（1）", "一、（1）1）", "一、（1）2）", "一、（2）"]),
        ("一、甲\n三、四级医院\n二、乙", ["一、", "二、"]),
        ("1 甲\n1.1 乙\n1.1.1 丙\n1.2 丁\n2 戊\n3.5 mg 每日\n2.1 己", ["1", "1.1", "1.1.1", "1.2", "2", "2.1"]),
        ("1. Scope\n3 patients were enrolled\n2. Terms\n1.5 mg of it", ["1.", "2."]),
        ("第一章 总则\n第一条 甲\n附件1\n申请表\n一、乙\n附件：1.丙", ["第一章", "第一条", "附件1", "附件1 一、"]),
        ("Chapter I General\nArticle 1 Scope\n(a) one\nArticle 2\nTerms\nArticle 1 applies\nAnnex A Forms",
         ["Chapter I", "Article 1", "Article 2", "Annex A"]),
        ("附件1：申请表\n附件2 说明\n附件：1.甲\n附件1、附件2", ["附件1", "附件2"]),
        ("Section 1 Scope\nSection 1.2 of it\nPart 11 requires\nPart I\nArticle 2 of that", ["Section 1", "Part I"]),
        ("I. INTRODUCTION\nA. Scope\n1. Drugs\n2. Biologics\nB. Terms\nII. METHODS",
         ["I.", "I.A.", "I.A.1.", "I.A.2.", "I.B.", "II."]),
        ("第一部分 通则\n第一章 乙\n第一节 丙\n第一条 丁", ["第一部分", "第一章", "第一节", "第一条"]),
    ],
)  # fmt: skip
def test_a_number_has_to_follow_the_numbers_before_it(text: str, expected: list[str]) -> None:
    assert [place for place in places(text) if place] == expected


def test_a_text_without_numbers_has_a_clause_for_each_paragraph() -> None:
    found = clauses("The first.\nThe second, which is\nlonger.\n\nThe third.")
    assert [clause.text for clause in found] == ["The first.", "The second, which is longer.", "The third."]
    assert {clause.place for clause in found} == {""}


@pytest.mark.parametrize(
    "contents",
    [
        "目录\n第一章 总则 1\n第二章 附则 9\n",
        "目  录\n第一章 总则\n第二章 附则\n\n",
        "目录\n第一章 总则……………1\n第二章 附则……………9\n",
        "第一章 总则......1\n第一节 范围......2\n第二章 附则......9\n",
        "TABLE OF CONTENTS\n第一章 总则\t1\n第二章 附则\t9\n",
    ],
)
def test_a_table_of_contents_is_no_content(contents: str) -> None:
    found = clauses(f"{contents}第一章 总则\n第一条 甲\n第二章 附则\n第二条 乙")
    assert [clause.label for clause in found if clause.label] == ["第一章", "第一条", "第二章", "第二条"]


def test_rows_that_end_with_numbers_are_content() -> None:
    assert "剂量……10" in clauses("第一条 如下：\n剂量……10")[0].text
    assert "年龄\t12" in clauses("第一条 如下：\n年龄\t12\n体重\t40")[0].text.replace(" ", "\t")


def test_heads_that_only_look_alike_are_kept() -> None:
    """The numbers of annexes go up with the pages, as page numbers do."""
    found = places("\f".join(f"附件{each}\n申请表{each}\n- {each} -" for each in range(1, 6)))
    assert found == [f"附件{each}" for each in range(1, 6)]


def test_a_number_at_the_end_of_a_page_is_dropped_only_if_it_counts_the_pages() -> None:
    """A change in the last cell of a table must not be hidden."""
    pages = [f"甲{each}\n剂量\n{dose}\n{each + 3}" for each, dose in enumerate((5, 50, 10, 20), 1)]
    assert [clause.text for clause in clauses("\f".join(pages)) if clause.text.isdecimal()] == ["5", "50", "10", "20"]


def test_paragraphs_go_on_behind_a_page() -> None:
    long = "药品上市许可持有人应当建立药物警戒体系，对药品不良反应开展监测、识别、评估和控制"
    found = clauses(f"第一条 {long}\f的活动。\n第二条 乙")
    assert found[0].text == f"{long}的活动。"


def test_a_paragraph_ends_where_the_next_word_had_room() -> None:
    full = "申办者应当对临床试验的质量和受试者的安全承担责任"
    found = clauses("第一条 甲。\n" + f"{full}\n" * 8 + f"{full[:-3]}。\n{full}\n{full[:-4]}承担。")
    assert [len(paragraph) for paragraph in found[0].paragraphs] == [2, 9 * 24 - 2, 2 * 24 - 1]


def test_white_space_and_width_make_no_difference() -> None:
    assert folded("第 12 条（ 试行 ）：“甲”，乙 a  b") == folded('第12条(试行):"甲", 乙a b')
    assert folded("10 mg") != folded("1 0mg")
