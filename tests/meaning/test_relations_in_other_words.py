"""Relations of notices whose titles differ in wording, edition, office or country, with invented titles."""

from datetime import date

import pytest

from cdetrack.meaning.relations import relation
from support.notices import worded
from support.related import how, notice

BUNDLE = "国家药监局器审中心关于发布木制夹板等3项医疗器械注册审查指导原则的通告（2031年第3号）"
PROPOSED = "The agency is proposing to amend its regulations on widgets."
FINAL = "The agency is issuing a final rule to amend its regulations on widgets."


@pytest.mark.parametrize(
    ("expected", "one", "day", "other", "other_day"),
    [
        (None, "木制夹板审查结果公示（2027年第7号）", "2027-08-02", "木制夹板审查结果公示(2024年第9号)", "2024-07-15"),
        (None, "木制夹板不合格名单（2027年第7号）", "2027-08-02", "木制夹板不合格名单（2024年第9号）", "2024-07-15"),
        (None, "木制夹板抽检公告（2027年第7号）", "2027-08-02", "木制夹板抽检公告（2024年第9号）", "2024-07-15"),
        (None, "木制夹板质量公告（2027年第7号）", "2027-08-02", "木制夹板质量公告（2024年第9号）", "2024-07-15"),
        (None, "木制夹板召回通告（2027年第7号）", "2027-08-02", "木制夹板召回通告（2024年第9号）", "2024-07-15"),
        (
            None,
            "木制夹板审查结果公示表（2027年第7号）",
            "2027-08-02",
            "木制夹板审查结果公示表（2024年第9号）",
            "2024-07-15",
        ),
        (
            None,
            "关于木制夹板抽检不合格产品的通告（2027年第7号）",
            "2027-08-02",
            "关于木制夹板抽检不合格产品的通告（2024年第9号）",
            "2024-07-15",
        ),
        (
            "supersedes",
            "木制夹板召回管理办法（2027年第7号）",
            "2027-08-02",
            "木制夹板召回管理办法（2024年第9号）",
            "2024-07-15",
        ),
        (
            "supersedes",
            "木制夹板抽检指南（2027年第7号）",
            "2027-08-02",
            "木制夹板抽检指南（2024年第9号）",
            "2024-07-15",
        ),
        (
            "supersedes",
            "木制夹板不合格产品管理办法（2027年第7号）",
            "2027-08-02",
            "木制夹板不合格产品管理办法（2024年第9号）",
            "2024-07-15",
        ),
        (
            "supersedes",
            "木制夹板管理办法（2027年第7号）",
            "2027-08-02",
            "木制夹板管理办法（2024年第9号）",
            "2024-07-15",
        ),
        (
            "interprets",
            "《木制夹板管理办法》解读",
            "2027-09-02",
            "木制夹板管理办法（2027年8月3日国家市场监督管理总局令第58号公布 自2027年12月1日起施行）",
            "2027-09-01",
        ),
        (
            "draft-of",
            "公开征求《木制夹板经营办法（征求意见稿）》意见",
            "2026-07-21",
            "木制夹板经营办法（2027年8月2日国家市场监督管理总局令第46号公布，自2028年1月1日起施行）",
            "2027-08-06",
        ),
        (
            "draft-of",
            "木制夹板条例（修订草案征求意见稿）",
            "2026-07-21",
            "木制夹板条例（国务院令第828号，2027年第四次修订，自2027年5月15日起施行）",
            "2027-05-01",
        ),
        (
            None,
            "夹板不合格名单（2027年5月10日公布）",
            "2027-05-10",
            "夹板不合格名单（2026年3月10日公布）",
            "2026-03-10",
        ),
        (
            "interprets",
            "《木制夹板监督条例》新旧对照及解读",
            "2027-03-25",
            "木制夹板监督条例（国务院令第739号）",
            "2027-03-18",
        ),
        (
            "supersedes",
            "国家药监局关于修订发布《夹板重点实验室管理办法》的通知",
            "2027-06-10",
            "国家药监局关于印发《夹板重点实验室管理办法》的通知（国药监科外〔2018〕55号）",
            "2018-12-01",
        ),
        (
            "supersedes",
            "国家药监局关于印发修订后的木制夹板抽样程序的通知",
            "2027-06-10",
            "国家药监局关于印发木制夹板抽样程序的通知（国药监科外〔2018〕56号）",
            "2018-12-01",
        ),
        (
            None,
            "国家药监局关于修订木制夹板说明书的公告（2027年第30号）",
            "2027-06-10",
            "国家药监局关于修订木制夹板说明书的公告（2025年第31号）",
            "2025-06-10",
        ),
        (
            None,
            "国家药监局关于调整《夹板分类目录》部分内容的公告（2027年第30号）",
            "2027-06-10",
            "国家药监局关于发布夹板分类目录的公告（2021年第31号）",
            "2021-06-10",
        ),
        (
            None,
            "国家药监局关于实施2030年版《夹板图典》有关事宜的公告（2030年第30号）",
            "2030-06-10",
            "夹板图典（2025年版）",
            "2025-06-10",
        ),
        (
            None,
            "国家药监局关于修改《夹板备案资料规定》部分条款的公告",
            "2027-06-10",
            "国家药监局关于实施《夹板备案资料规定》有关事项的公告（2026年第31号）",
            "2026-06-10",
        ),
        (
            "corrects",
            "国家药监局关于修改《夹板备案资料规定》部分条款的公告",
            "2027-06-10",
            "国家药监局关于发布《夹板备案资料规定》的公告（2026年第31号）",
            "2026-06-10",
        ),
        (
            None,
            "公开征求《夹板网络销售规范（征求意见稿）》意见",
            "2026-06-10",
            "国家药监局关于贯彻实施《夹板网络销售规范》有关事项的通知",
            "2027-06-10",
        ),
        (
            "draft-of",
            "国家药监局综合司公开征求《关于加强委托制作夹板持有企业监管工作的通知（征求意见稿）》意见",
            "2026-05-24",
            "国家药监局关于加强夹板持有企业委托制作监督管理工作的公告（2026年第132号）",
            "2026-10-23",
        ),
        (
            None,
            "木制夹板企业委托检验管理规定（征求意见稿）",
            "2026-05-24",
            "木制夹板委托企业检验管理规定",
            "2026-10-23",
        ),
        (
            "interprets",
            "关于《夹板制作规范（2030年修订）》辅料附录的政策解读",
            "2031-01-10",
            "国家药监局关于发布《夹板制作规范（2030年修订）》辅料附录、包材附录的公告（2031年第1号）",
            "2031-01-02",
        ),
        (
            "issues",
            "国家药监局关于发布《夹板制作规范（2030年修订）》辅料附录、包材附录的公告（2031年第1号）",
            "2031-01-02",
            "《夹板制作规范（2030年修订）》包材附录",
            "2031-01-02",
        ),
        (
            None,
            "国家药监局关于发布《夹板制作规范（2030年修订）》辅料附录、包材附录的公告（2031年第1号）",
            "2031-01-02",
            "《夹板制作规范（2030年修订）》血液附录",
            "2031-01-02",
        ),
        (
            "issues",
            "国家药监局关于印发木制夹板申报程序和申报资料要求的通告（2031年第38号）",
            "2031-09-12",
            "木制夹板申报程序",
            "2031-09-12",
        ),
        (
            "draft-of",
            "Widget Makers and Sponsors of Broken Wings (Draft Guidance for Industry)",
            "2028-06-04",
            "Widget Makers and Sponsors of Broken Wings",
            "2029-07-15",
        ),
        (
            "draft-of",
            "Draft Guidance: Human Factors of Widgets and Broken Wings",
            "2028-06-04",
            "Human Factors of Widgets and Broken Wings",
            "2029-07-15",
        ),
        (
            "draft-of",
            "ICH E90 Adaptive Widgets for Broken Wings - Draft Guideline",
            "2028-06-25",
            "E90 Adaptive Widgets for Broken Wings",
            "2029-11-10",
        ),
        (
            "issues",
            "E91A Widgets of Wings; International Council for Harmonisation; Guidance for Industry; Availability",
            "2028-12-30",
            "E91A Widgets of Wings",
            "2028-12-30",
        ),
        (
            "draft-of",
            "Widget Study Plans: Content of and Process for Early Plans; Draft Guidance for Industry; Availability",
            "2028-07-15",
            "Widget Study Plans: Content of and Process for Early Plans; Guidance for Industry; Availability",
            "2035-07-20",
        ),
        (
            "draft-of",
            "Draft guidance on the use of widget data in studies of broken wings",
            "2028-10-19",
            "MHRA guidance on the use of widget data in studies of broken wings",
            "2029-12-16",
        ),
        (
            None,
            "Medical Widgets; Technical Amendments",
            "2029-03-15",
            "Medical Widgets; Technical Amendment",
            "2025-04-02",
        ),
        (
            None,
            "Widgets From Bulk Substances; Draft Guidance for Industry; Extension of Comment Period",
            "2029-06-12",
            "Widgets From Bulk Substances; Draft Guidance for Industry; Availability",
            "2025-05-19",
        ),
        (
            "interprets",
            "《夹板标签管理办法》政策解读",
            "2027-06-03",
            "国家药监局关于发布实施《夹板标签管理办法》的公告（2027年第77号）",
            "2027-06-03",
        ),
        (
            "draft-of",
            "国家药监局综合司再次公开征求《夹板网络销售监督管理办法（征求意见稿）》意见",
            "2026-11-12",
            "夹板网络销售监督管理办法（2027年8月3日国家市场监督管理总局令第58号公布）",
            "2027-09-01",
        ),
        (
            "issues",
            "Clinical Points of Splint Device Exemptions for Broken Wings; Guidance for Industry; Availability",
            "2027-11-07",
            "Clinical Points of Splint Device Exemptions (SDEs) for Broken Wings - Guidance for Industry",
            "2027-11-07",
        ),
        (
            "corrects",
            "Applications Proposing Changes to Splints and Wings; Correction and Extension of Comment Period",
            "2027-12-27",
            "Applications Proposing Changes to Splints and Wings",
            "2027-11-13",
        ),
        (
            "draft-of",
            "国家药监局综合司公开征求药品网络销售监测管理办法意见",
            "2027-01-05",
            "国家药监局关于发布药品网络销售监测管理办法（试行）的公告（2027年第60号）",
            "2027-09-05",
        ),
        (
            "draft-of",
            "国家药监局综合司公开征求《药品网络销售监测管理办法（征求意见稿）》意见",
            "2027-01-05",
            "国家药监局关于印发《药品网络销售监测管理办法（试行）》的通知",
            "2027-09-05",
        ),
        (
            "draft-of",
            "综合司公开征求《药品网络销售监测管理办法（试行）（征求意见稿）》意见",
            "2027-01-05",
            "药品网络销售监测管理办法（试行）",
            "2027-09-05",
        ),
        (
            None,
            "国家药监局综合司公开征求《药品召回管理办法（征求意见稿）》意见",
            "2027-01-05",
            "国家药监局关于发布《医疗器械召回管理办法》的公告（2027年第20号）",
            "2027-09-05",
        ),
        (
            "draft-of",
            "关于《化妆品安全评估技术导则（修订征求意见稿）》公开征求意见的函",
            "2027-01-05",
            "国家药监局关于发布化妆品安全评估技术导则的公告（2027年第30号）",
            "2027-09-05",
        ),
        (
            "final-of",
            "国家药监局 国家卫生健康委关于发布《药物临床试验质量管理规范》的公告（2027年第57号）",
            "2027-09-05",
            "国家药监局综合司 国家卫生健康委办公厅公开征求《药物临床试验质量管理规范（修订草案征求意见稿）》意见",
            "2027-01-05",
        ),
        (
            "draft-of",
            "关于公开征求《罕见病药物临床研发技术指导原则》意见的通知",
            "2027-01-05",
            "国家药监局药审中心关于发布《罕见疾病药物临床研发技术指导原则》的通告（2027年第71号）",
            "2027-09-05",
        ),
        (
            None,
            "关于公开征求《血糖试纸注册技术审查指导原则》修订意见的通知",
            "2027-01-05",
            "血糖试纸注册审查指导原则（2027年修订版）",
            "2027-09-05",
        ),
        (
            "draft-of",
            "广东省药品监督管理局关于公开征求《广东省药品零售监督管理办法实施细则（公开征求意见稿）》意见的公告",
            "2027-01-05",
            "广东省药品监督管理局关于印发广东省药品零售监督管理办法实施细则的通知",
            "2027-05-05",
        ),
        (
            "supersedes",
            "国家药监局关于发布第一类医疗器械产品目录（2027年）的公告",
            "2027-09-05",
            "国家药监局关于发布第一类医疗器械产品目录（2021年）的公告",
            "2021-09-04",
        ),
        (
            "supersedes",
            "国家药监局关于发布第一类医疗器械产品目录（2027）的公告",
            "2027-09-05",
            "国家药监局关于发布第一类医疗器械产品目录的公告（2021年第158号）",
            "2021-09-04",
        ),
        (
            None,
            "国家药监局关于药品抽检不合格产品名单（2027年）的通告",
            "2027-09-05",
            "国家药监局关于药品抽检不合格产品名单（2026年）的通告",
            "2026-09-04",
        ),
        (
            "supersedes",
            "药品注册申请电子文档结构（V2.0）",
            "2027-09-05",
            "药品注册申请电子文档结构（V1.1）",
            "2025-09-04",
        ),
        ("supersedes", "eCTD技术规范V2.0", "2027-09-05", "eCTD技术规范V1.0", "2021-09-04"),
        (
            "corrects",
            "关于医疗器械分类目录（2027年）有关内容的更正",
            "2027-09-15",
            "国家药监局关于发布医疗器械分类目录的公告（2027年第19号）",
            "2027-09-05",
        ),
        (
            "corrects",
            "关于药品标准附件2部分内容的更正说明",
            "2027-09-15",
            "国家药监局关于发布药品标准附件2的公告（2027年第19号）",
            "2027-09-05",
        ),
        (
            "corrects",
            "关于更正《血管支架注册审查指导原则》个别内容的说明",
            "2027-09-15",
            "国家药监局器审中心关于发布血管支架注册审查指导原则的通告（2027年第8号）",
            "2027-09-05",
        ),
        (
            "corrects",
            "国家药监局关于血管支架注册审查指导原则的补充公告",
            "2027-09-15",
            "国家药监局关于发布血管支架注册审查指导原则的公告（2027年第8号）",
            "2027-09-05",
        ),
        (
            "corrects",
            "国家药监局关于撤销2027年第8号公告的公告（2027年第12号）",
            "2027-09-15",
            "国家药监局关于发布血管支架注册审查指导原则的公告（2027年第8号）",
            "2027-09-05",
        ),
        (
            "same-document",
            "国家药监局关于发布血管支架注册审查指导原则的公告（2027年第8号）",
            "2027-09-05",
            "关于发布血管支架注册审查指导原则的公告（2027年第8号）",
            "2027-09-06",
        ),
        (
            "same-document",
            "国家药品监督管理局公告2027年第8号 关于发布血管支架注册审查指导原则的公告",
            "2027-09-05",
            "国家药监局关于发布血管支架注册审查指导原则的公告（2027年第8号）",
            "2027-09-06",
        ),
        (
            "same-document",
            "国家药监局关于发布血管支架注册审查指导原则的公告（2027年 第8号）",
            "2027-09-05",
            "关于发布血管支架注册审查指导原则的公告（2027年第8号）",
            "2027-09-16",
        ),
        (
            "same-document",
            "【国家药监局】关于发布血管支架注册审查指导原则的公告（2027年第8号）",
            "2027-09-06",
            "国家药监局关于发布血管支架注册审查指导原则的公告（2027年第8号）",
            "2027-09-05",
        ),
        (
            "same-document",
            "国家药监局关于发布血管支架注册审查指导原则的公…",
            "2027-09-06",
            "国家药监局关于发布血管支架注册审查指导原则的公告（2027年第8号）",
            "2027-09-05",
        ),
        (
            "same-document",
            "国家药监局综合司公开征求《器械规范（征求意见稿）》意见",
            "2027-09-05",
            "公开征求《器械规范（征求意见稿）》意见",
            "2027-09-06",
        ),
        (
            "same-document",
            "Class 2 Medicines Recall: Acme Ltd, Widgetase 5mg Tablets, EL (27)A/12",
            "2027-09-05",
            "UK MHRA: Class 2 Medicines Recall: Acme Ltd, Widgetase 5mg Tablets",
            "2027-09-06",
        ),
        (
            "same-document",
            "FDA Approves New Treatment for Widget Disease in Adults",
            "2027-09-05",
            "US FDA Approves New Treatment for Widget Disease in Adults",
            "2027-09-06",
        ),
        (
            "same-document",
            ("Meeting highlights from the Committee for Medicinal Products for Human Use (CHMP) 10-13 November 2027"),
            "2027-11-14",
            (
                "EMA: Meeting highlights from the Committee for Medicinal Products for Human Use (CHMP) "
                "10-13 November 2027"
            ),
            "2027-11-15",
        ),
        (
            "same-document",
            ("Meeting highlights from the Committee for Medicinal Products for Human Use (CHMP) 10-13 November 2027"),
            "2027-11-14",
            (
                "Meeting highlights – European Medicines Agency (EMA) Committee for Medicinal Products for "
                "Human Use (CHMP) 10–13 November 2027"
            ),
            "2027-11-16",
        ),
        (
            None,
            ("Meeting highlights from the Committee for Medicinal Products for Human Use (CHMP) 10-13 November 2027"),
            "2027-11-14",
            "Meeting highlights from the Committee for Medicinal Products for Human Use (CHMP) 13-16 October 2027",
            "2027-11-16",
        ),
        (
            "draft-of",
            "Widget Labels and Package Inserts for Home Use; Proposed Rule",
            "2025-03-01",
            "Widget Labels and Package Inserts for Home Use; Final Rule",
            "2027-03-01",
        ),
        (
            "draft-of",
            "Widget Labels and Package Inserts for Home Use; Proposed Rule",
            "2025-03-01",
            "Widget Labels and Package Inserts for Home Use",
            "2027-03-01",
        ),
        (
            "draft-of",
            "Widget Labels and Package Inserts for Home Use; Notice of Proposed Rulemaking",
            "2025-03-01",
            "Widget Labels and Package Inserts for Home Use",
            "2027-03-01",
        ),
        (
            "draft-of",
            "Proposed Rule: Widget Labels and Package Inserts for Home Use",
            "2025-03-01",
            "Final Rule: Widget Labels and Package Inserts for Home Use",
            "2027-03-01",
        ),
        (
            "draft-of",
            "Draft guideline on clinical investigation of widgets for home use - First version",
            "2025-03-01",
            "Guideline on clinical investigation of widgets for home use",
            "2027-03-01",
        ),
        (
            "draft-of",
            "Proposed Widget Importation Regulations: consultation",
            "2025-03-01",
            "Widget Importation Regulations",
            "2027-03-01",
        ),
        (
            "corrects",
            "Widget Labels and Package Inserts for Home Use; Withdrawal of Proposed Rule",
            "2026-03-01",
            "Widget Labels and Package Inserts for Home Use; Proposed Rule",
            "2025-03-01",
        ),
        (
            "corrects",
            "Risk Communication Advisory Committee; Notice of Meeting; Cancellation",
            "2026-03-10",
            "Risk Communication Advisory Committee; Notice of Meeting",
            "2026-02-10",
        ),
        (
            "corrects",
            "Risk Communication Advisory Committee; Cancellation of Meeting",
            "2026-03-10",
            "Risk Communication Advisory Committee; Notice of Meeting",
            "2026-02-10",
        ),
        (
            "corrects",
            "Cancellation of Meeting: Risk Communication Advisory Committee on Widgets",
            "2026-03-10",
            "Risk Communication Advisory Committee on Widgets; Notice of Meeting",
            "2026-02-10",
        ),
        (
            "corrects",
            "Postponed: Public Workshop on Widget Development for Rare Diseases",
            "2026-03-10",
            "Public Workshop on Widget Development for Rare Diseases",
            "2026-02-10",
        ),
        (
            "corrects",
            "Widget Development for Rare Diseases; Public Workshop; Cancellation",
            "2026-03-10",
            "Widget Development for Rare Diseases; Public Workshop",
            "2026-02-10",
        ),
        (
            "corrects",
            "Widget Development for Rare Diseases; Public Workshop; Rescheduled",
            "2026-03-10",
            "Widget Development for Rare Diseases; Public Workshop",
            "2026-02-10",
        ),
        (
            "supersedes",
            "GN-15: Guidance on Widget Product Registration, Revision 7.3",
            "2026-04-10",
            "GN-15: Guidance on Widget Product Registration, Revision 7.2",
            "2026-02-10",
        ),
        (
            "supersedes",
            "Guideline on widget product registration - Revision 2",
            "2026-04-10",
            "Guideline on widget product registration - Revision 1",
            "2022-02-10",
        ),
        (
            "supersedes",
            "Guideline on widget product registration, Version 4.1",
            "2026-04-10",
            "Guideline on widget product registration, Version 4.0",
            "2022-02-10",
        ),
        (
            "supersedes",
            "Guideline on widget product registration (v2)",
            "2026-04-10",
            "Guideline on widget product registration (v1)",
            "2022-02-10",
        ),
        (
            "supersedes",
            "Widget product registration guidance, third edition",
            "2026-04-10",
            "Widget product registration guidance, second edition",
            "2022-02-10",
        ),
        (
            "supersedes",
            "Widget product registration guidance (4th edition)",
            "2026-04-10",
            "Widget product registration guidance (3rd edition)",
            "2022-02-10",
        ),
        (
            "supersedes",
            "GN-21-R3 Guidance on Widget Change Notification for Registered Devices",
            "2026-04-10",
            "GN-21-R2 Guidance on Widget Change Notification for Registered Devices",
            "2022-02-10",
        ),
        (
            "supersedes",
            "MDCG 2019-9 Rev.1 - Summary of safety and clinical performance for widgets",
            "2022-04-10",
            "MDCG 2019-9 - Summary of safety and clinical performance for widgets",
            "2019-02-10",
        ),
        (
            None,
            "MDCG 2019-9 - Summary of safety and clinical performance for widgets",
            "2022-04-10",
            "MDCG 2019-8 - Summary of safety and clinical performance for widgets",
            "2019-02-10",
        ),
        (
            None,
            "GN-15: Guidance on Widget Product Registration, Revision 7.3",
            "2026-04-10",
            "GN-16: Guidance on Widget Product Registration, Revision 7.2",
            "2026-02-10",
        ),
        (None, "Medical Devices; Proposed Rule", "2025-03-01", "Medical Devices; Final Rule", "2026-03-01"),
        (None, "Food Additives; Proposed Rule", "2025-03-01", "Food Additives; Final Rule", "2026-03-01"),
        (
            None,
            "Widget Labels for Home Use; Proposed Rule",
            "2025-03-01",
            "Widget Labels for Clinical Use; Final Rule",
            "2026-03-01",
        ),
        (
            None,
            "Widget Labels and Package Inserts for Home Use; Final Rule",
            "2015-03-01",
            "Widget Labels and Package Inserts for Home Use; Proposed Rule",
            "2026-03-01",
        ),
        (
            None,
            "Guideline on widget registration (v2)",
            "2026-04-10",
            "Guideline on gadget registration (v1)",
            "2022-02-10",
        ),
        (
            None,
            "Third edition of the SME Info Day on Widgets",
            "2026-04-10",
            "Second edition of the SME Info Day on Widgets",
            "2025-02-10",
        ),
        (
            None,
            "国家药监局关于第三批过度重复药品目录的公告",
            "2026-04-10",
            "国家药监局关于第二批过度重复药品目录的公告",
            "2025-04-10",
        ),
        (None, "药品不良反应监测年度报告（2026年）", "2027-04-10", "药品不良反应监测年度报告（2025年）", "2026-04-10"),
        (
            None,
            "关于公开征求《儿童用药临床试验技术指导原则（征求意见稿）》意见的通知",
            "2026-04-10",
            "药审中心关于发布《成人用药临床试验技术指导原则》的通告",
            "2026-10-10",
        ),
        (
            None,
            "FDA: Recall of Widgetase Tablets by Acme for Glass Particles",
            "2026-04-10",
            "TGA: Recall of Widgetase Tablets by Acme for Glass Particles",
            "2026-04-10",
        ),
        (
            None,
            "国家药监局关于发布血管支架注册审查指导原则…",
            "2027-09-06",
            "国家药监局关于发布冠状动脉支架注册审查指导原则的公告（2027年第8号）",
            "2027-09-05",
        ),
        (None, "Public Workshop on Widgets", "2026-02-10", "Cancelled: Public Workshop on Gadgets", "2026-03-10"),
        (
            None,
            "GN-21-R3 Guidance on Widget Change Notification",
            "2026-04-10",
            "GN-22-R2 Guidance on Widget Change Notification",
            "2022-02-10",
        ),
        (
            None,
            "MDCG 2019-9 Rev.1 - Summary of safety and clinical performance for widgets",
            "2022-04-10",
            "MDCG 2020-9 - Summary of safety and clinical performance for widgets",
            "2020-02-10",
        ),
        (
            None,
            "Widget Product Standard Version 2 - Annex 1",
            "2026-04-10",
            "Widget Product Standard Version 1 - Annex 2",
            "2020-02-10",
        ),
        (
            "corrects",
            "关于更正药品检查目录（2027年）的公告",
            "2027-09-15",
            "国家药监局关于发布药品检查目录（2027年）的公告（2027年第19号）",
            "2027-09-05",
        ),
        (
            "supersedes",
            "免于临床评价的器械目录（2027年）",
            "2027-09-15",
            "免于临床评价的器械目录（2025年）",
            "2025-09-05",
        ),
        ("supersedes", "器械网络安全指导原则（2027年修订版）", "2027-09-15", "器械网络安全指导原则", "2017-09-05"),
        (
            "draft-of",
            "市场监管总局公开征求《药品网络销售监督管理办法（征求意见稿）》意见",
            "2026-04-10",
            "药品网络销售管理办法（国家市场监督管理总局令第58号）",
            "2026-10-10",
        ),
        (
            "same-document",
            "国家药监局综合司公开征求《医疗器械网络安全审查管理规范（征求意见稿）》意见",
            "2027-09-05",
            "公开征求《医疗器械网络安全审查管理规范（征求意见稿）》意见",
            "2027-09-07",
        ),
        (
            "same-document",
            "国家药监局综合司公开征求《医疗器械网络安全审查管理规范（征求意见稿）》意见",
            "2027-09-05",
            "国家药监局公开征求《医疗器械网络安全审查管理规范（征求意见稿）》意见",
            "2027-09-07",
        ),
        (
            "same-document",
            "器审中心关于发布血管支架注册审查指导原则的通告（2027年第8号）",
            "2027-09-05",
            "国家药监局器审中心关于发布血管支架注册审查指导原则的通告（2027年第8号）",
            "2027-09-07",
        ),
        (
            "same-document",
            "关于发布血管支架注册审查指导原则的公告 2027年第8号",
            "2027-09-05",
            "国家药监局关于发布血管支架注册审查指导原则的公告（2027年第8号）",
            "2027-09-05",
        ),
        (
            "same-document",
            "公告（2027年第8号） 关于发布血管支架注册审查指导原则的公告",
            "2027-09-05",
            "国家药监局关于发布血管支架注册审查指导原则的公告（2027年第8号）",
            "2027-09-05",
        ),
        (
            "same-document",
            "Australia: TGA consults on widget sponsors' duties under the new regulations",
            "2027-09-05",
            "TGA consults on widget sponsors' duties under the new regulations",
            "2027-09-05",
        ),
        (
            "same-document",
            "Singapore HSA: Guidance on Widget Change Notification for Registered Devices",
            "2027-09-05",
            "Guidance on Widget Change Notification for Registered Devices",
            "2027-09-05",
        ),
        (
            "same-document",
            "Swissmedic – Guidance on Widget Change Notification for Registered Devices",
            "2027-09-05",
            "Guidance on Widget Change Notification for Registered Devices",
            "2027-09-05",
        ),
        (
            "same-document",
            "Guidance on Widget Change Notification for Registered Devices published by the …",
            "2027-09-05",
            "Guidance on Widget Change Notification for Registered Devices published by the Agency in May",
            "2027-09-05",
        ),
        (
            "same-document",
            "Guidance on Widget Change Notification for Registered Devices｜European Medicines Agency (EMA)",
            "2027-09-05",
            "Guidance on Widget Change Notification for Registered Devices",
            "2027-09-05",
        ),
        (
            "same-document",
            "Guidance on Widget Change Notification for Registered Devices - GOV.UK",
            "2027-09-05",
            "Guidance on Widget Change Notification for Registered Devices",
            "2027-09-05",
        ),
        (
            "same-document",
            "Guidance on Widget Change Notification for Registered Devices ｜ FDA",
            "2027-09-05",
            "Guidance on Widget Change Notification for Registered Devices",
            "2027-09-05",
        ),
        (
            "same-document",
            "【转载】国家药监局关于发布血管支架注册审查指导原则的公告（2027年第8号）",
            "2027-09-06",
            "国家药监局关于发布血管支架注册审查指导原则的公告（2027年第8号）",
            "2027-09-05",
        ),
        (
            "supersedes",
            "国家药监局关于发布《药品年度报告管理规定》的公告（2022年第16号）",
            "2022-04-12",
            "药品年度报告管理规定",
            "2012-02-04",
        ),
        (
            "corrects",
            "国家药监局关于推迟实施《医疗器械唯一标识系统规则》的公告",
            "2020-09-26",
            "国家药监局关于发布医疗器械唯一标识系统规则的公告（2019年第66号）",
            "2019-08-27",
        ),
        (
            None,
            "国家药监局关于修订板蓝根颗粒说明书的公告（2027年第3号）",
            "2027-01-31",
            "国家药监局关于修订感冒清热颗粒说明书的公告（2027年第4号）",
            "2027-01-31",
        ),
        (
            "translation-of",
            "NMPA Announcement on Issuing the Good Pharmacovigilance Practice",
            "2021-05-14",
            "国家药监局关于发布《药物警戒质量管理规范》的公告（2021年 第65号）",
            "2021-05-13",
        ),
        ("translation-of", "Good Pharmacovigilance Practice", "2021-08-14", "药物警戒质量管理规范", "2021-05-13"),
        (
            "translation-of",
            "Announcement of NMPA on Revising the Package Inserts of Banlangen Granules (2027 No. 3)",
            "2027-02-14",
            "国家药监局关于修订板蓝根颗粒说明书的公告（2027年第3号）",
            "2027-01-31",
        ),
        (None, "Good Pharmacovigilance Practice", "2021-08-14", "药物非临床研究质量管理规范", "2021-05-13"),
        (
            "draft-of",
            "E6(R3) Good Clinical Practice - Draft Guidance for Industry",
            "2023-06-07",
            "E6(R3) Good Clinical Practice",
            "2025-09-09",
        ),
        (
            "draft-of",
            (
                "Marketing Submission Recommendations for a Predetermined Change Control Plan for "
                "Artificial Intelligence/Machine Learning (AI/ML)-Enabled Device Software Functions; Draft "
                "Guidance for Industry and Food and Drug Administration Staff; Availability"
            ),
            "2023-04-03",
            (
                "Marketing Submission Recommendations for a Predetermined Change Control Plan for "
                "Artificial Intelligence-Enabled Device Software Functions; Guidance for Industry and Food "
                "and Drug Administration Staff; Availability"
            ),
            "2024-12-04",
        ),
        (
            "draft-of",
            "FDA Proposes Rule on Front-of-Package Nutrition Labels for Foods",
            "2025-01-14",
            "FDA Finalizes Rule on Front-of-Package Nutrition Labels for Foods",
            "2026-11-14",
        ),
        (
            "supersedes",
            "Australian clinical trial handbook, version 2.4",
            "2021-03-01",
            "Australian clinical trial handbook, version 2.3",
            "2020-07-01",
        ),
        (
            "supersedes",
            "Guidance Document: Management of Drug Submissions and Applications (2025)",
            "2025-03-01",
            "Guidance Document: Management of Drug Submissions and Applications (2022)",
            "2022-07-01",
        ),
        (
            None,
            "Prescription Drug User Fee Rates for Fiscal Year 2026",
            "2025-07-30",
            "Prescription Drug User Fee Rates for Fiscal Year 2025",
            "2024-07-30",
        ),
        (
            None,
            "Biosimilar User Fee Rates for Fiscal Year 2026",
            "2025-07-30",
            "Prescription Drug User Fee Rates for Fiscal Year 2026",
            "2025-07-30",
        ),
        (
            "draft-of",
            "Medical Devices; Proposed Reclassification of Widget Pumps",
            "2025-03-01",
            "Medical Devices; Reclassification of Widget Pumps",
            "2027-03-01",
        ),
        (
            "supersedes",
            "国家药监局关于发布木制夹板规范的公告（2036年第50号）",
            "2036-06-08",
            "木制夹板规范（2030年修订）",
            "2030-04-26",
        ),
        (
            "corrects",
            "关于延长《木制夹板数据保护办法（试行，征求意见稿）》公开征求意见期限的通知",
            "2036-06-08",
            "关于公开征求《木制夹板数据保护办法（试行，征求意见稿）》意见的通知",
            "2036-05-26",
        ),
        (
            "same-document",
            "[Australia] Changes to widget classification rules for sponsors and makers",
            "2027-09-05",
            "Changes to widget classification rules for sponsors and makers",
            "2027-09-05",
        ),
        (
            "same-document",
            "Australia TGA – Changes to widget classification rules for sponsors and makers",
            "2027-09-05",
            "Changes to widget classification rules for sponsors and makers",
            "2027-09-05",
        ),
        (
            "same-document",
            "Changes to widget classification rules for sponsors and makers (TGA, Australia)",
            "2027-09-05",
            "Changes to widget classification rules for sponsors and makers",
            "2027-09-05",
        ),
        (
            "same-document",
            "最新！国家药监局关于发布血管支架注册审查指导原则的公告",
            "2027-09-06",
            "国家药监局关于发布血管支架注册审查指导原则的公告（2027年第8号）",
            "2027-09-05",
        ),
        (
            "same-document",
            "NMPA：国家药监局关于发布血管支架注册审查指导原则的公告（2027年第8号）",
            "2027-09-06",
            "国家药监局关于发布血管支架注册审查指导原则的公告（2027年第8号）",
            "2027-09-05",
        ),
        (
            "same-document",
            "国家药监局关于发布血管支架注册审查指导原则的公告(2027年第8号)_国务院部门文件_中国政府网",
            "2027-09-06",
            "国家药监局关于发布血管支架注册审查指导原则的公告（2027年第8号）",
            "2027-09-05",
        ),
        (
            "same-document",
            "国家药监局公告2027年第8号：关于发布血管支架注册审查指导原则",
            "2027-09-06",
            "国家药监局关于发布血管支架注册审查指导原则的公告（2027年第8号）",
            "2027-09-05",
        ),
        (
            None,
            "FDA Warns Consumers Not to Use Widgetase Eye Drops Made by Acme",
            "2027-09-05",
            "FDA Warns Consumers Not to Use Gadgetase Eye Drops Made by Acme",
            "2027-09-06",
        ),
        (
            None,
            "Class 2 Medicines Recall: Acme Ltd, Widgetase 5mg Tablets, EL (27)A/12",
            "2027-09-05",
            "Class 2 Medicines Recall: Acme Ltd, Widgetase 10mg Tablets, EL (27)A/13",
            "2027-09-06",
        ),
        (
            None,
            "国家药监局关于发布血管支架注册审查指导原则的公告（2027年第8号）",
            "2027-09-05",
            "国家药监局关于发布血管支架等5项注册审查指导原则的公告（2027年第9号）",
            "2027-09-05",
        ),
        (
            None,
            "关于发布血管支架注册审查指导原则的公告（2027年第8号）",
            "2027-09-05",
            "关于征集血管支架注册审查指导原则修订建议的公告（2027年第9号）",
            "2027-09-06",
        ),
        (
            "draft-of",
            (
                "国家药监局综合司公开征求《关于进一步加强药品上市许可持有人委托生产监督管理工作的公告（征求"
                "意见稿）》意见"
            ),
            "2023-08-05",
            "国家药监局关于加强药品上市许可持有人委托生产监督管理工作的公告（2023年第132号）",
            "2023-10-17",
        ),
        (
            "draft-of",
            "公开征求《关于优化创新药临床试验审评审批有关事项的公告（征求意见稿）》意见",
            "2025-06-16",
            "国家药监局关于优化创新药临床试验审评审批有关事项的公告（2025年第86号）",
            "2025-09-12",
        ),
        (
            "final-of",
            "化学药品注射剂灭菌和无菌工艺研究及验证指导原则（试行）",
            "2020-12-31",
            "关于公开征求《化学药品注射剂灭菌/无菌工艺研究及验证指导原则（征求意见稿）》意见的通知",
            "2020-05-18",
        ),
        (
            None,
            "药物临床试验适应性设计指导原则（试行）",
            "2021-01-29",
            "关于公开征求《药物临床试验富集设计指导原则（征求意见稿）》意见的通知",
            "2020-05-11",
        ),
        (
            None,
            "药物临床试验数据监查委员会指导原则（试行）",
            "2020-09-23",
            "关于公开征求《药物临床试验数据管理与统计分析计划指导原则（征求意见稿）》意见的通知",
            "2020-05-11",
        ),
        (
            None,
            (
                "Agency Information Collection Activities; Proposed Collection; Comment Request; Medical "
                "Device Labeling Regulations"
            ),
            "2022-08-24",
            (
                "Agency Information Collection Activities; Submission for Office of Management and Budget "
                "Review; Comment Request; Medical Device Labeling Regulations"
            ),
            "2023-02-21",
        ),
        (
            "corrects",
            "Oncologic Drugs Advisory Committee; Amendment of Notice",
            "2012-10-17",
            "Oncologic Drugs Advisory Committee; Notice of Meeting",
            "2012-09-17",
        ),
        (
            "corrects",
            "Oncologic Drugs Advisory Committee; Notice of Meeting; Correction",
            "2012-10-17",
            "Oncologic Drugs Advisory Committee; Notice of Meeting",
            "2012-09-17",
        ),
        (
            "corrects",
            "Oncologic Drugs Advisory Committee; Cancellation",
            "2012-10-17",
            "Oncologic Drugs Advisory Committee; Notice of Meeting",
            "2012-09-17",
        ),
        (
            None,
            "Oncologic Drugs Advisory Committee; Cancellation",
            "2014-10-17",
            "Oncologic Drugs Advisory Committee; Notice of Meeting",
            "2012-09-17",
        ),
        (
            None,
            "Oncologic Drugs Advisory Committee; Notice of Meeting",
            "2013-09-17",
            "Oncologic Drugs Advisory Committee; Notice of Meeting",
            "2012-09-17",
        ),
        (
            "corrects",
            "Widget Labels; Confirmation of Effective Date",
            "2013-09-17",
            "Widget Labels; Direct Final Rule",
            "2013-06-17",
        ),
        (
            "draft-of",
            "Widget Labels and Home Use Kits; Advance Notice of Proposed Rulemaking",
            "2010-09-17",
            "Widget Labels and Home Use Kits; Final Rule",
            "2013-09-03",
        ),
        (
            "draft-of",
            "Medical Devices; Proposed Amendments to Widget Label Regulations",
            "2012-06-17",
            "Medical Devices; Amendments to Widget Label Regulations",
            "2014-09-03",
        ),
        (
            "draft-of",
            "Draft Guidance for Industry and FDA Staff: Premarket Review of Widgets for Home Use",
            "2012-06-17",
            "Premarket Review of Widgets for Home Use: Guidance for Industry and FDA Staff",
            "2014-09-03",
        ),
        (
            None,
            "Concept paper on the revision of the guideline on the clinical evaluation of widgets in adults",
            "2019-06-17",
            "Guideline on the clinical evaluation of widgets in adults",
            "2011-06-17",
        ),
        (
            None,
            "Overview of comments received on draft guideline on the clinical evaluation of widgets in adults",
            "2023-06-17",
            "Guideline on the clinical evaluation of widgets in adults",
            "2023-06-17",
        ),
        (
            "draft-of",
            "Consultation: Proposed changes to the regulation of widget software in Australia",
            "2021-06-17",
            "Changes to the regulation of widget software in Australia",
            "2022-06-17",
        ),
        (
            None,
            ("Home Use Instructions for Wooden Widget Products and Labels; Draft Guidance for Industry; Availability"),
            "2029-07-01",
            "Home Use Instructions for Wooden Labels; Guidance for Industry; Availability",
            "2031-07-18",
        ),
        (
            "draft-of",
            (
                "Home Use Instructions for Wooden Widget and Gadget Products and Widget-Splint Combination "
                "Products-Content and Format of Labels; Draft Guidance for Industry; Availability"
            ),
            "2029-07-01",
            (
                "Home Use Instructions for Wooden Widget and Gadget Products-Content and Format of Labels; "
                "Guidance for Industry; Availability"
            ),
            "2031-07-18",
        ),
        (
            None,
            "FDA Proposes Ban on Electrical Widgets for Self-Care",
            "2027-03-01",
            "FDA Finalizes Ban on Mechanical Gadgets for Self-Care",
            "2027-09-01",
        ),
        (
            "draft-of",
            "FDA Proposes Ban on Electrical Widgets for Self-Care",
            "2027-03-01",
            "FDA Finalizes Ban on Electrical Widgets for Self-Care",
            "2027-09-01",
        ),
        (
            None,
            "FDA Finalizes Ban on Electrical Widgets for Self-Care",
            "2027-03-01",
            "FDA Proposes Ban on Electrical Widgets for Self-Care",
            "2027-09-01",
        ),
        (
            None,
            "国家药监局综合司公开征求《医疗器械经营质量管理规范附录：第三方物流（征求意见稿）》意见",
            "2027-03-01",
            "国家药监局关于发布医疗器械经营质量管理规范附录：专门提供运输贮存服务的企业质量管理的公告",
            "2027-09-01",
        ),
        (
            None,
            "Annual report of the widget committee (2025)",
            "2025-03-01",
            "Annual report of the widget committee (2024)",
            "2024-03-01",
        ),
        (
            None,
            "List of widget fees for hospitals and clinics (2025)",
            "2025-01-01",
            "Report on widget fees for hospitals and clinics (2024)",
            "2024-01-01",
        ),
        (
            None,
            "Public Workshop on Widget Development for Rare Diseases (2025)",
            "2025-03-01",
            "Public Workshop on Widget Development for Rare Diseases (2024)",
            "2024-03-01",
        ),
        (
            None,
            "国家药监局综合司关于印发药品监管工作要点（2027年）的通知",
            "2027-03-01",
            "国家药监局综合司关于印发药品监管工作要点（2026年）的通知",
            "2026-03-01",
        ),
        (
            "draft-of",
            "国家药监局综合司公开征求《关于支持高端夹板发展的举措（征求意见稿）》意见",
            "2027-04-01",
            "国家药监局关于发布支持高端夹板发展有关举措的公告（2027年第63号）",
            "2027-07-03",
        ),
        (
            "draft-of",
            "关于公开征求《夹板酶测定试剂（盒）注册审查指导原则（征求意见稿）》意见的通知",
            "2027-04-01",
            "夹板酶测定试剂注册审查指导原则",
            "2028-04-01",
        ),
        (
            "interprets",
            "国家药监局关于《夹板抽样原则及程序》的政策解读",
            "2027-12-30",
            "国家药监局关于印发夹板抽样原则及程序等文件的通知（国药监械管〔2027〕108号）",
            "2027-12-20",
        ),
        (
            "supersedes",
            "国家药监局关于发布木制夹板经营规范的公告（2027年第153号）",
            "2027-12-07",
            "国家食品药品监督管理总局关于施行木制夹板经营规范的公告（2014年第58号）",
            "2014-12-12",
        ),
        (
            "interprets",
            "图解《上海市木制夹板委托制作规定》",
            "2027-03-15",
            "上海市药品监督管理局关于印发《上海市木制夹板委托制作规定》的通知（沪药监规〔2027〕3号）",
            "2027-03-10",
        ),
        (
            "same-document",
            "关于印发《广东省夹板安全制作与销售使用指引》的通知",
            "2027-05-10",
            "广东省药品监督管理局关于印发《广东省夹板安全制作与销售使用指引》的通知",
            "2027-05-11",
        ),
        (
            None,
            "关于印发《夹板制作指引》的通知",
            "2027-05-10",
            "广东省药品监督管理局关于印发《夹板制作指引》的通知",
            "2027-05-11",
        ),
        (
            None,
            "国家药监局综合司公开征求《关于实施〈夹板注册管理办法〉有关事项的公告（征求意见稿）》意见",
            "2027-06-10",
            "夹板注册管理办法（国家市场监督管理总局令第97号）",
            "2027-08-31",
        ),
        (
            None,
            "《夹板分类目录》政策解读",
            "2027-05-11",
            "广东省药品监督管理局转发国家药监局关于发布《夹板分类目录》的公告",
            "2027-05-20",
        ),
        (
            None,
            "国家药监局关于发布木制夹板经营规范的公告（2027年第153号）",
            "2027-12-07",
            "木制夹板经营规范",
            "2031-12-07",
        ),
        (
            "translation-of",
            "Regulations on the Supervision and Administration of Medical Devices",
            "2027-08-10",
            "医疗器械监督管理条例",
            "2027-03-18",
        ),
        (
            None,
            "Provisions on the Supervision and Administration of Medical Devices",
            "2027-08-10",
            "医疗器械监督管理条例",
            "2027-03-18",
        ),
        (
            "draft-of",
            "Q39(R2)-Guideline for Splint Impurities; Draft Guidance for Industry; Availability",
            "2027-12-08",
            "Q39(R2) Splint Impurities; Guidance for Industry; Availability",
            "2029-09-13",
        ),
        (
            "corrects",
            "Additional Records for Certain Widgets and Splints: Extension of Compliance Date",
            "2027-08-07",
            "Additional Records for Certain Widgets and Splints",
            "2026-11-21",
        ),
        (
            "corrects",
            "Additional Records for Certain Widgets and Splints: Compliance Date Extension",
            "2027-08-07",
            "Additional Records for Certain Widgets and Splints",
            "2026-11-21",
        ),
        (
            "draft-of",
            "Good pharmacovigilance practices (GVP) - Module XXVI - Splints (Rev. 3) - draft for public consultation",
            "2027-02-03",
            "Guideline on good pharmacovigilance practices (GVP) - Module XXVI – Splints (Rev 3)",
            "2029-07-29",
        ),
        (
            "same-document",
            "EMA Splint Board: highlights of December 2027 meeting",
            "2027-12-13",
            "EMA Splint Board: highlights of December 2027 meeting | European Medicines Agency (EMA)",
            "2027-12-16",
        ),
        (
            "same-document",
            "国家药监局综合司公开征求《木制夹板生产监督管理专门规定（征求意见稿）》意见",
            "2027-01-17",
            "【征求意见】国家药监局综合司公开征求《木制夹板生产监督管理专门规定（征求意见稿）》意见",
            "2027-01-19",
        ),
        (
            None,
            "国家药监局综合司公开征求《关于调整〈夹板分类目录〉部分内容的公告（征求意见稿）》意见",
            "2027-05-20",
            "国家药监局关于发布夹板分类目录的公告（2029年第104号）",
            "2029-09-04",
        ),
        (
            "draft-of",
            "国家药监局综合司公开征求《关于调整〈夹板分类目录〉部分内容的公告（征求意见稿）》意见",
            "2027-05-20",
            "国家药监局关于调整《夹板分类目录》部分内容的公告（2027年第104号）",
            "2027-09-04",
        ),
        (
            "draft-of",
            "E87 General Principles for Multi-Regional Splint Trials; Draft Guidance for Industry; Availability",
            "2027-07-13",
            "E87 General Principles for Multiregional Splint Trials; Guidance for Industry; Availability",
            "2029-07-13",
        ),
        (
            "draft-of",
            "E81(R1) Addendum: Investigation of Splints in Widget Makers; Draft Guidance for Industry; Availability",
            "2027-07-13",
            "E81(R1) Addendum: Investigation of Splints in Widget Makers; Guidance for Industry; Availability",
            "2029-07-13",
        ),
        (
            "draft-of",
            "Draft public statement on the use of wooden splints containing estragole",
            "2024-12-21",
            "Public statement on the use of wooden splints containing estragole",
            "2027-05-23",
        ),
        (
            "draft-of",
            "Reflection paper on fitting splints based on single arm trials filed as main proof in widgets - Draft",
            "2027-04-21",
            "Reflection paper on fitting splints based on single-arm trials filed as main proof in widgets sold",
            "2028-10-23",
        ),
        (
            None,
            "国家药监局综合司公开征求《夹板网络销售规范（征求意见稿）》意见",
            "2027-09-20",
            "《夹板网络销售规范》问答",
            "2028-06-20",
        ),
        (
            None,
            "公开征求《夹板网络销售规范（征求意见稿）》意见",
            "2027-09-20",
            "国家药监局有关负责人就《夹板网络销售规范》答记者问",
            "2028-06-20",
        ),
        (
            None,
            "广东省药品监督管理局转发国家药监局关于印发《夹板年度报告规定》的通知",
            "2027-04-20",
            "夹板年度报告规定",
            "2027-04-12",
        ),
        (
            "issues",
            "国家药监局关于印发《夹板年度报告规定》的通知",
            "2027-04-12",
            "夹板年度报告规定",
            "2027-04-12",
        ),
        (
            None,
            "关于延长《夹板数据使用指南（征求意见稿）》公开征求意见时间的通知",
            "2027-12-10",
            "夹板数据使用指南",
            "2028-04-30",
        ),
        (
            "draft-of",
            "关于对《夹板假体临床试验审查原则》征求意见的通知",
            "2027-09-29",
            "夹板假体临床试验指导原则（2029年第8号）",
            "2029-03-01",
        ),
        (
            None,
            "Widgets for Nonprescription Use With Splints; Delay of Effective Date",
            "2027-01-27",
            "Widgets for Nonprescription Use With Splints; Proposed Rule",
            "2024-06-28",
        ),
        (
            "corrects",
            "Widgets for Nonprescription Use With Splints; Delay of Effective Date",
            "2027-01-27",
            "Widgets for Nonprescription Use With Splints; Final Rule",
            "2026-12-28",
        ),
        (
            None,
            "《儿童夹板监督管理规定》发布 木制夹板禁用",
            "2027-10-09",
            "《儿童夹板监督管理规定》（征求意见稿）",
            "2027-06-18",
        ),
        (
            None,
            "国家药监局关于发布《已使用夹板目录（2027年版）》动态调整信息的公告",
            "2030-04-30",
            "《已使用夹板目录（2027年版）》",
            "2027-04-30",
        ),
        (
            None,
            "广东省药品监督管理局关于发布《广东省木制夹板标准》（第三批）的公告（2028年第30号）",
            "2028-07-10",
            "广东省药品监督管理局关于发布《广东省木制夹板标准》（第二批）的公告（2027年第30号）",
            "2027-07-12",
        ),
        (
            "interprets",
            "科普解读|儿童夹板监督管理规定",
            "2027-10-13",
            "国家药监局关于发布《儿童夹板监督管理规定》的公告（2027年第123号）",
            "2027-10-08",
        ),
        (
            "draft-of",
            "Oversight of Splint Makers: A Risk-Based Approach; Draft Guidance for Industry; Availability",
            "2027-08-29",
            "Guidance for Industry on Oversight of Splint Makers-A Risk-Based Approach; Availability",
            "2029-08-07",
        ),
        (
            "draft-of",
            "Splints: Collecting Input; Draft Guidance for Industry, Staff, and Other Stakeholders; Availability",
            "2027-08-29",
            "Splints: Collecting Input; Guidance for Industry, Staff, and Other Stakeholders; Availability",
            "2029-08-07",
        ),
        (
            "draft-of",
            "Draft addendum to the guideline on evaluation of wooden splints",
            "2027-04-06",
            "Addendum to the guideline on evaluation of wooden splints",
            "2028-11-27",
        ),
        (
            "draft-of",
            "Draft splint-information template for authorised products - version 11",
            "2027-04-06",
            "Splint-information template for authorised products - version 11",
            "2028-11-27",
        ),
        (
            "supersedes",
            "Procedural advice for users of the splint procedure - Rev. 120",
            "2027-06-01",
            "Procedural advice for users of the splint procedure - Rev. 119",
            "2027-04-26",
        ),
        (
            None,
            "Questions and Answers on Guideline for Strength Studies of Wooden Splints (Revised)",
            "2027-01-04",
            "Guideline for Strength Studies of Wooden Splints",
            "2014-02-28",
        ),
    ],
)
def test_titles_that_differ_in_words_are_related_by_the_rest(
    expected: str | None, one: str, day: str, other: str, other_day: str
) -> None:
    assert how(notice(one, day), notice(other, other_day)) == expected


