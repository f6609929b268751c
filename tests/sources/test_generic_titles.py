"""The generic source on titles: what belongs to the title of an entry, and what is its date, its label or its file."""

import pytest

from cdetrack.model.record import Page
from cdetrack.sources.generic import parse

DAYS = ("2025-09-05", "2025-09-04", "2025-08-31", "2025-08-30", "2025-08-29")
BRACKETED = (
    "关于凝胶说明书的公告（2025年第21号）",
    "纱布临床研究指导原则（征求意见稿）",
    "Guideline on gauze (Draft)",
    "[Recall] Saline bags [Class I]",
    "人血白蛋白座谈会召开",
)
Row = tuple[str | None, str, str | None]


def read(rows: str) -> list[Row]:
    content = f"<html><body><h1>News</h1>{rows}</body></html>"
    listing = parse(Page(content=content.encode(), url="https://agency.example/n"))
    return [(notice.date, notice.title, notice.url) for notice in listing.notices]


def found(row: str, titles: tuple[str, ...]) -> list[Row]:
    return read("".join(row.format(n=n, day=DAYS[n], title=title) for n, title in enumerate(titles)))


def right(titles: tuple[str, ...]) -> list[Row]:
    return [(DAYS[n], title, f"/n/{n}") for n, title in enumerate(titles)]


@pytest.mark.parametrize(
    "row",
    [
        '<li><a href="/n/{n}"><span>{title}</span><span>{day}</span></a></li>',
        '<li><a href="/n/{n}"><span>{title}</span> <span>[{day}]</span></a></li>',
        '<li><a href="/n/{n}"><span>{title}</span><span>{day} | Press release</span></a></li>',
        '<li><a href="/n/{n}"><span>{day} | Press release</span><span>{title}</span></a></li>',
        '<li><a href="/n/{n}">{title} ({day})</a></li>',
        '<li><a href="/n/{n}"><i>{day}</i> <b>{title}</b></a></li>',
        '<li><a href="/n/{n}">[{day}] {title}</a></li>',
        '<li>{day} <a href="/n/{n}">{title}</a></li>',
    ],
)
def test_the_brackets_of_a_title_beside_its_date_stay(row: str) -> None:
    assert found(row, BRACKETED) == right(BRACKETED)


def test_a_closing_bracket_before_a_glued_date_stays() -> None:
    titles = ("凝胶指导原则（征求意见稿）", "纱布管理办法（修订）", "说明书（更新）", "化妆品标准（试行）")
    assert found('<li><a href="/n/{n}">{title}{day}</a></li>', titles) == right(titles)


def test_a_title_of_usual_words_keeps_none_of_its_date() -> None:
    titles = ("Gels recalled in autumn", "Press release", "Gauze recalled in spring")
    assert found('<li><a href="/n/{n}">{title}<span>{day}</span></a></li>', titles) == right(titles)


CARDS = (
    '<a class="c" href="/n/{n}"><h3>{title}</h3><time>{day}</time></a>',
    '<a class="c" href="/n/{n}"><span>Press releases</span><h3>{title}</h3><time>{day}</time><p>Words on it.</p></a>',
    '<li><a href="/n/{n}"><p>{title}</p><span>{day}</span></a></li>',
    '<div class="c"><p>{title}</p><span>{day}</span><a href="/n/{n}">Read more</a></div>',
)
USUAL = ("Recall of insulin pens", "关于凝胶的公告", "Guidance on vaccines", "Meeting on albumin")


@pytest.mark.parametrize("row", CARDS)
@pytest.mark.parametrize("title", ["他汀类药品说明书更新", "说明书修订要求", "Consultation deadline"])
@pytest.mark.parametrize("at", [0, 2, 4])
def test_a_title_above_its_date_is_no_label_of_it(row: str, title: str, at: int) -> None:
    titles = (*USUAL[:at], title, *USUAL[at:])
    assert found(row, titles) == right(titles)


