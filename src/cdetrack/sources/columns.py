"""What the columns of a sheet and the fields of an object mean, by their names."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal

Role = Literal["title", "date", "url", "summary"]

_ROLES: dict[Role, str] = {
    "title": (
        "title headline subject heading name doctitle documenttitle noticetitle newstitle titel titre titulo titolo"
        " 标题 標題 题目 題目 名称 名稱 公告标题 文件名称 件名 タイトル 제목 заголовок название"
    ),
    "date": (
        "date published datepublished pubdate publicationdate publishdate publisheddate publishedat publishedon"
        " publishtime firstpublished firstpublisheddate issued dateissued issuedate issuedat released releasedate"
        " releasetime posted dateposted postdate posteddate postedat postedon datum fecha data dato 发布日期 发布时间"
        " 發布日期 發布時間 公布日期 公告日期 日期 时间 時間 公開日 掲載日 発表日 公表日 年月日 日付"
        " 등록일 작성일 게시일 дата"
    ),
    "url": (
        "url link href permalink weburl pageurl fullurl uri externallink 链接 鏈接 连结 網址 网址 地址 リンク 링크"
        " ссылка"
    ),
    "summary": "summary description abstract excerpt teaser standfirst subtitle 摘要 简介 概要 要約 요약",
}
_ROLE_OF = {name: (role, rank) for role, names in _ROLES.items() for rank, name in enumerate(names.split())}
_WORSE = 1000
_PUBLISHED = re.compile(r"publi|issue|release|post|发布|公布|公開")
_A_DAY = re.compile(r"date|time|day|日期|时间|時間|(?:ed|d)(?:at|on)\Z")
_CHANGED = re.compile(r"updat|modif|revis|chang|edit|creat|更新|修改|修订")
_ANOTHER_DAY = re.compile(
    r"end|expir|effect|start|due|clos|deadline|valid|until|from|meeting|event|截止|生效|实施|施行|有效"
)
_NOT_OF_NAMES = re.compile(r"[\W_]+")


@lru_cache(maxsize=256)
def columns(names: tuple[str, ...]) -> Mapping[Role, Sequence[str]]:
    """Return the names that stand for each role, the likeliest first; a day of an update comes last."""
    ranked: dict[Role, list[tuple[int, str]]] = {}
    for name in names:
        plain = _NOT_OF_NAMES.sub("", name[:80]).lower()
        role, rank = _ROLE_OF.get(plain, (None, 0))
        if role is None and _A_DAY.search(plain) and not _ANOTHER_DAY.search(plain):
            role = "date"
            rank = _WORSE * (1 if _PUBLISHED.search(plain) else 3 if _CHANGED.search(plain) else 2)
        if role is None and plain in {"updated", "modified", "lastmod", "created"}:
            role, rank = "date", _WORSE * 3
        if role is not None:
            ranked.setdefault(role, []).append((rank, name))
    return {role: [name for _, name in sorted(found, key=lambda each: each[0])] for role, found in ranked.items()}