@pytest.mark.parametrize(
    ("day", "expected"), [("2028-01-06", "issues"), ("2028-01-10", "issues"), ("2029-01-06", "draft-of")]
)
def test_a_list_of_guidances_may_not_say_that_one_is_a_draft(day: str, expected: str) -> None:
    announced = notice("Whether a Widget Trial Is Underway; Draft Guidance for Industry; Availability", "2028-01-07")
    listed = notice("Whether a Widget Trial is Underway", day)._replace(kind="guideline")
    assert how(announced, listed) == expected


@pytest.mark.parametrize(
    ("summary", "issued", "day", "expected"),
    [
        (
            "中心制定了《木制夹板注册审查指导原则》《竹制夹板注册审查指导原则》，现予发布。",
            "竹制夹板注册审查指导原则",
            "2031-04-15",
            "issues",
        ),
        (
            "现予发布。附件：1.木制夹板注册审查指导原则 2.竹制夹板注册审查指导原则 3.金属夹板注册审查指导原则",
            "金属夹板注册审查指导原则",
            "2031-04-15",
            "issues",
        ),
        (
            "附件：\n1．木制夹板注册审查指导原则.docx\n2．竹制夹板注册审查指导原则.docx",
            "竹制夹板注册审查指导原则",
            "2031-04-16",
            "issues",
        ),
        ("根据《竹制夹板注册审查指导原则》制定，现予发布。", "竹制夹板注册审查指导原则", "2031-04-15", None),
        ("中心制定了《竹制夹板注册审查指导原则》，现予发布。", "竹制夹板注册审查指导原则", "2031-08-15", None),
        (
            "中心制定了《竹制夹板注册审查指导原则》，现予发布。",
            "关于《竹制夹板注册审查指导原则》的说明会",
            "2031-04-15",
            None,
        ),
        ("中心制定了《竹制夹板管理办法》，现予发布。", "竹制夹板管理办法", "2031-04-15", None),
    ],
)
def test_the_text_of_a_bundle_lists_what_it_issues(summary: str, issued: str, day: str, expected: str | None) -> None:
    assert how(notice(BUNDLE, "2031-04-15", summary), notice(issued, day)) == expected