@pytest.mark.parametrize("name", ["<h2>Updates</h2>", "<h3>Update</h3>", "<p>Updates</p>"])
@pytest.mark.parametrize(
    "row",
    [
        '<li><a href="/n/{n}">{title}</a> <em>{day}</em></li>',
        '<li><time datetime="{day}"></time><h4><a href="/n/{n}">{title}</a></h4></li>',
    ],
)
def test_the_name_of_a_list_is_no_label_of_its_first_date(row: str, name: str) -> None:
    rows = "".join(row.format(n=n, day=DAYS[n], title=title) for n, title in enumerate(USUAL))
    assert read(f"{name}<ul>{rows}</ul>") == right(USUAL)


def test_titles_of_publications_above_their_dates_are_no_labels_of_them() -> None:
    titles = tuple(f"关于发布{word}的公告" for word in ("凝胶", "纱布", "胶布", "敷料", "绷带", "口罩"))
    rows = "".join(
        CARDS[2].format(n=n, day=f"2025-09-{20 - n}", title=title) for n, title in enumerate((*titles, "说明书修订"))
    )
    assert [row[:2] for row in read(rows)][-2:] == [("2025-09-15", titles[-1]), ("2025-09-14", "说明书修订")]


def test_the_labels_above_the_dates_of_one_entry_are_labels() -> None:
    labels = "".join(
        f"<p>{label}</p><span>{day}</span>"
        for label, day in zip(("Updated", "Deadline", "Published"), DAYS, strict=False)
    )
    assert found(f'<li><a href="/n/{{n}}">{{title}}</a>{labels}</li>', USUAL[:2]) == [
        (DAYS[2], title, f"/n/{n}") for n, title in enumerate(USUAL[:2])
    ]


@pytest.mark.parametrize("label", ["Deadline", "Updated", "修订"])
@pytest.mark.parametrize("at", [0, 2, 3])
def test_an_entry_with_only_a_date_of_something_else_has_none_wherever_it_is(label: str, at: int) -> None:
    rows = "".join(
        f'<li><a href="/n/{n}">{title}</a><p>{label if n == at else "Published"}</p><span>{DAYS[n]}</span></li>'
        for n, title in enumerate(USUAL)
    )
    assert read(rows) == [(None if n == at else day, title, link) for n, (day, title, link) in enumerate(right(USUAL))]


NUMBERED = ("Circular No. 12/2026", "Circular No. 11/2026", "Order 7/2026", "年报2024", "第12号令")
BESIDE = (
    '<tr><td><a href="/n/{n}">{title}</a></td><td>Drugs Division</td><td>{day}</td></tr>',
    '<li><a href="/n/{n}">{title}</a> <small>Posted on {day} by Press Office</small></li>',
    '<div class="c"><p><a href="/n/{n}">{title}</a></p><b>{day}</b><p>Tells of fees and of forms.</p></div>',
    '<div class="c"><h3><a href="/n/{n}">{title}</a></h3><b>{day}</b><p>Tells of fees and of form {n}.</p></div>',
)


@pytest.mark.parametrize("row", BESIDE)
@pytest.mark.parametrize("numbered", [1, 2, 5])
def test_a_word_and_a_number_are_a_title_beside_words_that_name_no_entry(row: str, numbered: int) -> None:
    titles = (*NUMBERED[:numbered], *USUAL)[:5]
    assert found(row, titles) == right(titles)
    assert found(row, titles[::-1]) == right(titles[::-1])


def test_a_number_among_titles_is_a_title_beside_divisions_that_differ() -> None:
    row = '<tr><td><a href="/n/{n}">{title}</a></td><td>{part}</td><td>{day}</td></tr>'
    titles = (USUAL[0], NUMBERED[0], *USUAL[1:])
    parts = ("Drugs Division", "Devices Division", "Food Division", "Drugs Division", "Press Office")
    rows = "".join(row.format(n=n, day=DAYS[n], title=title, part=parts[n]) for n, title in enumerate(titles))
    assert read(rows) == right(titles)


