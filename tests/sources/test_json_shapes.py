"""JSON as public APIs and content systems send it, read without a mapping: titles, days, links, the next page."""

import json
from typing import Any

import pytest

from cdetrack.errors import UnreadableError
from cdetrack.look.parsed_listing import ParsedListing
from cdetrack.model.record import Page
from cdetrack.sources import read
from support.readings import Row, answered, rows_of

HOME = "https://www.example.org/api/list"


def parsed(answer: object, *, url: str = HOME) -> ParsedListing:
    return answered(answer, url)


def rows(answer: object, *, url: str = HOME) -> list[Row]:
    return rows_of(parsed(answer, url=url))


ORG = "https://www.example.org"
SHAPES: dict[str, tuple[Any, list[tuple[str, str, str | None]]]] = {
    "WordPress": (
        [
            {
                "id": n,
                "date": f"2025-09-0{n}T23:30:00",
                "date_gmt": f"2025-09-0{n + 1}T03:30:00",
                "modified": "2025-10-01T00:00:00",
                "guid": {"rendered": f"{ORG}/?p={n}"},
                "link": f"{ORG}/news/{n}/",
                "title": {"rendered": f"Recall &#8211; lot {n}"},
                "excerpt": {"rendered": "<p>Words.</p>", "protected": False},
                "author": 3,
                "_links": {"self": [{"href": f"{ORG}/wp-json/wp/v2/posts/{n}"}]},
            }
            for n in (2, 1)
        ],
        [("2025-09-02", "Recall – lot 2", f"{ORG}/news/2/"), ("2025-09-01", "Recall – lot 1", f"{ORG}/news/1/")],
    ),
    "Drupal JSON:API": (
        {
            "jsonapi": {"version": "1.0"},
            "data": [
                {
                    "type": "node--news",
                    "id": "0b1f",
                    "links": {"self": {"href": f"{ORG}/jsonapi/node/news/0b1f"}},
                    "attributes": {
                        "drupal_internal__nid": 7,
                        "title": "Draft guideline on stability",
                        "created": "2025-09-05T08:00:00+00:00",
                        "changed": "2025-11-05T08:00:00+00:00",
                        "path": {"alias": "/news/draft-guideline", "pid": 3, "langcode": "en"},
                        "body": {"value": "<p>Text</p>", "summary": ""},
                    },
                    "relationships": {"uid": {"data": {"type": "user--user", "id": "9"}}},
                }
            ],
            "included": [{"type": "user--user", "id": "9", "attributes": {"name": "Ann", "created": "2001-01-01"}}],
            "links": {"next": {"href": f"{ORG}/jsonapi/node/news?page%5Boffset%5D=50"}},
        },
        [("2025-09-05", "Draft guideline on stability", f"{ORG}/news/draft-guideline")],
    ),
    "Drupal views": (
        [
            {"title": [{"value": "One"}], "created": [{"value": "2025-09-05T10:00:00+02:00"}], "nid": [{"value": 1}]},
            {"title": [{"value": "Two"}], "created": [{"value": "2025-09-04T10:00:00+02:00"}], "nid": [{"value": 2}]},
        ],
        [("2025-09-05", "One", None), ("2025-09-04", "Two", None)],
    ),
    "Solr": (
        {
            "responseHeader": {"status": 0, "QTime": 3},
            "response": {
                "numFound": 2,
                "start": 0,
                "docs": [
                    {
                        "id": "1",
                        "ts_title": "Safety review",
                        "ds_published": "2025-09-05T00:00:00Z",
                        "url": "/safety/1",
                        "index_date": "2025-12-01T00:00:00Z",
                        "timestamp": "2025-12-01T03:00:00Z",
                    },
                ],
            },
            "facet_counts": {"facet_fields": {"type": ["news", 3]}},
        },
        [("2025-09-05", "Safety review", f"{ORG}/safety/1")],
    ),
    "Elasticsearch": (
        {
            "took": 3,
            "hits": {
                "total": {"value": 1, "relation": "eq"},
                "hits": [
                    {
                        "_index": "docs",
                        "_id": "a1",
                        "_score": 1.2,
                        "_source": {
                            "title": "Guidance on labels",
                            "published_at": 1757030400000,
                            "url": "/g/1",
                            "attachments": [
                                {"name": f"part {n}.pdf", "created": "2025-01-01", "url": "/f"} for n in range(5)
                            ],
                        },
                    },
                ],
            },
            "aggregations": {"types": {"buckets": [{"key": "guidance", "doc_count": 3}]}},
        },
        [("2025-09-05", "Guidance on labels", f"{ORG}/g/1")],
    ),
    "OData 4": (
        {
            "@odata.context": "x",
            "value": [{"Id": 1, "Title": "Alert", "PublicationDate": "2025-09-05T14:22:25Z", "Url": "/a/1"}],
            "@odata.nextLink": f"{ORG}/api/list?$skip=1",
        },
        [("2025-09-05", "Alert", f"{ORG}/a/1")],
    ),
    "OData 2": (
        {"d": {"results": [{"__metadata": {"uri": "x"}, "Title": "Alert", "Created": "/Date(1757062800000+0800)/"}]}},
        [("2025-09-05", "Alert", None)],
    ),
    "GraphQL": (
        {
            "data": {
                "allNews": {
                    "totalCount": 2,
                    "edges": [
                        {
                            "cursor": "a",
                            "node": {"title": "One", "publishedAt": "2025-09-05T08:00:00.000Z", "uri": "/1"},
                        },
                        {
                            "cursor": "b",
                            "node": {"title": "Two", "publishedAt": "2025-09-04T08:00:00.000Z", "uri": "/2"},
                        },
                    ],
                    "pageInfo": {"hasNextPage": True, "endCursor": "b"},
                }
            }
        },
        [("2025-09-05", "One", f"{ORG}/1"), ("2025-09-04", "Two", f"{ORG}/2")],
    ),
    "CKAN": (
        {
            "success": True,
            "result": {
                "count": 1,
                "results": [
                    {
                        "title": "Recalls 2025",
                        "name": "recalls-2025",
                        "metadata_created": "2025-09-05T08:00:00.1",
                        "metadata_modified": "2025-12-05T08:00:00.1",
                        "organization": {"title": "Ministry", "created": "2001-01-01"},
                        "resources": [
                            {"name": f"file {n}", "created": "2024-01-01", "url": f"{ORG}/f{n}.csv"} for n in (1, 2, 3)
                        ],
                    },
                ],
            },
        },
        [("2025-09-05", "Recalls 2025", f"{ORG}/f1.csv")],
    ),
    "gov.uk search": (
        {
            "results": [
                {
                    "title": "Class 2 recall",
                    "link": "/drug-device-alerts/x",
                    "public_timestamp": "2025-09-05T13:21:27Z",
                },
                {
                    "title": "Class 4 recall",
                    "link": "/drug-device-alerts/y",
                    "public_timestamp": "2025-09-04T13:21:27Z",
                },
            ],
            "total": 900,
            "start": 0,
        },
        [
            ("2025-09-05", "Class 2 recall", f"{ORG}/drug-device-alerts/x"),
            ("2025-09-04", "Class 4 recall", f"{ORG}/drug-device-alerts/y"),
        ],
    ),
    "regulations.gov": (
        {
            "data": [
                {
                    "id": "FDA-2025-D-1",
                    "type": "documents",
                    "attributes": {
                        "documentType": "Notice",
                        "lastModifiedDate": "2025-11-05T04:00:00Z",
                        "title": "Availability of a draft",
                        "postedDate": "2025-09-05T04:00:00Z",
                        "commentEndDate": "2025-12-05T04:59:59Z",
                        "commentStartDate": "2025-09-06T04:00:00Z",
                    },
                    "links": {"self": f"{ORG}/v4/documents/FDA-2025-D-1"},
                }
            ],
            "meta": {"hasNextPage": True, "totalElements": 90},
        },
        [("2025-09-05", "Availability of a draft", None)],
    ),
    "Wagtail": (
        {
            "meta": {"total_count": 1},
            "items": [
                {
                    "id": 3,
                    "meta": {
                        "type": "news.NewsPage",
                        "detail_url": f"{ORG}/api/v2/pages/3/",
                        "html_url": f"{ORG}/news/three/",
                        "slug": "three",
                        "first_published_at": "2025-09-05T08:00:00Z",
                    },
                    "title": "Third notice",
                }
            ],
        },
        [("2025-09-05", "Third notice", f"{ORG}/news/three/")],
    ),
    "Strapi": (
        {
            "data": [
                {
                    "id": 1,
                    "attributes": {
                        "title": "Notice",
                        "createdAt": "2025-01-01T00:00:00Z",
                        "updatedAt": "2025-12-01T00:00:00Z",
                        "publishedAt": "2025-09-05T08:00:00Z",
                    },
                }
            ],
            "meta": {"pagination": {"page": 1, "pageCount": 1}},
        },
        [("2025-09-05", "Notice", None)],
    ),
    "Contentful": (
        {
            "sys": {"type": "Array"},
            "items": [
                {
                    "sys": {"id": "x", "createdAt": "2025-09-05T08:00:00Z", "updatedAt": "2025-10-01T00:00:00Z"},
                    "fields": {"title": "Notice", "slug": "notice"},
                }
            ],
            "includes": {"Asset": [{"sys": {"id": "p"}, "fields": {"title": "Photo", "file": {"url": "//i/p.jpg"}}}]},
        },
        [("2025-09-05", "Notice", None)],
    ),
    "Plone": (
        {
            "@id": f"{ORG}/news",
            "items": [
                {"@id": f"{ORG}/news/one", "@type": "News Item", "title": "One", "effective": "2025-09-05T18:20:00"},
                {"@id": f"{ORG}/news/p.jpg", "@type": "Image", "title": "p.jpg", "effective": "2025-09-04T18:20:00"},
                {"@id": f"{ORG}/news/two", "@type": "News Item", "title": "Two", "effective": "2025-09-03T18:20:00"},
            ],
            "batching": {"next": f"{ORG}/news?b_start=25"},
        },
        [("2025-09-05", "One", f"{ORG}/news/one"), ("2025-09-03", "Two", f"{ORG}/news/two")],
    ),
    "Chinese list": (
        {
            "code": 0,
            "msg": "success",
            "data": {
                "total": 2,
                "list": [
                    {"id": 1, "title": "关于发布甲指导原则的通告", "publishTime": 1757115000000, "url": "/n/1.html"},
                    {"id": 2, "title": "关于乙事项的公告", "publishTime": 1757001600000, "url": "/n/2.html"},
                ],
            },
        },
        [
            ("2025-09-06", "关于发布甲指导原则的通告", f"{ORG}/n/1.html"),
            ("2025-09-05", "关于乙事项的公告", f"{ORG}/n/2.html"),
        ],
    ),
    "Chinese rows by Jackson": (
        {
            "code": 200,
            "message": "操作成功",
            "rows": [
                {"noticeTitle": "关于甲的通知", "releaseTime": "2025-09-04T16:00:00.000+00:00", "createBy": "admin"},
                {"noticeTitle": "关于乙的通知", "releaseTime": "2025-09-03T16:00:00.000+00:00", "createBy": "admin"},
            ],
            "total": 2,
        },
        [("2025-09-05", "关于甲的通知", None), ("2025-09-04", "关于乙的通知", None)],
    ),
    "Chinese records of MyBatis": (
        {
            "success": True,
            "result": {
                "records": [
                    {
                        "bt": "关于甲的公告",
                        "fbsj": "2025-09-05 09:30:00",
                        "url": "http://a.example.cn/1.html",
                        "cjsj": "x",
                    }
                ],
                "total": 1,
                "size": 10,
                "current": 1,
            },
            "timestamp": 1767150000000,
        },
        [("2025-09-05", "关于甲的公告", "http://a.example.cn/1.html")],
    ),
    "seconds of Beijing's early morning": (
        {"articles": [{"title": "关于甲的公告", "display_publish_time": 1757001601, "url": f"{ORG}/1"}]},
        [("2025-09-05", "关于甲的公告", f"{ORG}/1")],
    ),
    "JSON in JSON": (
        {"d": json.dumps({"rows": [{"Title": "One", "Date": "2025-09-05"}, {"Title": "Two", "Date": "2025-09-04"}]})},
        [("2025-09-05", "One", None), ("2025-09-04", "Two", None)],
    ),
    "cells of a table": (
        {
            "draw": 1,
            "recordsTotal": 2,
            "data": [
                [
                    '<a href="/l/1">Firm One &amp; Co</a>',
                    "CGMP",
                    '<time datetime="2025-09-05T04:00:00Z">09/05/2025</time>',
                ],
                ['<a href="/l/2">Firm Two</a>', "Labels", '<time datetime="2025-09-04T04:00:00Z">09/04/2025</time>'],
            ],
        },
        [("2025-09-05", "Firm One & Co", f"{ORG}/l/1"), ("2025-09-04", "Firm Two", f"{ORG}/l/2")],
    ),
    "numbers where others have links": (
        [
            {"title": f"Act {n}", "date": f"2025-01-0{n}", "eli": f"2025.{n}", "url": end}
            for n, end in ((1, "v1.2"), (2, "2.pdf"))
        ],
        [("2025-01-01", "Act 1", None), ("2025-01-02", "Act 2", f"{ORG}/api/2.pdf")],
    ),
    "values with types, of DynamoDB": (
        [
            {
                "case_name": {"S": f"{name} v. Board"},
                "short_date": {"S": f"09/{day}/2025"},
                "file_name": {"S": f"/opinions/{day}.pdf"},
                "publish": {"N": f"202509{day}000000"},
            }
            for name, day in (("One", "15"), ("Two", "14"))
        ],
        [
            ("2025-09-15", "One v. Board", f"{ORG}/opinions/15.pdf"),
            ("2025-09-14", "Two v. Board", f"{ORG}/opinions/14.pdf"),
        ],
    ),
    "days and links in an object of details": (
        {
            "results": [
                {
                    "id": number,
                    "properties": [{"property": {"label": "Date"}, "values": ["5 September 2025"]}],
                    "title": title,
                    "detail_json": {"published_at": "2025-09-05", "public_url": f"{ORG}/{number}"},
                }
                for number, title in ((1, "One v. Board"), (2, "Two v. Board"))
            ]
        },
        [("2025-09-05", "One v. Board", f"{ORG}/1"), ("2025-09-05", "Two v. Board", f"{ORG}/2")],
    ),
    "products without a title": (
        {
            "meta": {"results": {"total": 9}},
            "results": [
                {
                    "product_description": "Tablets 5 mg",
                    "reason_for_recall": "Failed dissolution",
                    "recalling_firm": "Firm",
                    "recall_initiation_date": "20250701",
                    "center_classification_date": "20250804",
                    "report_date": "20250812",
                }
            ],
        },
        [("2025-08-12", "Tablets 5 mg", None)],
    ),
    "texts without a title": (
        {"posts": [{"text": "A new alert is out. Read it.", "created_at": "2025-09-05", "url": f"{ORG}/p/1"}]},
        [("2025-09-05", "A new alert is out.", f"{ORG}/p/1")],
    ),
    "guidelines deep in widgets": (
        {
            "items": [
                {
                    "bundleInfo": {"title": "Guidelines", "alias": "/page/g", "updated": "2025-12-01"},
                    "widgets": {
                        "items": [
                            {
                                "tabs": {
                                    "items": [
                                        {
                                            "items": [
                                                {
                                                    "code": f"X{n}",
                                                    "title": f"Guideline {n}",
                                                    "details": {"stepDate": f"{n} June 2025"},
                                                    "fileGroups": [{"files": [{"uri": f"{ORG}/X{n}.pdf"}]}],
                                                }
                                                for n in (6, 5)
                                            ]
                                        }
                                    ]
                                }
                            }
                        ]
                    },
                }
            ]
        },
        [("2025-06-06", "Guideline 6", f"{ORG}/X6.pdf"), ("2025-06-05", "Guideline 5", f"{ORG}/X5.pdf")],
    ),
    "documents with versions and files of their own": (
        {
            "documents": [
                {
                    "title": f"Document {n}",
                    "published": f"2025-09-0{n}",
                    "url": f"/d/{n}",
                    "versions": [{"title": f"v{v}", "date": f"2024-01-0{v}", "url": "/v"} for v in (1, 2, 3)],
                }
                for n in (2, 1)
            ]
        },
        [("2025-09-02", "Document 2", f"{ORG}/d/2"), ("2025-09-01", "Document 1", f"{ORG}/d/1")],
    ),
    "years with lists": (
        {
            "years": [
                {"title": "2025", "documents": [{"title": "A", "date": "2025-09-05", "url": "/a"}]},
                {"title": "2024", "documents": [{"title": "B", "date": "2024-09-05", "url": "/b"}]},
            ]
        },
        [("2025-09-05", "A", f"{ORG}/a"), ("2024-09-05", "B", f"{ORG}/b")],
    ),
    "a day in parts": (
        [
            {"title": "A", "date": {"year": 2025, "month": 9, "day": 5}},
            {"title": "B", "date": {"date": "2025-09-04 00:00:00.000000", "timezone_type": 3, "timezone": "UTC"}},
            {"title": "C", "issued": {"date-parts": [[2025, 9, 3]]}},
            {"title": "D", "date": {"$date": {"$numberLong": "1756800000000"}}},
            {"title": "E", "created": {"_seconds": 1756717200, "_nanoseconds": 0}},
        ],
        [(f"2025-09-0{5 - at}", title, None) for at, title in enumerate("ABCDE")],
    ),
    "other days than that of publication": (
        [
            {"title": "A", "effective_date": "2025-12-01", "url": "/a"},
            {"title": "B", "startDate": "2025-12-01", "endDate": "2025-12-02", "url": "/b"},
            {"title": "C", "commentsDue": "2025-12-01", "indexed_at": "2025-11-30", "url": "/c"},
            {"title": "D", "author": {"name": "Ann", "created": "2001-01-01"}, "url": "/d"},
            {"title": "E", "last_published_at": "2025-10-10", "first_published_at": "2025-09-05", "url": "/e"},
        ],
        [
            ("seen", "A", f"{ORG}/a"),
            ("seen", "B", f"{ORG}/b"),
            ("seen", "C", f"{ORG}/c"),
            ("seen", "D", f"{ORG}/d"),
            ("2025-09-05", "E", f"{ORG}/e"),
        ],
    ),
    "a study in modules": (
        {
            "studies": [
                {
                    "protocolSection": {
                        "identificationModule": {
                            "nctId": "N1",
                            "organization": {"title": "X"},
                            "briefTitle": "A study",
                        },
                        "statusModule": {
                            "startDateStruct": {"date": "2024-01-01"},
                            "studyFirstPostDateStruct": {"date": "2025-09-05"},
                        },
                    }
                }
            ]
        },
        [("2025-09-05", "A study", None)],
    ),
    "papers by number": (
        {
            "header": {"type": "esummary"},
            "result": {
                "uids": ["12", "11"],
                "12": {"title": "Paper two", "pubdate": "2025 Sep 5", "authors": [{"name": "Ann"}]},
                "11": {"title": "Paper one", "pubdate": "2025 Sep 4", "authors": []},
            },
        },
        [("2025-09-05", "Paper two", None), ("2025-09-04", "Paper one", None)],
    ),
    "a release with more assets than there are releases": (
        [
            {
                "html_url": f"{ORG}/releases/1",
                "name": "v1.2",
                "published_at": "2025-09-05T00:00:00Z",
                "author": {"login": "a", "html_url": f"{ORG}/a"},
                "assets": [{"name": f"{n}.zip", "created_at": "2025-01-01", "url": "/z"} for n in range(4)],
            }
        ],
        [("2025-09-05", "v1.2", f"{ORG}/releases/1")],
    ),
    "posts with a moment in seconds": (
        {
            "data": {
                "children": [{"data": {"title": "A", "created_utc": 1757066400.0, "url": f"{ORG}/c", "author": "x"}}]
            }
        },
        [("2025-09-05", "A", f"{ORG}/c")],
    ),
    "tickets": (
        {
            "result": [
                {"sys_created_on": "2025-09-05 10:00:00", "short_description": "Alert", "sys_updated_on": "2025-10-01"}
            ]
        },
        [("2025-09-05", "Alert", None)],
    ),
    "a search with raw fields": (
        {"results": [{"title": "A", "clickUri": "/a", "raw": {"date": 1757030400000, "indexeddate": 1767030400000}}]},
        [("2025-09-05", "A", f"{ORG}/a")],
    ),
    "cells with a link to view each": (
        {
            "aaData": [
                ["1", "关于甲的公告", "2025-09-05", "<a href='/a.html'>查看</a>"],
                ["2", "关于乙的公告", "2025-09-04", "<a href='/b.html'>查看</a>"],
            ]
        },
        [("2025-09-05", "关于甲的公告", f"{ORG}/a.html"), ("2025-09-04", "关于乙的公告", f"{ORG}/b.html")],
    ),
    "a Korean board": (
        {"list": [{"nttSj": "식약처 공고", "regDt": "2025.09.05", "nttSn": 1}]},
        [("2025-09-05", "식약처 공고", None)],
    ),
    "a graph for search engines": (
        {
            "@graph": [
                {"@type": "WebSite", "name": "The site", "url": ORG},
                {"@type": "NewsArticle", "headline": "A", "datePublished": "2025-09-05", "url": f"{ORG}/a"},
            ]
        },
        [("2025-09-05", "A", f"{ORG}/a")],
    ),
    "activities": (
        {
            "orderedItems": [
                {
                    "type": "Create",
                    "object": {"content": "<p>An alert. More.</p>", "published": "2025-09-05", "url": "/1"},
                }
            ]
        },
        [("2025-09-05", "An alert.", f"{ORG}/1")],
    ),
    "fields by language": (
        {
            "items": [
                {"title": {"en": "A", "fr": "Un"}, "date": {"en": "2025-09-05"}, "url": {"en": "/en", "fr": "/fr"}}
            ]
        },
        [("2025-09-05", "A", f"{ORG}/en")],
    ),
    "decisions": (
        [{"title": "A", "dateReceived": "2025-01-05", "decisionDate": "2025-09-05", "url": "/a"}],
        [("2025-09-05", "A", f"{ORG}/a")],
    ),
    "European midnights": (
        [
            {"title": title, "date": date, "language": "de"}
            for title, date in (("A", 1757023200000), ("B", 1756936800000), ("C", 1736895600000))
        ],
        [("2025-09-05", "A", None), ("2025-09-04", "B", None), ("2025-01-15", "C", None)],
    ),
    "links of an API and of the web": (
        {
            "_embedded": {
                "items": [
                    {
                        "title": "A",
                        "publicationDate": "2025-09-05",
                        "_links": {"self": {"href": f"{ORG}/api/1"}, "web": {"href": f"{ORG}/a"}},
                    }
                ]
            }
        },
        [("2025-09-05", "A", f"{ORG}/a")],
    ),
    "HTML in a text": (
        {
            "success": True,
            "data": {
                "html": '<ul><li><a title="关于甲的通知公告全文" href="/1.html">关于甲的…</a>'
                "<span>2025-09-05</span></li>"
                '<li><a href="/2.html">关于乙检验问题的解答</a><span>2025-09-04</span></li></ul>'
            },
        },
        [
            ("2025-09-05", "关于甲的通知公告全文", f"{ORG}/1.html"),
            ("2025-09-04", "关于乙检验问题的解答", f"{ORG}/2.html"),
        ],
    ),
    "commands of Drupal's script": (
        [
            {"command": "settings", "settings": {"views": {"ajax_path": "/views/ajax"}}, "merge": True},
            {
                "command": "insert",
                "method": "replaceWith",
                "selector": ".view",
                "data": "<div class='view'>"
                + "".join(
                    f'<div class="row"><h3><a href="/n/{n}">Notice about site {n}</a></h3>'
                    f"<time>0{n} Sep 2025</time></div>"
                    for n in (5, 4, 3)
                )
                + "</div>",
            },
        ],
        [(f"2025-09-0{n}", f"Notice about site {n}", f"{ORG}/n/{n}") for n in (5, 4, 3)],
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_an_answer_is_read_without_a_mapping(name: str) -> None:
    answer, expected = SHAPES[name]
    assert rows(answer) == expected


def test_data_of_a_page_for_its_script_is_read_likewise() -> None:
    posts = [{"title": f"Notice {n}", "publishedAt": f"2025-09-0{n}T08:00:00Z", "slug": f"n-{n}"} for n in (2, 1)]
    data = {"props": {"pageProps": {"posts": posts, "menu": [{"title": "Home", "url": "/"}]}}, "page": "/news"}
    page = f'<html><body><div id="__next"></div><script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}'
    assert rows(f"{page}</script></body></html>".encode()) == [
        ("2025-09-02", "Notice 2", None),
        ("2025-09-01", "Notice 1", None),
    ]


@pytest.mark.parametrize(
    ("answer", "following"),
    [
        ({"next": "https://www.example.org/?page=2"}, "https://www.example.org/?page=2"),
        ({"links": {"next": "/?page=2"}}, "/?page=2"),
        ({"_links": {"next": {"href": "/?page=2"}}}, "/?page=2"),
        ({"links": [{"rel": "self", "href": "/"}, {"rel": "next", "href": "/?page=2"}]}, "/?page=2"),
        ({"meta": {"pagination": {"links": {"next": "/?page=2"}}}}, "/?page=2"),
        ({"paging": {"next_page_url": "?page=2"}}, "?page=2"),
        ({"next": 2}, None),
        ({"next": None, "links": {"next": "abc"}}, None),
        ({"related": {"next": "/another"}}, None),
    ],
)
def test_the_next_page_has_usual_names(answer: dict[str, object], following: str | None) -> None:
    found = parsed({"results": [{"title": "A", "date": "2025-09-05"}], **answer})
    assert found.listing.next_url == following


def test_any_date_of_the_rows_proves_the_order_of_all() -> None:
    answer = [{"title": "A", "issued": "06/01/2025", "comment_close_date": "08/30/2025"}]
    found = parsed(answer)
    assert (str(found.records[0].date), found.date_order, found.notes) == ("2025-06-01", "mdy", ())


def test_without_a_proof_the_country_decides_and_a_note_says_so() -> None:
    answer = [{"title": "A", "issued": "06/01/2025"}]
    for url, day, words in (
        (HOME, "2025-01-06", "day first"),
        ("https://www.example.gov/api", "2025-06-01", "month first"),
    ):
        found = parsed(answer, url=url)
        assert (str(found.records[0].date), found.date_order) == (day, None)
        assert words in found.notes[0].text
        assert "a guess" in found.notes[0].text


@pytest.mark.parametrize(
    "answer",
    [
        {"openapi": "3.0.0", "info": {"title": "API", "version": "1"}, "paths": {}},
        {"user": {"name": "Ann", "created": "2025-09-05"}, "token": "abc"},
        {"type": "FeatureCollection", "features": [{"geometry": {"coordinates": [1, 2]}, "properties": {"area": 3}}]},
        {"data": [["Jan", 1], ["Feb", 2]], "labels": ["x", "y"]},
        {"series": [{"data": [[1757030400000, 3], [1757116800000, 4]]}]},
        {"rates": {"USD": 1.1, "CNY": 7.8}, "date": "2025-09-05"},
        {"a": "<p>Words without a list</p>"},
        {"timestamp": "2025-09-05T10:00:00Z", "status": 500, "message": "boom", "path": "/api"},
        {"status": "ok", "time": "2025-09-05T10:00:00Z", "message": "Service is running"},
        {"comments": [{"id": n, "author": "A", "text": "Nice", "date": f"2025-09-0{n}"} for n in (2, 1)]},
        {"daily": [{"date": f"2025-09-0{n}", "summary": "Sunny", "temperature": 3} for n in (2, 1)]},
        {"products": [{"id": 1, "product": "Shoe", "price": 3, "updated": "2025-09-05"}]},
        {"data": [["2025-09-05", "Beijing", 4], ["2025-09-06", "Lhasa", 5]]},
    ],
)
def test_json_without_a_list_is_refused(answer: object) -> None:
    with pytest.raises(UnreadableError):
        rows(answer)


def test_an_answer_with_no_other_fields_than_an_export_is_read_as_any_answer() -> None:
    answer = {
        "notices": [
            {
                "title": "<b>Order</b> on R&amp;D",
                "date": "10/13/2025",
                "url": "/n?id=7&amp;a=1",
                "summary": "<p>All</p>",
            },
            {
                "title": {"rendered": "Order &#8220;two&#8221;"},
                "date": {"value": "10/02/2025"},
                "url": {"href": "/n/2"},
            },
        ],
        "next": "/n?page=2",
    }
    [listing] = read(Page(content=json.dumps(answer).encode(), url=HOME, name="the answer"))
    assert (listing.kind, listing.next_url) == ("export", "/n?page=2")
    assert rows(answer)[0] == ("2025-10-13", "Order on R&D", f"{ORG}/n?id=7&a=1")
    assert rows(answer)[1][1:] == ("Order “two”", f"{ORG}/n/2")
    assert parsed(answer).records[0].summary == "All"


def test_an_export_is_read_to_the_letter() -> None:
    own = {"id": "7c1f0a9be2d4", "sources": ["a/b"], "first_seen": "2025-10-13T06:00:00Z", "date": "2025-10-13"}
    title, summary = "Order on <b> and R&amp;D", "The tag <i> and &lt;"
    [record] = parsed([{**own, "title": title, "summary": summary, "url": None}]).records
    assert (record.title, record.summary) == (title, summary)


@pytest.mark.parametrize("link", ["/notices/of/this/office/{}", f"{ORG}/notices/{{}}", '<a href="/n/{}">Read more</a>'])
def test_a_column_of_links_in_rows_of_cells_is_neither_title_nor_summary(link: str) -> None:
    cells = [[f"2025-10-0{n}", f"Order on matter {n}", link.format(n)] for n in (3, 2, 1)]
    for notice, (day, title, shown) in zip(parsed({"data": cells}).records, cells, strict=True):
        assert (str(notice.date), notice.title, notice.summary) == (day, title, None)
        assert notice.url is not None
        assert notice.url.endswith(shown[-1] if "<" not in shown else f"/n/{title[-1]}")


def test_fields_of_solr_are_known_without_the_type_in_their_names() -> None:
    row = {
        "ss_title": "Recall of pens",
        "tm_X3b_en_body": ["x"],
        "ds_created": "2025-09-05T10:00:00Z",
        "ss_url": "/n/7",
    }
    found = rows({"response": {"numFound": 1, "docs": [{**row, "timestamp": "2025-10-01T00:00:00.123Z"}]}})
    assert found == [("2025-09-05", "Recall of pens", f"{ORG}/n/7")]
    schema = {"title_txt_en": "Recall of pens", "pubdate_tdt": "2025-09-05T10:00:00Z", "url_s": "/n/7"}
    assert rows({"response": {"docs": [schema]}}) == found


@pytest.mark.parametrize("name", ["showDate", "displayTime", "sendTime", "onlineDate"])
def test_the_day_of_showing_wins_over_that_of_the_record(name: str) -> None:
    row = {"title": "Recall of pens", "url": "/n/7", "createTime": "2020-01-26 10:00:00", name: 20250905}
    assert rows([row]) == [("2025-09-05", "Recall of pens", f"{ORG}/n/7")]


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        (("id",), ["88041", "88039", "88036"]),
        (("noticeId", "noticeTitle"), [41, 39, 36]),
        (("id",), [41, 40, 39]),
        (("uuid",), ["0f-1", "0f-2", "0f-3"]),
        (("_id",), [{"$oid": "65f1"}, {"$oid": "65f0"}, {"$oid": "65ef"}]),
    ],
)
def test_an_entry_without_a_link_has_the_id_of_its_system(names: tuple[str, ...], ids: list[object]) -> None:
    title = names[-1] if len(names) > 1 else "title"
    answer = {"rows": [{names[0]: each, title: f"Notice {n}", "date": "2025-09-05"} for n, each in enumerate(ids)]}
    told = [each["$oid"] if isinstance(each, dict) else str(each) for each in ids]
    assert [each.guid for each in parsed(answer).records] == told
    linked = {"rows": [{**row, "url": f"/n/{n}"} for n, row in enumerate(answer["rows"])]}
    assert [each.guid for each in parsed(linked).records] == [None] * len(ids)
    of_one_page = {"rows": [{**row, "url": "/list"} for row in answer["rows"]]}
    assert [each.guid for each in parsed(of_one_page).records] == told