@pytest.mark.parametrize(
    ("summary", "later", "expected"),
    [
        (PROPOSED, FINAL, "draft-of"),
        (PROPOSED, "The agency is amending its regulations on widgets.", "draft-of"),
        (PROPOSED, None, None),
        (PROPOSED, PROPOSED, None),
        (FINAL, PROPOSED, None),
        (FINAL, FINAL, None),
    ],
)
def test_a_summary_tells_the_proposal_from_the_rule_of_one_title(
    summary: str, later: str | None, expected: str | None
) -> None:
    title = "Wooden Splint Labels and Package Inserts for Home Use"
    assert how(notice(title, "2030-03-01", summary), notice(title, "2031-03-01", later)) == expected


def test_a_revision_supersedes_the_document_that_its_text_names() -> None:
    new = notice(
        "国家药监局关于发布免检夹板名录（2031年）的通告（2031年第23号）",
        "2031-06-24",
        "国家药监局组织修订了《免检夹板产品名录》（国家药监局通告2027年第70号），形成《免检夹板名录（2031年）》，现予公布。",
    )
    assert how(new, notice("国家药监局关于发布免检夹板产品名录的通告（2027年第70号）", "2027-09-18")) == "supersedes"


def test_the_english_page_of_a_draft_may_leave_out_that_comments_are_asked_for() -> None:
    page = notice("Checklist and Judgment Criteria of Vaccine GMP Inspection (Draft for Comments)", "2031-03-30")
    original = "国家药监局综合司公开征求《疫苗生产质量管理规范检查要点及判定原则（征求意见稿）》意见"
    assert how(page, notice(original, "2031-03-30")) == "translation-of"
    assert how(page, notice(original.replace("疫苗", "化妆品"), "2031-03-30")) is None