@pytest.mark.parametrize("row", BESIDE[:3])
def test_the_words_beside_links_that_are_numbers_are_the_titles(row: str) -> None:
    for name in ("2026-Ohio-{n}179", "Circular No. {n}/2026", "第{n}号令"):
        rows = "".join(
            row.format(n=n, day=DAYS[n], title=name.format(n=n)).replace("</a>", f"</a> <p>{title}</p>")
            for n, title in enumerate(USUAL)
        )
        assert read(rows) == right(USUAL)


def test_a_call_with_a_number_is_no_title() -> None:
    row = '<li><p>{title}</p><b>{day}</b><a href="/n/{n}">Download 1.{n} MB</a></li>'
    assert found(row, USUAL) == right(USUAL)


ANNEXES = (
    '<ul><li><a href="/f/{n}-1.pdf">{label} A to {title}</a></li><li><a href="/f/{n}-2.pdf">{label} B</a></li></ul>',
    '<a href="/f/{n}-1.pdf">{label} A to {title}</a> <a href="/f/{n}-2.pdf">{label} B to {title}</a>',
    '<table><tr><td><a href="/f/{n}-1.pdf">{label} A to {title}</a></td></tr></table>',
)


@pytest.mark.parametrize("annexes", ANNEXES)
@pytest.mark.parametrize("label", ["Annex", "附件1：", "Anlage"])
@pytest.mark.parametrize(
    "row",
    ['<li><i>{day}</i> <a href="/n/{n}">{title}</a>%</li>', '<li><a href="/n/{n}">{title}</a> <i>{day}</i>%</li>'],
)
def test_the_link_of_an_entry_comes_before_its_annexes(annexes: str, label: str, row: str) -> None:
    assert found(row.replace("%", annexes).replace("{label}", label), USUAL) == right(USUAL)


def test_a_document_in_a_list_of_its_own_is_no_entry_whatever_it_is_called() -> None:
    forms = '<ul><li><a href="/f/{n}.pdf">Form to fill in for {title}</a></li></ul>'
    assert found('<li><i>{day}</i> <a href="/n/{n}">{title}</a>' + forms + "</li>", USUAL) == right(USUAL)


def test_annexes_that_are_the_only_titles_of_their_rows_are_entries() -> None:
    row = '<li><a href="/d/{n}">Law</a> <a href="/n/{n}">Annex {n} on {title}</a> <i>{day}</i></li>'
    titles = tuple(f"Annex {n} on {title}" for n, title in enumerate(USUAL))
    assert found(row, USUAL) == right(titles)


def test_the_number_of_an_approval_is_no_title_beside_a_short_name() -> None:
    names = ("阿莫西林胶囊", "布洛芬缓释片", "头孢克肟颗粒")
    head = "<tr><th>药品名称</th><th>批准文号</th><th>批准日期</th><th>详情</th></tr>"
    row = '<tr><td>{title}</td><td>国药准字H2026001{n}</td><td>{day}</td><td><a href="/n/{n}">查看</a></td></tr>'
    rows = (row.format(n=n, day=DAYS[n], title=title) for n, title in enumerate(names))
    assert [title for _, title, _ in read(f"<table>{head}{''.join(rows)}</table>")] == list(names)


def test_a_date_in_the_name_of_a_file_is_part_of_it() -> None:
    names = ("2025-09-05-DO3.zip", "2025-09-04-DO2E.zip", "2025-08-31-DO1.zip")
    row = '<li><a href="/n/{n}" title="Baixar arquivo"><i></i> {title}</a> <i>{day}</i></li>'
    assert found(row, names) == right(names)


def test_an_attribute_of_several_links_is_the_title_of_none() -> None:
    numbers = ("DO3.zip", "DO2E.zip", "DO1.zip")
    row = '<li><a href="/n/{n}" title="Baixar arquivo"><i></i> {title}</a> <i>{day}</i></li>'
    assert found(row, numbers) == right(numbers)