def test_a_row_that_is_listed_twice_takes_the_ids_from_none() -> None:
    rows = [{"id": each, "title": f"Notice {each}", "date": "2025-09-05"} for each in (41, 38, 30)]
    for listed in ([*rows, rows[1]], [rows[0], *rows]):
        assert [each.guid for each in parsed({"rows": listed}).records] == ["41", "38", "30"]
    other = rows[1] | {"title": "Another notice"}
    assert {each.guid for each in parsed({"rows": [*rows, other]}).records} == {None}, "one id for two: none"


@pytest.mark.parametrize(
    "ids", [[1, 2, 3], [21, 22, 23], ["3", "2", "1"], [2, 1, 0], [7, 7, 9], [5, None, 9], [True, False, 3]]
)
def test_the_numbers_of_rows_and_shared_values_are_no_ids(ids: list[object]) -> None:
    answer = [{"id": each, "title": f"Notice {n}", "date": "2025-09-05"} for n, each in enumerate(ids)]
    assert [each.guid for each in parsed(answer).records] == [None] * len(ids)


def test_seven_digits_in_a_field_for_dates_are_a_day_of_taiwan() -> None:
    answer = [{"標題": "藥品回收", "公告日期": "1150305", "連結": "/n/7"}]
    assert rows(answer) == [("2026-03-05", "藥品回收", f"{ORG}/n/7")]
    assert rows([{**answer[0], "公告日期": "1151305"}])[0][0] == "seen"