WIDGETS = "Widget Control Strategies for Blood Establishments; Draft Guidance for Industry; Availability"
SPLINTS = "关于公开征求《木制夹板包装指导原则（征求意见稿）》意见的通知"


@pytest.mark.parametrize(
    ("title", "summary", "day", "expected"),
    [
        (
            WIDGETS,
            "The draft guidance replaces the draft guidance of the same title dated March 2031.",
            "2033-05-15",
            "supersedes",
        ),
        (
            WIDGETS,
            "This draft guidance supersedes the earlier draft guidance issued in March 2031.",
            "2033-05-15",
            "supersedes",
        ),
        (WIDGETS, "This draft revises and replaces the 2031 draft guidance.", "2033-05-15", "supersedes"),
        (WIDGETS, "The agency is reissuing the draft guidance of March 2031.", "2033-05-15", "supersedes"),
        (WIDGETS, "The previous draft guidance of March 2031 is withdrawn.", "2033-05-15", "supersedes"),
        (WIDGETS, "This is a revision of the draft guidance published in 2031.", "2033-05-15", "supersedes"),
        (SPLINTS, "我中心根据反馈意见修改，现再次公开征求意见。", "2033-05-15", "supersedes"),
        (SPLINTS, "本稿替代2031年发布的征求意见稿。", "2033-05-15", "supersedes"),
        (SPLINTS, "在前期公开征求意见的基础上修改完善，形成征求意见稿。", "2033-05-15", "supersedes"),
        (WIDGETS, "The draft guidance, when finalized, will represent the thinking of the agency.", "2033-05-15", None),
        (WIDGETS, "This draft guidance revises the guidance of 2020.", "2033-05-15", None),
        (SPLINTS, "现公开征求意见。", "2033-05-15", None),
        # One draft on two pages, a week apart.
        (
            WIDGETS,
            "The draft guidance replaces the draft guidance of the same title dated March 2029.",
            "2031-03-10",
            None,
        ),
    ],
)
def test_a_summary_says_that_a_draft_replaces_an_earlier_one(
    title: str, summary: str, day: str, expected: str | None
) -> None:
    assert how(notice(title, day, summary), notice(title, "2031-03-03")) == expected