@pytest.mark.parametrize("shown", ["{title}", "{title:.7}…"])
def test_the_label_of_the_title_in_an_attribute_is_no_part_of_it(shown: str) -> None:
    """The attribute also tells the number of readers and the day."""
    titles = ("86 岁高龄", "关于药品检查的公告", "医疗器械注册工作会议召开", "四月的思念")
    told = "标题：{title}&#xD;点击数：402&#xD;发表时间：2017年05月19日"
    row = f'<li><span>{{day}}</span><a href="/n/{{n}}" title="{told}"><font>{shown}</font></a></li>'
    assert found(row, titles) == right(titles)


def test_the_brackets_of_several_languages_are_no_part_of_the_title() -> None:
    row = '<tr><td>{day}</td><td>{title} (<a href="/n/{n}">English</a> | <a href="/tc/n/{n}">中文</a>)</td></tr>'
    assert found(row, BRACKETED[2:]) == right(BRACKETED[2:])


def test_a_number_in_brackets_below_a_name_is_a_part_of_it() -> None:
    names = ("本紙", "政府調達", "官報号外", "特別号外")
    rows = "".join(
        f'<li><a href="/n/{n}">{name}<br>(第{120 + n}号)</a> <a href="/f/{n}.pdf">1-{n}0頁[6MB]</a></li>'
        for n, name in enumerate(names)
    )
    entries = read(f"<dl><dt>2025年7月2日</dt><dd><ul>{rows}</ul></dd></dl>")
    assert [title for _, title, _ in entries] == [f"{name} (第{120 + n}号)" for n, name in enumerate(names)]


def test_a_weekday_is_no_title() -> None:
    weekdays = ("Wednesday", "Thu.", "Montag", "lunes")
    link = '<a href="/n/{n}"><img src="/i.png"></a>'
    row = f"<tr><td>{{title}}<br>{{day}}<br>3:00 P.M.</td><td>Town hall</td><td>{link}</td></tr>"
    rows = "".join(row.format(n=n, day=DAYS[n], title=title) for n, title in enumerate(weekdays))
    assert read(f"<table>{rows}</table>") == right(("Town hall",) * 4)


@pytest.mark.parametrize("names", [("Audit committee",) * 4, ("Audit committee", "Full board") * 2])
def test_a_row_of_a_table_has_the_title_in_it_and_none_of_the_next(names: tuple[str, ...]) -> None:
    row = (
        '<tr><td>{title}</td><td>{day}</td><td><a href="#" onclick="window.open(\'/n/{n}\')">Video</a></td>'
        '<td><a href="/m/{n}.mp4">Video<br><span>(MP4)</span></a></td></tr>'
    )
    head = "<tr><th>Event</th><th>Date</th><th>View</th><th>Download</th></tr>"
    rows = "".join(row.format(n=n, day=DAYS[n], title=title) for n, title in enumerate(names))
    assert read(f"<table>{head}{rows}</table>") == right(names)


@pytest.mark.parametrize("header", ["Files", "Minutes", "附件"])
def test_the_links_of_a_column_of_annexes_are_no_entries(header: str) -> None:
    files = ("", "Agenda Minutes", "Minutes", "Agenda Minutes")
    rows = "".join(
        f'<tr><td>{DAYS[n]}</td><td><a href="/n/{n}">Advisory board meeting</a></td><td>'
        + "<br>".join(f'<a href="/view?file={n}{kind}">{kind}</a>' for kind in held.split())
        + "</td></tr>"
        for n, held in enumerate(files)
    )
    head = f"<tr><th>Date</th><th>Item</th><th>{header}</th></tr>"
    assert read(f"<table>{head}{rows}</table>") == right(("Advisory board meeting",) * 4)