def test_a_list_that_a_script_assigns_before_other_values_is_read() -> None:
    entries = ",\n".join(f"{{id:{n}, title:'Recall, lot {n}', date:'2025-09-0{n}', url:'/n/{n}'}}" for n in (3, 2))
    script = f"var newsList = [{entries},];\nvar total = 40;"
    assert rows(script.encode()) == [(f"2025-09-0{n}", f"Recall, lot {n}", f"{ORG}/n/{n}") for n in (3, 2)]
    # Its lines are neither a table nor a pasted list.
    with pytest.raises(UnreadableError, match="broken or cut-off"):
        rows(script[: script.index("'/n/2'")].encode())


def test_the_words_of_an_error_of_odata_are_told() -> None:
    with pytest.raises(UnreadableError, match="the server's error: `The key is not valid"):
        rows({"error": {"code": "-1", "message": {"lang": "en-US", "value": "The key is not valid."}}})


def test_the_day_of_publication_among_properties_wins_over_that_of_the_record() -> None:
    row = {
        "name": "Recall of pens",
        "createDate": "2025-01-01T00:00:00",
        "route": {"path": "/n/7", "startItem": {"path": "home"}},
        "properties": {"publishDate": "2025-09-05T00:00:00"},
    }
    assert rows({"total": 1, "items": [row]}) == [("2025-09-05", "Recall of pens", f"{ORG}/n/7")]
    slug = {"title": "Recall of pens", "publishedAt": "2025-09-05T10:00:00Z", "slug": {"current": "/n/7"}}
    assert rows({"result": [slug]}) == [("2025-09-05", "Recall of pens", f"{ORG}/n/7")]