def test_a_final_may_put_words_into_a_long_name() -> None:
    draft = (
        "Buyer Choice Reports, Review in Widget Approval Requests, Splint Exemption Requests, Gadget Marketing Forms,"
        " and Inclusion in Package Leaflets; Draft Guidance for Industry; Availability"
    )
    final = (
        draft.replace("Draft Guidance", "Guidance")
        .replace("Reports", "Voluntary Reports")
        .replace("Package", "Decision and Package")
    )
    assert how(notice(draft, "2031-05-18"), notice(final, "2032-08-24")) == "draft-of"
    short = "Review in Widget Approval Requests; Draft Guidance for Industry; Availability"
    longer = "Review of Steel in Widget Approval Requests; Guidance for Industry; Availability"
    assert how(notice(short, "2031-05-18"), notice(longer, "2032-08-24")) is None


def test_an_extended_trial_is_one_in_chinese() -> None:
    english = "NMPA and NHC Issued Provisions for Extended Clinical Trials of Medical Devices (Interim)"
    chinese = "国家药监局 国家卫生健康委关于发布医疗器械拓展性临床试验规定（试行）的公告（2031年第41号）"
    assert how(notice(english, "2031-03-20"), notice(chinese, "2031-03-20")) == "translation-of"


def test_the_source_of_a_centre_tells_the_series_of_a_number_without_an_address() -> None:
    bundle = notice(BUNDLE, "2031-03-02")
    listed = worded("骨钉注册审查指导原则（2031年第3号）", date(2031, 3, 2), sources=("cmde/guidelines",))
    elsewhere = worded("骨钉注册审查指导原则（2031年第3号）", date(2031, 3, 2), sources=("cde/guidelines",))
    assert how(bundle, listed) == "issues"
    assert relation(bundle, elsewhere) is None