def test_a_day_without_a_link_names_no_entry_of_another_day() -> None:
    agenda, minutes = ' <a href="/n/{n}">Agenda</a>', ' <a href="/m/{n}">Minutes</a>'
    told = (agenda, " CANCELLED", agenda, f"{agenda},{minutes}", f"{agenda},{minutes}")
    rows = "".join(f"<p><b>{DAYS[n]}</b>{words.format(n=n)}</p>" for n, words in enumerate(told))
    assert read(rows) == [(day, title, url) for day, title, url in right(("Agenda",) * 5) if url != "/n/1"]


def test_titles_without_a_link_may_stand_below_agenda() -> None:
    row = '<tr><td>{title}</td><td>{day}</td><td><a href="/n/{n}">Download</a></td></tr>'
    rows = "".join(row.format(n=n, day=DAYS[n], title=title) for n, title in enumerate(USUAL))
    head = "<tr><th>Agenda</th><th>Date</th><th>Files</th></tr>"
    assert read(f"<table>{head}{rows}</table>") == right(USUAL)


@pytest.mark.parametrize("label", ["Gazette No.", "Número", "Nº da Publicação", "Edition number"])
@pytest.mark.parametrize("number", [40, 1998])
def test_rows_with_equal_titles_are_told_apart_by_their_numbers(label: str, number: int) -> None:
    row = (
        '<tr><td>{n}</td><td>{day} April 2026</td><td><a href="/g/{n}.pdf">Without a signature</a></td>'
        '<td><a href="/g/{n}s.pdf">With a signature</a></td></tr>'
    )
    rows = "".join(row.format(n=number + at, day=20 + at) for at in range(5))
    head = f"<tr><th>{label}</th><th>Date</th><th>File</th><th>Signed file</th></tr>"
    listing = parse(Page(content=f"<html><body><table>{head}{rows}</table></body></html>".encode()))
    assert [(notice.title, notice.date) for notice in listing.notices] == [
        (f"{label} {number + at}: Without a signature", f"2026-04-{20 + at}") for at in range(5)
    ]


@pytest.mark.parametrize(
    "row",
    [
        '<li>{day} <a href="/n/{n}">{kind}</a> Subject: {title}</li>',
        '<div><h3><a href="/n/{n}">{kind}</a></h3><p>{day}</p><p>Objet : {title}</p></div>',
    ],
)
def test_a_subject_within_a_row_tells_apart_links_that_repeat_a_kind(row: str) -> None:
    titles = ("Supply of reagents to the laboratory", "Maintenance of the equipment", "Transport of vaccines")
    kinds = ("Open tender", "Open tender", "Sale of goods")
    shown = (row.format(n=n, day=DAYS[n], kind=kinds[n], title=title) for n, title in enumerate(titles))
    assert read("".join(shown)) == right(tuple(f"{kind}: {title}" for kind, title in zip(kinds, titles, strict=True)))


def test_the_label_of_a_subject_is_no_part_of_a_title() -> None:
    titles = ("Supply of reagents to the laboratory", "Maintenance of the equipment", "Transport of vaccines")
    row = '<li>{day} <a href="/n/{n}">Open tender</a> Asunto: {title}</li>'
    assert found(row, titles) == right(titles)


def test_titles_that_differ_stay_beside_subjects() -> None:
    row = '<li>{day} <a href="/n/{n}">{title}</a> Subject: Fees of the year</li>'
    titles = ("Circular on registration", "Circular on inspection", "Circular on imports")
    assert found(row, titles) == right(titles)


@pytest.mark.parametrize("label", ["<b>{}</b>", "<b><b>{}</b></b>"])
def test_a_number_in_capitals_keeps_its_place_behind_a_label_that_titles_have_too(label: str) -> None:
    titles = (
        "NO JADUAL 8-12/2018",
        "Supply of reagents to the laboratory",
        "Security of a hospital",
        "CIRCULAR 5/2018",
    )
    labels = (label.format("[TENDER OFFER ] :"), *["<b>[TENDER OFFER] :</b>"] * 3)
    rows = (
        f'<tr><td>{labels[n]} <a href="/n/{n}">{title}</a> <span>{DAYS[n]}</span></td></tr>'
        for n, title in enumerate(titles)
    )
    assert read(f"<table>{''.join(rows)}</table>") == right(titles)