def test_an_agency_issues_no_document_of_another_agency() -> None:
    announced = "Q39(R2) Splint Impurities; Guidance for Industry; Availability"
    a = worded(announced, date(2028, 9, 13), sources=("fr/fda",))._replace(issuers=("FDA",))
    listed = worded("Q39(R2) Guideline for Splint Impurities", date(2028, 9, 10), sources=("fda/guidance",))
    assert relation(a, listed._replace(issuers=("FDA", "ICH"))) == "issues"
    assert relation(a, listed._replace(sources=("ema/documents",), issuers=("EMA", "ICH"))) is None
    assert relation(a, listed._replace(sources=("ich/guidelines",), issuers=("ICH",))) is None


def test_a_guidance_for_boards_and_sponsors_has_a_name_before_its_sort() -> None:
    title = "Splint Consent; Guidance for Institutional Review Boards, and Sponsors; Availability"
    listed = "Splint Consent: Guidance for IRBs, Clinical Investigators, and Sponsors"
    a = worded(title, date(2028, 9, 13), sources=("fr/fda",))
    b = worded(listed, date(2028, 9, 13), sources=("fda/guidance",))._replace(kind="guideline")
    assert how(a, b) == "issues"


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        # A draft of considerations or of a guide becomes a guideline; the sort alone differs.
        (
            ("关于公开征求《骨钉夹板组合试验的一般考虑（征求意见稿）》意见的通知", "2031-03-02"),
            ("关于发布《骨钉夹板组合试验的一般考虑指导原则（试行）》的通告（2031年第46号）", "2031-11-02"),
            "draft-of",
        ),
        (
            ("关于公开征求《骨钉夹板组合试验样本量指南（征求意见稿）》意见的通知", "2031-03-02"),
            ("关于发布《骨钉夹板组合试验样本量指导原则（试行）》的通告（2031年第46号）", "2031-11-02"),
            "draft-of",
        ),
        (
            ("关于公开征求《骨钉夹板组合试验样本量指南（征求意见稿）》意见的通知", "2031-03-02"),
            ("关于发布《骨钉夹板组合试验随机化指导原则（试行）》的通告（2031年第46号）", "2031-11-02"),
            None,
        ),
        # Taiwan's regulator.
        (
            ("預告訂定「骨釘夾板安全監視管理辦法」草案", "2031-03-02"),
            ("訂定「骨釘夾板安全監視管理辦法」", "2031-11-02"),
            "draft-of",
        ),
        (
            ("預告修正「骨釘夾板檢查辦法」部分條文草案", "2031-03-02"),
            ("修正「骨釘夾板檢查辦法」部分條文", "2031-11-02"),
            "draft-of",
        ),
        (
            ("修正「骨釘夾板檢查辦法」部分條文", "2035-03-02"),
            ("修正「骨釘夾板檢查辦法」部分條文", "2031-11-02"),
            None,
        ),
        # Questions on rules that they name without marks.
        (
            ("骨钉夹板生产质量管理规范问答（一）", "2031-03-05"),
            ("关于发布骨钉夹板生产质量管理规范的公告（2031年第46号）", "2031-03-02"),
            "interprets",
        ),
        # One order of one body.
        (
            (
                "Provisions for Drug Registration (Order No. 77 of the State Administration for Market Regulation)",
                "2031-06-02",
            ),
            ("药品注册管理办法（国家市场监督管理总局令第77号）", "2031-03-02"),
            "translation-of",
        ),
        (
            (
                "Provisions for Drug Registration (Order No. 78 of the State Administration for Market Regulation)",
                "2031-06-02",
            ),
            ("药品注册管理办法（国家市场监督管理总局令第77号）", "2031-03-02"),
            None,
        ),
        (
            (
                "Regulations on Supervision and Administration of Medical Devices (Decree No. 9 of the State Council)",
                "2031-03-12",
            ),
            ("医疗器械监督管理条例（国务院令第9号）", "2031-03-02"),
            "translation-of",
        ),
        # The whole title of what is corrected stands in the correction.
        (
            ("关于修订骨钉颗粒说明书的公告的更正说明", "2031-03-20"),
            ("关于修订骨钉颗粒说明书的公告（2031年第60号）", "2031-03-02"),
            "corrects",
        ),
        # By then the proposal is a rule.
        (("Splint Reports; Correction", "2032-04-02"), ("Splint Reports; Proposed Rule", "2031-03-02"), None),
        (("Splint Reports; Correction", "2031-04-02"), ("Splint Reports; Proposed Rule", "2031-03-02"), "corrects"),
        # The draft names the body that issues it.
        (
            ("关于《国家药品监督管理局骨钉审评计时规范（试行）（征求意见稿）》公开征求意见的通知", "2031-03-02"),
            ("关于发布《骨钉审评计时规范（试行）》的通知", "2031-11-02"),
            "draft-of",
        ),
        (
            ("Medical Devices; Laboratory Splint Tests (Proposed rule)", "2031-03-02"),
            ("Medical Devices; Laboratory Splint Tests; Final Rule", "2032-03-02"),
            "draft-of",
        ),
        (
            ("Interim Order No. 3 Respecting the Sale of Splints", "2032-03-02"),
            ("Interim Order No. 2 Respecting the Sale of Splints", "2031-03-02"),
            "supersedes",
        ),
        (
            ("Vaccine Administration Law of the People's Republic of China", "2031-09-26"),
            ("中华人民共和国疫苗管理法", "2031-06-29"),
            "translation-of",
        ),
        (
            ("Drug Administration Law of the People's Republic of China", "2031-09-26"),
            ("中华人民共和国疫苗管理法", "2031-06-29"),
            None,
        ),
        (
            ("Canada Gazette, Part I: Regulations Amending Certain Regulations Concerning Splints", "2031-02-11"),
            ("Regulations Amending Certain Regulations Concerning Splints: SOR/2032-63", "2032-04-24"),
            "draft-of",
        ),
        (
            ("Review of draft guidance - Complying with the regulations for medical splints", "2031-02-11"),
            ("Complying with the regulations for medical splints", "2032-04-24"),
            "draft-of",
        ),
        (
            ("Regulations Amending Certain Splint Regulations (Miscellaneous Program): SOR/2036-63", "2036-02-11"),
            ("Regulations Amending Certain Splint Regulations (Miscellaneous Program): SOR/2031-69", "2031-04-24"),
            None,
        ),
        # An act of the Union is corrected years later.
        (
            (
                "Corrigendum to Regulation (EU) 2031/745 of the European Parliament and of the Council on splints",
                "2033-03-02",
            ),
            (
                "Regulation (EU) 2031/745 of the European Parliament and of the Council of 5 May 2031 on splints",
                "2031-05-02",
            ),
            "corrects",
        ),
        (
            (
                "Corrigendum to Regulation (EU) 2031/746 of the European Parliament and of the Council on splints",
                "2033-03-02",
            ),
            (
                "Regulation (EU) 2031/745 of the European Parliament and of the Council of 5 May 2031 on splints",
                "2031-05-02",
            ),
            None,
        ),
        (
            ("Draft guidance document: Pre-market advice for learning splints", "2031-03-02"),
            ("Pre-market advice for learning splints", "2032-03-02"),
            "draft-of",
        ),
    ],
)
def test_documents_in_other_frames_are_related(a: tuple[str, str], b: tuple[str, str], expected: str | None) -> None:
    assert how(notice(*a), notice(*b)) == expected