def test_a_day_that_goes_on_without_a_gap_is_a_part_of_the_title() -> None:
    titles = ("2026年9月15日付会見概要", "2026年9月15日起施行的标准", "2026年9月15日 会议纪要已经发布")
    rows = "".join(f'<li><a href="/n/{n}">{title}</a></li>' for n, title in enumerate(titles))
    found = read(f"<h2>2026年9月15日</h2><ul>{rows}</ul><h2>2026年9月14日</h2><ul>{rows.replace('/n/', '/m/')}</ul>")
    assert [title for _, title, _ in found[:3]] == [*titles[:2], "会议纪要已经发布"]


def test_a_day_in_brackets_at_the_end_of_links_with_their_day_in_the_address_is_no_part_of_the_title() -> None:
    titles = ("关于凝胶说明书的公告", "纱布临床研究指导原则（征求意见稿）", "人血白蛋白座谈会召开", "关于纱布的通告")
    row = '<li><a href="./202509/t{mark}_{n}.html">{title} [{short}]</a></li>'
    rows = "".join(
        row.format(n=n, mark=DAYS[n].replace("-", ""), short=DAYS[n][5:], title=title) for n, title in enumerate(titles)
    )
    assert [(day, title) for day, title, _ in read(f"<ul>{rows}</ul>")] == [*zip(DAYS, titles, strict=False)]


def test_a_tip_behind_the_words_of_a_link_is_no_part_of_its_title() -> None:
    row = '<li><a href="/n/{n}" title="{title}"><font>{title}</font><em>Explained: {title}</em></a> {day}</li>'
    assert found(row, BRACKETED) == right(BRACKETED)
    kinds = '<li><a href="/n/{n}" title="Safety notices"><i>Safety notices</i><b>{title}</b></a> {day}</li>'
    assert [title.removeprefix("Safety notices") for _, title, _ in found(kinds, BRACKETED)] == [*BRACKETED]
    draft = row.replace("Explained: {title}", " (Draft for comments)")
    assert found(draft, BRACKETED) == right(tuple(f"{title} (Draft for comments)" for title in BRACKETED))


def test_the_items_of_an_agenda_are_one_title() -> None:
    rows = "".join(
        f"<tr><td>60{n}</td><td>{day}</td><td><ol><li>1 Prices of new gels</li><li>2 Report {n} on gauze"
        f'</li></ol></td><td><a href="/m/{n}">Minutes</a></td><td><a href="/p/{n}">Papers</a></td></tr>'
        for n, day in enumerate(DAYS, 1)
    )
    assert [title for _, title, _ in read(f"<table>{rows}</table>")] == [
        f"1 Prices of new gels 2 Report {n} on gauze" for n in range(1, 6)
    ]


def test_facts_that_a_row_lists_behind_its_title_are_no_part_of_it() -> None:
    row = """<tr><td>{day}</td><td><ul><li>{title}</li><li>Division of gels</li><li>English</li></ul></td>
    <td><a href="/n/{n}">Papers</a></td></tr>"""
    assert found(f"<table>{row}</table>", BRACKETED) == right(BRACKETED)


def test_a_title_that_a_script_writes_into_its_link_is_one() -> None:
    titles = ("关于凝胶说明书的公告", "Gauze & gels recalled", "人血白蛋白座谈会召开")
    row = """<li><a href="/n/{n}"><script>document.write('{title}');</script></a><i>{day}</i></li>"""
    assert found(row, titles) == right(titles)
    markup = row.replace("'{title}'", "'<b>{title}</b>'").replace("</a>", "Recall of {title}</a>")
    assert found(markup, titles) == right(tuple(f"Recall of {title}" for title in titles))