@pytest.mark.parametrize(
    "summary",
    [
        "This guidance supersedes FDA's Guidance for Splints Contained in Widgets issued in May 2025.",
        "This guidance replaces the final guidance entitled “Guidance for Splints Contained in Widgets” of May 2025.",
    ],
)
def test_a_summary_names_the_guidance_that_it_replaces(summary: str) -> None:
    new = notice("Splint Software Functions in New Widgets", "2031-03-02", summary)._replace(kind="guideline")
    old = notice("Guidance for Splints Contained in Widgets", "2025-05-02")
    assert how(new, old) == "supersedes"


def test_all_rules_of_a_list_are_repealed_where_each_has_its_day() -> None:
    text = (
        "2004年2月4日某局令第6号公布的《骨钉许可证管理办法》和2007年1月31日某局令第26号公布的"
        "《骨钉流通监督管理办法》同时废止。"
    )
    new = notice("骨钉经营和使用质量监督管理办法", "2031-03-02", text)
    for name in ("骨钉许可证管理办法", "骨钉流通监督管理办法"):
        assert how(new, notice(name, "2007-02-02")) == "supersedes"
    # Supplementary provisions are no correction.
    named = notice("关于印发骨钉注册管理补充规定的通知（某监注〔2008〕3号）", "2008-01-07")
    assert named.kind == "notice"
    repeals = "《关于印发骨钉注册管理补充规定的通知》（某监注〔2008〕3号）同时废止。"
    assert how(notice("关于发布骨钉注册管理专门规定的公告", "2031-03-02", repeals), named) == "supersedes"


def test_reference_products_are_those_of_generics_in_the_draft_of_their_list() -> None:
    draft = notice("关于发布《化学仿制药参比制剂目录（第八十批）》（征求意见稿）的公示", "2031-03-02")
    final = "关于发布仿制药参比制剂目录（第八十批）的通告（2031年第32号）"
    assert how(draft, notice(final, "2031-08-02")) == "draft-of"
    assert how(draft, notice(final.replace("八十批", "八十一批"), "2031-08-02")) is None


def test_a_draft_of_long_ago_is_replaced_where_the_text_names_its_day() -> None:
    title = "Splint Products: Chemistry, Manufacturing, and Labels; Draft Guidance for Industry; Availability"
    text = "This revised draft guidance replaces the draft of the same name that published on August 21, 2012."
    assert how(notice(title, "2031-10-30", text), notice(title, "2012-08-21")) == "supersedes"
    assert how(notice(title, "2031-10-30", text), notice(title, "2011-08-21")) is None


def test_one_text_has_an_order_behind_its_name_or_an_author_inside() -> None:
    day = date(2031, 9, 1)
    for one, other in (
        ("骨钉网络销售监督管理办法（国家市场监督管理总局令第58号）", "骨钉网络销售监督管理办法"),
        (
            "Regulation (EU) 2031/1860 of the European Parliament and of the Council amending the splint rules",
            "Regulation (EU) 2031/1860 amending the splint rules",
        ),
    ):
        a, b = worded(one, day, sources=("samr/orders",)), worded(other, day, sources=("npc/laws",))
        assert relation(a, b) == "same-document"


def test_a_number_of_a_text_of_unknown_origin_may_be_any_bodys() -> None:
    listed = worded("高流骨钉注册审查指导原则（2031年第3号）", date(2031, 3, 2), sources=("ingest",))
    assert how(notice(BUNDLE, "2031-03-02"), listed) == "issues"
    own = worded("高流骨钉注册审查指导原则（2031年第3号）", date(2031, 3, 2), sources=("nmpa/drugs",))
    assert how(notice(BUNDLE, "2031-03-02"), own) is None


ISSUED = "国家药监局 国家卫生健康委关于颁布2031年版《中国药典》的公告（2031年第29号）"


@pytest.mark.parametrize(
    ("expected", "one", "day", "other", "other_day"),
    [
        ("supersedes", ISSUED, "2031-03-25", ISSUED.replace("2031", "2026"), "2026-07-02"),
        (
            "supersedes",
            ISSUED,
            "2031-03-25",
            ISSUED.replace("2031", "2026").replace("中国药典", "中华人民共和国药典"),
            "2026-07-02",
        ),
        ("issues", ISSUED, "2031-03-25", "《中国药典》（2031年版）", "2031-06-10"),
        (None, ISSUED, "2031-03-25", "《中国药典》（2026年版）", "2031-06-10"),
        (
            "corrects",
            "国家药典委员会关于《中国药典》（2031年版）勘误的公告",
            "2031-09-28",
            "《中国药典》（2031年版）",
            "2031-04-10",
        ),
        # Of a part, on its use, or beside it.
        (None, "关于《中国药典》2031年版四部某通则草案的公示", "2030-03-25", ISSUED, "2031-03-25"),
        (None, "关于征求《中国药典》2031年版编制大纲（征求意见稿）意见的通知", "2029-03-25", ISSUED, "2031-03-25"),
        (None, "国家药典委员会关于举办《中国药典》2031年版培训班的通知", "2031-03-28", ISSUED, "2031-03-25"),
        (
            None,
            "国家药监局关于实施2031年版《中国药典》有关事宜的公告（2031年第32号）",
            "2031-03-25",
            ISSUED,
            "2031-03-25",
        ),
        (None, ISSUED, "2031-03-25", "《中国药典》（2031年版）第一增补本", "2031-06-10"),
        # The year of the edition stands behind the quotes.
        (
            "supersedes",
            "《某省骨钉炮制规范》（2031年版）",
            "2031-05-06",
            "《某省骨钉炮制规范》（2026年版）",
            "2026-05-06",
        ),
        # A draft is on drugs of a sort, its final on those drugs.
        (
            "draft-of",
            "关于公开征求《高流骨素类抗木药物临床研发指导原则（征求意见稿）》意见的通知",
            "2030-05-06",
            "高流骨素抗木药物临床研发指导原则",
            "2031-05-06",
        ),
    ],
)
def test_the_pharmacopoeia_and_editions_behind_quotes(
    expected: str | None, one: str, day: str, other: str, other_day: str
) -> None:
    assert how(notice(one, day), notice(other, other_day)) == expected


RULES = "国家药监局关于印发《骨钉检查管理办法（试行）》的通知（国药监药管〔2029〕31号）"


@pytest.mark.parametrize(
    ("expected", "one", "day", "other", "other_day"),
    [
        (
            "corrects",
            "国家药监局关于修订《骨钉检查管理办法（试行）》部分条款有关事宜的通知（国药监药管〔2031〕26号）",
            "2031-07-21",
            RULES,
            "2029-05-28",
        ),
        (
            None,
            "国家药监局关于修订《骨钉检验管理办法（试行）》部分条款有关事宜的通知（国药监药管〔2031〕26号）",
            "2031-07-21",
            RULES,
            "2029-05-28",
        ),
        # A number without its year; and the count of a series.
        (
            "supersedes",
            "国家药监局关于发布骨钉经营质量管理规范的公告（2031年第153号）",
            "2031-12-07",
            "关于施行骨钉经营质量管理规范的公告（第58号）",
            "2024-12-12",
        ),
        (
            None,
            "国家药监局关于发布骨钉经营质量管理规范的公告（2031年第153号）",
            "2031-12-07",
            "关于施行骨钉经营质量管理规范有关事项的公告（第58号）",
            "2024-12-12",
        ),
        (
            None,
            "骨钉保护品种公告（第36号）（2031年第44号）",
            "2031-05-15",
            "骨钉保护品种公告（第29号）（2030年第88号）",
            "2030-09-15",
        ),
    ],
)
def test_notices_that_amend_or_number_in_older_forms(
    expected: str | None, one: str, day: str, other: str, other_day: str
) -> None:
    assert how(notice(one, day), notice(other, other_day)) == expected


def test_a_supplementary_application_supplements_no_document() -> None:
    plan = "优化骨钉补充申请审评审批程序改革试点工作方案"
    issued = notice(f"国家药监局关于印发{plan}的通知（国药监药注〔2031〕9号）", "2031-02-27")
    assert how(issued, notice(plan, "2031-02-27")) == "issues"
    supplement = notice("国家药监局关于印发骨钉审评审批程序补充规定的通知（国药监药注〔2031〕9号）", "2031-02-27")
    assert how(supplement, notice("骨钉审评审批程序规定", "2031-02-27")) != "issues"


def test_a_guideline_for_some_is_not_the_general_one() -> None:
    general = "国家药监局药审中心关于发布《化学骨钉改良型新药临床试验技术指导原则》的通告（2030年第54号）"
    issued = notice(general, "2030-12-31")
    assert how(issued, notice("化学骨钉改良型新药临床试验技术指导原则", "2031-01-13")) == "issues"
    assert how(issued, notice("儿童用化学骨钉改良型新药临床试验技术指导原则（试行）", "2031-09-13")) is None


def test_the_new_rules_that_take_effect_are_not_repealed() -> None:
    rules = notice("关于发布骨钉经营质量管理规范的公告（2030年第58号）", "2030-12-12")
    text = "本办法于2031年7月1日废止，新的《骨钉经营质量管理规范》同时生效。"
    assert how(notice("骨钉经营监督管理办法", "2031-12-01", text), rules) is None
    text = "本办法自2031年7月1日起施行，同时废止原《骨钉经营质量管理规范》。"
    assert how(notice("骨钉经营监督管理办法", "2031-12-01", text), rules) == "supersedes"
