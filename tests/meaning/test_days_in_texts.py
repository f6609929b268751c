"""Days in tables, lists and sentences of news, each kind of wording with an invented title."""

from datetime import date

import pytest

from cdetrack.meaning.facets import read_facets
from cdetrack.meaning.facets.calendar import read_day


@pytest.mark.parametrize(
    ("title", "listed", "text", "days"),
    [
        (
            "Widget Drugs; Draft Guidance for Industry; Availability",
            "2027-06-01",
            "Comment on the draft within 60 days. Submit written comments on the draft guidance by August 12, 2027.",
            ["comments_due 2027-08-12"],
        ),
        (
            "Widget Drugs; Notice of Meeting; Request for Comments",
            "2027-06-01",
            "Comments received on or before July 9, 2027, will be provided to the committee.",
            ["comments_due 2027-07-09"],
        ),
        (
            "Widget Drugs; Request for Comments",
            "2027-06-01",
            "The period, which was to close on July 3, 2027, is open; comments must be received by August 3, 2027.",
            ["comments_due 2027-08-03"],
        ),
        (
            "Publication: updated Widget Guidelines",
            "2027-06-01",
            "The final text sets a cut-off date for its entry into application, namely 15 January 2028.",
            ["effective 2028-01-15"],
        ),
        (
            "某省药品监督管理局关于换证的通告",
            "2027-06-01",
            "逾期未换证的,原《药品经营许可证》自2027年9月1日起自行失效。",
            ["expires 2027-09-01"],
        ),
        (
            "Widgets; Reclassification",
            "2027-06-01",
            "The Agency received comments on the proposed order until June 24, 2025, from four parties.",
            [],
        ),
        (
            "Good Practice for Widgets",
            "2027-06-01",
            "The final rule, which published on January 22, 2023, became effective on July 22, 2023.",
            [],
        ),
        (
            "Concept paper on widgets",
            "2027-06-01",
            "A guideline is to be released for 6 months of public consultation in Q4 2028.",
            [],
        ),
        (
            "关于某指南公开征求意见的通知",
            "2027-06-01",
            "公众可在2027年6月1日至30日期间将意见发送至邮箱。",
            ["comments_due 2027-06-30"],
        ),
        (
            "国家药监局关于适用某指导原则的公告",
            "2027-06-01",
            "自公告发布之日起6个月后开始的试验,均适用该指导原则。",
            ["transition 2027-12-01"],
        ),
        (
            "某省药品监督管理局关于收费的公告",
            "2027-06-01",
            "执行时间自2027年7月1日起至2028年6月30日止。",
            ["effective 2027-07-01", "expires 2028-06-30"],
        ),
        (
            "Data Standards; Support for Version 3 of Widget Data",
            "2027-06-01",
            "The requirement begins March 15, 2029, for studies that start after that date.",
            ["transition 2029-03-15"],
        ),
        (
            "Widget Policy; Withdrawal",
            "2027-06-01",
            "The guidance documents in the table will no longer be in effect after November 7, 2027.",
            ["expires 2027-11-07"],
        ),
        ("国家药监局发布新版药品经营规范", "2027-06-01", "《药品经营规范》2027/9/1实施。", ["effective 2027-09-01"]),
        ("药品经营规范", "2027-06-01", "发布日期 2027.06.01 生效日期 2027.09.01", ["effective 2027-09-01"]),
        (
            "药品经营规范",
            "2027-06-01",
            "成文日期：2027年5月28日 发布日期：2027年6月1日 施行日期：2027年9月1日 有效性：现行有效",
            ["effective 2027-09-01"],
        ),
        ("Widget labelling order", "2016-08-16", "Date of effect: 16 September 2016", ["effective 2016-09-16"]),
        ("Widget labelling order", "2016-08-16", "Effective from: 16/09/2016", ["effective 2016-09-16"]),
        ("Guidance on widgets", "2023-07-25", "Date implemented: 1 February 2024", ["effective 2024-02-01"]),
        (
            "Withdrawal of Approval of Two Applications",
            "2025-01-15",
            "Approval is withdrawn as of February 14, 2025.",
            ["effective 2025-02-14"],
        ),
        (
            "Withdrawal of Approval of Two Applications",
            "2025-01-15",
            "FDA is withdrawing approval of two applications, effective February 14, 2025.",
            ["effective 2025-02-14"],
        ),
        (
            "Revocation of Emergency Use of Widget",
            "2025-01-15",
            "These revocations, effective January 10, 2025, cover two widgets.",
            ["effective 2025-01-10"],
        ),
        (
            "Widgets; Delay of Effective Date",
            "2008-08-15",
            "We are delaying the effective date of this rule to November 30, 2008.",
            ["effective 2008-11-30", "extended 2008-11-30"],
        ),
        (
            "Widgets; Confirmation of Effective Date",
            "2025-02-15",
            "FDA is confirming the effective date of March 18, 2025, for the final rule.",
            ["effective 2025-03-18"],
        ),
        (
            "Withdrawal of Approval of Two Applications",
            "2025-01-15",
            "The withdrawal is applicable February 14, 2025.",
            ["effective 2025-02-14"],
        ),
        (
            "国家药监局关于实施器械规范附录的公告",
            "2027-06-01",
            "附件III的实施日期推迟至2028年1月1日，附件I的实施日期推迟至2028年7月1日。",
            ["extended 2028-01-01", "extended 2028-07-01"],
        ),
        (
            "Widgets: transition",
            "2027-06-01",
            "The date for Annex III is postponed to 1 January 2028, and the date for Annex I to 1 July 2028.",
            ["extended 2028-01-01", "extended 2028-07-01"],
        ),
        (
            "EC extends transition",
            "2027-06-01",
            (
                "The transition period is extended until 31 December 2028 for class III devices and until "
                "31 December 2029 for class IIa devices."
            ),
            ["extended 2028-12-31", "extended 2029-12-31"],
        ),
        (
            "EC extends transition",
            "2027-06-01",
            "New deadlines: class III: 31 December 2028; class IIb: 31 December 2029; class I: 31 December 2030.",
            ["transition 2028-12-31", "transition 2029-12-31", "transition 2030-12-31"],
        ),
        (
            "EC extends transition",
            "2027-06-01",
            (
                "The deadline has been extended to 31 December 2028 (class III), 31 December 2029 (class "
                "IIb) and 31 December 2030 (class I)."
            ),
            ["extended 2028-12-31", "extended 2029-12-31", "extended 2030-12-31"],
        ),
        (
            "关于调整过渡期的公告",
            "2027-06-01",
            "过渡期延长：D类至2027年12月31日，C类至2028年12月31日，B类至2029年12月31日。",
            ["extended 2027-12-31", "extended 2028-12-31", "extended 2029-12-31"],
        ),
        (
            "FDA grants exemptions for makers, sellers and pharmacies",
            "2027-06-01",
            (
                "The exemptions expire as follows: makers: May 27, 2028; sellers: August 27, 2028; "
                "pharmacies: November 27, 2028."
            ),
            ["expires 2028-05-27", "expires 2028-08-27", "expires 2028-11-27"],
        ),
        (
            "FDA grants exemptions for makers, sellers and pharmacies",
            "2027-06-01",
            "FDA is granting exemptions to small pharmacies until November 27, 2028.",
            ["expires 2028-11-27"],
        ),
        (
            "FDA grants exemptions for makers, sellers and pharmacies",
            "2027-06-01",
            "The agency issued a waiver from certain labelling rules to importers through November 27, 2028.",
            ["expires 2028-11-27"],
        ),
        (
            "MHRA",
            "2027-06-01",
            "The agency grants importers an exemption from batch testing until 30 June 2028.",
            ["expires 2028-06-30"],
        ),
        (
            "Widgets: draft guidance",
            "2027-06-01",
            "Opened on June 1, 2027 and will close to new input on August 1, 2027.",
            ["comments_due 2027-08-01"],
        ),
        (
            "Consultation: Widgets",
            "2027-06-01",
            "Opened on June 1, 2027 and closed to new input on August 1, 2027.",
            ["comments_due 2027-08-01"],
        ),
        (
            "关于公开征求《器械规范（征求意见稿）》意见的通知",
            "2027-06-01",
            "开始日期 2027-06-01 结束日期 2027-07-01",
            ["comments_due 2027-07-01"],
        ),
        (
            "关于公开征求《器械规范（征求意见稿）》意见的通知",
            "2027-06-01",
            "发布日期 2027-06-01 截止日期 2027-07-01",
            ["comments_due 2027-07-01"],
        ),
        (
            "关于公开征求《器械规范（征求意见稿）》意见的通知",
            "2027-06-01",
            "征集日期：2027-06-01 00:00:00至2027-07-01 23:59:59",
            ["comments_due 2027-07-01"],
        ),
        (
            "《器械规范》解读",
            "2027-06-01",
            "2026年9月19日至10月20日，省局就《规范（征求意见稿）》向社会公开征求意见。",
            [],
        ),
        ("关于印发《器械规范》的通知", "2027-06-01", "我局于2026年9月19日至10月20日公开征求意见，共收到意见32条。", []),
        (
            "创新医疗器械特别审查申请审查结果公示（2027年第3号）",
            "2027-04-02",
            "公示时间：2027年4月2日至2027年4月17日",
            ["publicity-ends 2027-04-17"],
        ),
        (
            "医疗器械优先审批申请审核结果公示（2027年第3号）",
            "2027-04-02",
            "公示期：2027年4月2日至2027年4月10日，公示期内任何单位和个人有异议的，可以书面形式向我中心反映。",
            ["publicity-ends 2027-04-10"],
        ),
        (
            "某注射液拟突破性治疗公示",
            "2027-04-02",
            "公示日期：2027-04-02；公示截止日期：2027-04-10",
            ["publicity-ends 2027-04-10"],
        ),
        (
            "广东省局关于平台迁移的通告",
            "2027-06-10",
            "自2027年6月15日24:00起，旧平台不再接收首次备案资料提交。",
            ["transition 2027-06-15"],
        ),
        (
            "广东省局关于平台迁移的通告",
            "2027-06-10",
            "2027年6月15日17:30起，旧系统停止受理申请。",
            ["transition 2027-06-15"],
        ),
        (
            "广东省局关于平台迁移的通告",
            "2027-06-10",
            "2027年6月15日上午9时起，通过新系统提交申请。",
            ["transition 2027-06-15"],
        ),
        (
            "广东省局关于牙膏备案的通告",
            "2027-06-10",
            "首批产品上市日期在2024年1月1日至2026年12月1日之间的牙膏，备案人应当于2027年12月1日前补充提交资料。",
            ["transition 2027-12-01"],
        ),
        (
            "广东省局关于牙膏备案的通告",
            "2027-06-10",
            "对2026年1月1日至2026年12月31日期间生产的产品，可以销售至2028年6月30日。",
            ["transition 2028-06-30"],
        ),
        (
            "NMPA Announcement on Issuing the Good Widget Practice",
            "2027-06-01",
            (
                "The Practice shall come into force on September 1, 2027. The Practice issued in 2014 and "
                "effective since March 1, 2015 shall be repealed at the same time."
            ),
            ["effective 2027-09-01"],
        ),
        (
            "国家药监局关于发布医疗器械标准的公告",
            "2027-01-05",
            "其中强制性标准自2030年1月1日起实施，推荐性标准自2028年1月15日起实施。",
            ["transition 2028-01-15", "transition 2030-01-01"],
        ),
        (
            "某省药品监督管理局行政处罚裁量基准",
            "2027-01-05",
            "本基准自2027年2月5日起施行，2020年3月1日起施行的原裁量基准同时废止。",
            ["effective 2027-02-05"],
        ),
        (
            "国家医保局 人力资源社会保障部关于印发《国家基本医疗保险药品目录（2026年）》的通知",
            "2026-12-10",
            "现印发给你们，自2027年1月1日起在全国范围内执行。",
            ["effective 2027-01-01"],
        ),
        (
            "国家药监局关于将某物质列管的公告",
            "2027-01-05",
            "自2027年7月1日起列入第一类精神药品目录。",
            ["transition 2027-07-01"],
        ),
        ("国家药监局召开学习会", "2027-05-05", "会议指出，要深入学习贯彻，2027年12月底前完成任务。", []),
        (
            "关于征求《标准》意见的函",
            "2027-05-05",
            "请在6月10日下班前将修改意见以书面形式反馈。",
            ["comments_due 2027-06-10"],
        ),
        (
            "关于召开医疗器械标准宣贯会的通知",
            "2027-04-12",
            "会议时间：2027年5月20日（报到时间：5月19日）",
            ["event 2027-05-20"],
        ),
        ("关于举办药品审评培训班的通知", "2027-04-12", "培训时间：2027年5月20日至22日", ["event 2027-05-20"]),
        (
            "关于召开化妆品技术研讨会的通知",
            "2027-04-12",
            "兹定于2027年5月20日下午在北京召开。请于5月10日前报名。",
            ["event 2027-05-20", "transition 2027-05-10"],
        ),
        (
            "Medical Devices; Quality System Regulation Amendments",
            "2024-02-02",
            (
                "This rule is effective February 2, 2026. The incorporation by reference of certain "
                "material listed in this rule is approved by the Director of the Federal Register as of "
                "February 2, 2026."
            ),
            ["effective 2026-02-02"],
        ),
        (
            "Prescription Drug User Fee Rates for Fiscal Year 2026",
            "2025-07-30",
            "These fees are effective on October 1, 2025, and will remain in effect through September 30, 2026.",
            ["effective 2025-10-01", "expires 2026-09-30"],
        ),
        (
            "Authorization of Emergency Use of Widget",
            "2025-05-12",
            "The Authorization is effective as of April 4, 2025.",
            ["effective 2025-04-04"],
        ),
        (
            "Request for Nominations on the Advisory Committee",
            "2025-05-12",
            "Nominations received on or before July 11, 2025 will be given first consideration.",
            ["transition 2025-07-11"],
        ),
        ("Widgets; Public Meeting", "2025-05-12", "Register by June 4, 2025, to attend in person.", []),
        ("EMA: workshop", "2024-08-30", "Registration closes on 15 October 2024.", []),
        (
            "欧盟AI法案推迟高风险义务",
            "2026-06-01",
            ("欧盟AI法案的分阶段实施中，附件III高风险义务已推迟至2027年12月2日、附件I高风险义务推迟至2028年8月2日。"),
            ["extended 2027-12-02", "extended 2028-08-02"],
        ),
        (
            "EU MDR transition extension",
            "2023-07-01",
            (
                "This extension is for devices transitioning to the EU MDR from 26 May 2024 to: - 26 May "
                "2026 for class III implantable custom-made devices - 31 December 2027 for class III and "
                "implantable class IIb devices - 31 December 2028 for non-implantable class IIb and lower "
                "risk devices."
            ),
            ["extended 2026-05-26", "extended 2027-12-31", "extended 2028-12-31"],
        ),
        (
            "MHRA: CE marking recognition",
            "2023-05-09",
            (
                "General medical devices compliant with the EU MDD with a valid declaration and CE marking "
                "can be placed on the Great Britain market up until the sooner of expiry of certificate or "
                "30 June 2028."
            ),
            ["transition 2028-06-30"],
        ),
        (
            "MHRA: CE marking recognition",
            "2023-05-09",
            (
                "IVDs compliant with the EU IVDD can be placed on the Great Britain market until the "
                "sooner of expiry of the certificate or 30 June 2030."
            ),
            ["transition 2030-06-30"],
        ),
        (
            "Nitrosamines in medicines",
            "2023-08-10",
            "The recommended timeline for completing confirmatory testing is August 1, 2025.",
            ["transition 2025-08-01"],
        ),
        (
            "国家药监局关于实施化妆品新规的公告",
            "2021-03-10",
            (
                "2021年5月1日前申请特殊用途化妆品行政许可或者进行非特殊用途化妆品备案的化妆品，注册人、备案"
                "人应当在2022年5月1日前，对产品进行分类编码。"
            ),
            ["transition 2022-05-01"],
        ),
        (
            "国家药监局关于调整化妆品检测的公告",
            "2027-03-10",
            "自本公告发布之日起至2028年12月31日，可以延用原检验方法。",
            ["transition 2028-12-31"],
        ),
        (
            "医保局：国家集采中选结果自2027年7月1日起执行",
            "2027-03-10",
            "各地自7月1日起落地执行中选结果，采购周期至2029年12月31日。",
            ["transition 2027-07-01", "expires 2029-12-31"],
        ),
        (
            "最高法发布司法解释",
            "2027-03-10",
            "《解释》自2027年3月15日起施行，此前发布的司法解释与本解释不一致的，以本解释为准。",
            ["effective 2027-03-15"],
        ),
        (
            "关于器械唯一标识的公告",
            "2025-12-01",
            "2020年10月1日起，生产的医疗器械应当具有医疗器械唯一标识。",
            ["transition 2020-10-01"],
        ),
        (
            "选化妆品认准标志",
            "2022-04-07",
            "今年1月1日起实施的《儿童化妆品监督管理规定》要求，自2022年5月1日起，儿童化妆品必须标注标志。",
            ["transition 2022-05-01"],
        ),
        (
            "关于公开征求《器械规范（征求意见稿）》意见的通知",
            "2025-12-01",
            "意见反馈时间截至2025年4月3日17时。",
            ["comments_due 2025-04-03"],
        ),
        (
            "关于公开征求《器械规范（征求意见稿）》意见的通知",
            "2025-12-01",
            "自即日起至2025年4月3日公开征求意见。",
            ["comments_due 2025-04-03"],
        ),
        (
            "关于再次公开征求《器械规范（征求意见稿）》意见的通知",
            "2027-05-05",
            "我局曾于2027年1月5日至2月5日公开征求意见，现再次公开征求意见，截止时间2027年5月20日。",
            ["comments_due 2027-05-20"],
        ),
        (
            "关于公开征求《器械规范（征求意见稿）》意见的通知",
            "2025-12-01",
            "反馈时间为2025年4月3日前。",
            ["comments_due 2025-04-03"],
        ),
        (
            "关于公开征求《器械规范（征求意见稿）》意见的通知",
            "2025-12-01",
            "征求意见时间：2025年4月3日截止。",
            ["comments_due 2025-04-03"],
        ),
        (
            "关于公开征求《器械规范（征求意见稿）》意见的通知",
            "2025-12-01",
            "开始时间：2025-03-03 截止时间：2025-04-03 状态：已结束",
            ["comments_due 2025-04-03"],
        ),
        (
            "关于公开征求《器械规范（征求意见稿）》意见的通知",
            "2025-12-01",
            "自2025年3月3日起30日内反馈。",
            ["comments_due 2025-04-02"],
        ),
        (
            "Proposed changes to widget rules: consultation",
            "2025-12-01",
            "Start date 3 March 2025 End date 3 April 2025",
            ["comments_due 2025-04-03"],
        ),
        (
            "Widgets; Proposed Rule",
            "2025-03-03",
            "The comment period will run for 90 days, ending June 1, 2025.",
            ["comments_due 2025-06-01"],
        ),
        (
            "MHRA consultation on fees",
            "2025-03-03",
            "This consultation ran from 9:30am on 3 January 2025 to 11:59pm on 28 February 2025",
            ["comments_due 2025-02-28"],
        ),
        (
            "Re-Establishment of the Widget Council; Request for Nominations",
            "2026-04-21",
            (
                "The Secretary, after consultation with the General Services Administration, is "
                "re-establishing the Council charter for 2 years."
            ),
            [],
        ),
        (
            "Advisory Committee on Widgets; Renewal; Request for Comments",
            "2026-04-21",
            "The agency is inviting comments; members serve for four years.",
            [],
        ),
        (
            "Request for Nominations to the Widget Panel",
            "2026-04-21",
            "In consultation with the States, members are appointed for 90 days.",
            [],
        ),
        ("总局关于调整注册收费的公告", "2025-12-01", "本公告自2015年5月27日发布之日起实施。", ["effective 2015-05-27"]),
        ("关于某中药保护品种的公告", "2025-12-01", "保护期自2015年3月1日至2022年3月1日。", ["expires 2022-03-01"]),
        (
            "Changeover to Widget Advertising Code 2018",
            "2018-07-01",
            "The 2018 Code takes effect from 1 January 2019. On this date, the 2015 Code will be repealed.",
            ["effective 2019-01-01"],
        ),
        (
            "Widget workshop programme news",
            "2027-05-01",
            "Deadline for abstracts: 1 June 2027; Workshop: 3 September 2027; Party: 4 September 2027.",
            ["transition 2027-06-01"],
        ),
        (
            "关于延长试点期限的公告",
            "2027-05-01",
            "将试点期限延长至2028年12月31日，总结时间为2029年3月31日。",
            ["extended 2028-12-31"],
        ),
        (
            "关于延长试点期限的公告",
            "2027-05-01",
            "将试点期限延长至2028年12月31日，并于2027年6月1日召开会议。",
            ["extended 2028-12-31"],
        ),
        (
            "Widget transition news",
            "2027-05-01",
            "The deadline is extended to 1 June 2028, and the agency will meet makers on 5 July 2027.",
            ["extended 2028-06-01"],
        ),
        (
            "FDA news on permission",
            "2027-05-01",
            "The company received a waiver in 2019 and sold widgets until 3 April 2027.",
            [],
        ),
        (
            "关于停售某药的公告",
            "2027-06-01",
            "已上市药品由持有人负责召回，2027年8月1日前召回完毕。",
            ["transition 2027-08-01"],
        ),
        (
            "关于器械电子申报的公告",
            "2027-06-01",
            "2027年7月1日至12月31日为过渡期，申请人可选择纸质方式。",
            ["transition 2027-12-31"],
        ),
        (
            "关于发布4项器械行业标准的公告",
            "2027-06-01",
            "强制性行业标准自2029年7月1日起实施，推荐性行业标准自2028年7月1日起实施。",
            ["effective 2029-07-01", "transition 2028-07-01"],
        ),
        ("关于药品目录的公告", "2027-06-01", "《基本目录》已于2026年11月1日起施行并建立了动态机制。", []),
        (
            "关于发布器械自检指南的通告",
            "2027-06-01",
            "附件：器械自检指南（2027年9月1日起施行）",
            ["effective 2027-09-01"],
        ),
        ("器械核查规范", "2027-06-01", "施行日期：2027年9月1日 发布机构：核查中心", ["effective 2027-09-01"]),
        (
            "关于举办征求意见宣讲会的通知",
            "2027-06-01",
            "会议时间：2027年6月24日。报名截止时间：2027年6月20日。",
            ["event 2027-06-24", "transition 2027-06-20"],
        ),
        (
            "Announcement on electronic certificates",
            "2027-06-10",
            "Starting from June 1, 2027, electronic certificates will be issued for approved widgets.",
            ["transition 2027-06-01"],
        ),
        (
            "Notice on widget filing",
            "2027-06-01",
            "The original filing system will cease operation at 24:00 on June 30, 2027.",
            ["transition 2027-06-30"],
        ),
        (
            "Widget data standards",
            "2027-06-01",
            "Support for version 1.8 ends on March 15, 2029.",
            ["expires 2029-03-15"],
        ),
        (
            "Widget regulation: questions and answers",
            "2027-06-01",
            "The agency will begin to enforce the requirements upon the effective date, February 2, 2028.",
            ["transition 2028-02-02"],
        ),
        (
            "Widgets; Proposed rule",
            "2027-06-01",
            "If finalized, the rule would be effective 30 days after publication of the final rule.",
            [],
        ),
        (
            "Widgets; Proposed rule",
            "2027-06-01",
            "FDA proposes that any final rule based on this proposal be effective December 1, 2028.",
            [],
        ),
        (
            "Call for evidence: widgets",
            "2027-06-01",
            "The call for evidence closes at 11:59pm on 2 August 2027.",
            ["comments_due 2027-08-02"],
        ),
        (
            "Widget Advisory Committee; Notice of Meeting; Request for Comments",
            "2027-06-01",
            (
                "The meeting will be held virtually on August 12, 2027, from 9 a.m. to 4:30 p.m. Eastern Time. "
                "The docket will close on August 11, 2027."
            ),
            ["comments_due 2027-08-11", "event 2027-08-12"],
        ),
        (
            "Widget Advisory Committee; Amendment of Notice",
            "2027-06-01",
            (
                "In the Federal Register of May 1, 2027, FDA announced that a meeting would be held on July 22, 2027. "
                "The meeting date has been changed to August 5, 2027."
            ),
            ["event 2027-08-05"],
        ),
        (
            "关于电子证照的公告",
            "2027-06-01",
            "2027年7月1日起全面启用电子证照，纸质证照自2028年7月1日起停止使用。",
            ["transition 2027-07-01", "transition 2028-07-01"],
        ),
        (
            "关于报送统计数据的通知",
            "2027-06-01",
            "请于2027年7月10日前报送，数据统计截止时间为2027年6月30日。",
            ["transition 2027-07-10"],
        ),
        (
            "关于器械标准实施的通告",
            "2027-06-01",
            "实施日期晚于2028年5月1日的，以其公告为准，注册人可于2029年5月1日前完成变更。",
            ["transition 2029-05-01"],
        ),
        (
            "Guidance on old routes",
            "2027-06-01",
            "The reliance route ends at midnight on 31 December 2027.",
            ["expires 2027-12-31"],
        ),
        ("Recall of a tablet", "2027-06-01", "Remaining stock should be returned. Expiry 31 March 2028.", []),
        (
            "Exempt manufacturers and distributors",
            "2027-06-01",
            (
                "Eligible manufacturers are exempt through May 27, 2028; distributors through August 27, 2028; "
                "dispensers with 26 or more employees through November 27, 2028."
            ),
            ["transition 2028-05-27", "transition 2028-08-27", "transition 2028-11-27"],
        ),
        (
            "Drug supply meeting news",
            "2027-06-01",
            "Manufacturers must apply by May 27, 2028; the agency will meet distributors on August 27, 2028.",
            ["transition 2028-05-27"],
        ),
        (
            "Study data news",
            "2027-06-01",
            "It applies to trials that start after March 15, 2029, and to studies that start after March 15, 2030.",
            ["transition 2029-03-15", "transition 2030-03-15"],
        ),
        (
            "Fee news",
            "2027-06-01",
            "The revised fees apply to applications submitted on or after July 1, 2027.",
            ["transition 2027-07-01"],
        ),
        (
            "Names of drugs",
            "2027-06-01",
            "Applications filed by September 30, 2027 may use the former format.",
            ["transition 2027-09-30"],
        ),
        ("Names of drugs", "2027-06-01", "Applications filed by September 30, 2027 were reviewed.", []),
        (
            "Widget fees; Public Meeting; Rescheduled",
            "2027-06-01",
            "The public meeting originally scheduled for June 4, 2027, has been rescheduled to July 20, 2027.",
            ["event 2027-07-20"],
        ),
        ("两部门联合发文：某药按第一类管理", "2027-04-21", "公告自2027年7月1日起施行。", ["effective 2027-07-01"]),
        ("广东出台新的收费标准", "2027-05-28", "新标准自6月1日起执行，原标准同时废止。", ["effective 2027-06-01"]),
        (
            "关于公开征求某指导原则草案意见的通知",
            "2027-01-14",
            "草案于2026年12月19日进入第三阶段征求意见，请于2027年3月14日前反馈。",
            ["comments_due 2027-03-14"],
        ),
        (
            "某指导原则研讨会（第三期）预通知",
            "2027-06-05",
            "会议时间：2027年6月26-27日，会议地点：上海。",
            ["event 2027-06-26"],
        ),
        (
            "关于公开征求某指南意见的通知",
            "2027-05-09",
            "公开征求意见时间从2027年5月9日开始，至2027年5月23日结束。",
            ["comments_due 2027-05-23"],
        ),
        ("关于某基地遴选结果的公示", "2027-07-16", "公示时间为7月16日—22日。", ["publicity-ends 2027-07-22"]),
        (
            "NMPA Updates Exemption Catalog",
            "2027-05-21",
            "The updated catalog took effect immediately upon release on May 20, 2027.",
            ["effective 2027-05-20"],
        ),
        (
            "NMPA Announces Fees for Registration",
            "2027-07-02",
            "The fee standards shall be effective from July 1, 2027 onwards.",
            ["effective 2027-07-01"],
        ),
        (
            "关于某规范增补的公告",
            "2027-06-04",
            "将某原料增补纳入《某安全技术规范（2015年版）》，自2028年1月1日起施行。",
            ["effective 2028-01-01"],
        ),
        ("关于核对信息的提示", "2027-06-01", "请在2027年6月30日24:00之前完成信息核对。", ["transition 2027-06-30"]),
        ("关于行动方案的通知", "2027-04-07", "2027年6月底前各省局制定实施方案。", ["transition 2027-06-30"]),
        (
            "关于药品追溯码的通告",
            "2027-06-01",
            "零售企业应自7月1日起落实扫码要求，12月31日前实现全品种扫码。",
            ["transition 2027-07-01", "transition 2027-12-31"],
        ),
        ("关于某检查的公告", "2027-06-01", "2026年6月30日前启动的试验，按原要求办理。", []),
        (
            "New regulations on point of care have come into effect",
            "2027-07-30",
            "New regulations came into effect on 23rd July 2027 and introduce frameworks.",
            ["effective 2027-07-23"],
        ),
        (
            "Widget codes; Final Rule",
            "2027-03-05",
            "The rule is effective March 7, 2030, followed by a 3-year transition period that ends March 6, 2033.",
            ["effective 2030-03-07", "transition 2033-03-06"],
        ),
        (
            "Widget Program; Public Meeting; Request for Participation",
            "2027-06-01",
            "Submit notification of intention to participate in the series of consultation meetings by July 8, 2027.",
            [],
        ),
        (
            "Widgets: transition",
            "2027-06-01",
            "Submissions via the old channel remain possible until 30 September 2027.",
            ["transition 2027-09-30"],
        ),
        ("关于追溯码的通知", "2027-05-30", "年底前完成系统改造。", ["transition 2027-12-31"]),
        ("关于适用某指导原则的公告", "2027-04-01", "2027年10月1日起开始的研究适用。", ["transition 2027-10-01"]),
        (
            "关于发布2027年版器械规范的通告",
            "2027-06-01",
            "《上海市器械规范（2027年版）》自2027年9月1日起实施，此前的仍可使用。",
            ["effective 2027-09-01"],
        ),
        ("某局行政处罚信息公示", "2027-09-10", "处罚决定日期：2027-08-14 公示截止期：2030-08-14", []),
        (
            "Announcement on the catalogue",
            "2027-06-19",
            "The expiry date of the registration certificate shall be limited to December 31, 2029.",
            ["expires 2029-12-31"],
        ),
        (
            "Notice on Holding the International Seminar",
            "2027-08-05",
            "The seminar is scheduled for September 17-18 in Beijing.",
            ["event 2027-09-17"],
        ),
        (
            "Revised implementing regulations for the Widget Act",
            "2027-01-29",
            "The revised Regulations were signed on January 16 and will take effect on May 15, 2027.",
            ["effective 2027-05-15"],
        ),
        (
            "Clinical widget rules come into force",
            "2027-04-29",
            "The new rules came into force yesterday, 28 April 2027.",
            ["effective 2027-04-28"],
        ),
        (
            "Widgets; Proposed Amendment; Withdrawal",
            "2027-12-02",
            "As of December 2, 2027, the proposed rule published on December 22, 2015, is withdrawn.",
            ["effective 2027-12-02"],
        ),
        (
            "Facility self-identification",
            "2027-04-28",
            "The reporting period opens May 1, 2027 and closes June 2, 2027.",
            ["transition 2027-06-02"],
        ),
        (
            "Widget names",
            "2027-05-27",
            "You have 30 days, until 26 June 2027, to update your registration.",
            ["transition 2027-06-26"],
        ),
        (
            "关于启用新版电子证书的通知",
            "2027-08-21",
            "现有CA证书于2027年12月31日到期失效，请提前更换。",
            ["expires 2027-12-31"],
        ),
        ("关于启用新版客户端的通知", "2027-06-27", "旧版客户端使用至2027年9月30日。", ["transition 2027-09-30"]),
        (
            "关于基地建设的若干措施",
            "2026-12-20",
            "本措施自2027年1月20日起施行，至2029年12月31日止。",
            ["effective 2027-01-20", "expires 2029-12-31"],
        ),
        (
            "关于优化申请试点的通告",
            "2027-06-14",
            "试点于2027年7月20日启动，2028年12月31日结束。",
            ["expires 2028-12-31"],
        ),
        (
            "Establishing Specifications; Withdrawal of Guidance",
            "2027-04-15",
            "The withdrawal date is April 15, 2027.",
            ["effective 2027-04-15"],
        ),
        (
            "Batch testing list",
            "2027-06-12",
            "The recognition of batch testing is extended until 31 December 2028.",
            ["extended 2028-12-31"],
        ),
        (
            "Pumps: safety information",
            "2027-05-08",
            "Actions required: by 31 May 2027, identify affected pumps.",
            ["transition 2027-05-31"],
        ),
        (
            "Widgets in China",
            "2027-02-27",
            "NMPA, China will implement widgets from 1 September 2027.",
            ["transition 2027-09-01"],
        ),
        ("关于过渡期的公告", "2027-12-10", "2027年12月31日过渡期届满后，不得生产该产品。", ["transition 2027-12-31"]),
        (
            "Order on widgets",
            "2027-12-20",
            "This order is effective on December 20, 2027. See section IX for the compliance date, March 19, 2028.",
            ["effective 2027-12-20", "transition 2028-03-19"],
        ),
        (
            "Guideline on widget systems",
            "2027-03-10",
            "Date for coming into effect 6 months after publication (9 September 2027)",
            ["effective 2027-09-09"],
        ),
        (
            "Widget application system",
            "2027-12-05",
            "The new system starts operation on January 5, 2028.",
            ["transition 2028-01-05"],
        ),
        (
            "Widget approval",
            "2027-06-27",
            "The re-examination period is until June 26, 2033.",
            ["expires 2033-06-26"],
        ),
        (
            "Widget standards; Compliance Dates",
            "2027-05-06",
            (
                "The compliance dates are: April 7, 2028, for large farms; April 6, 2029, for small farms; "
                "and April 5, 2030, for very small farms."
            ),
            ["transition 2028-04-07", "transition 2029-04-06", "transition 2030-04-05"],
        ),
        (
            "Widget labels",
            "2027-04-22",
            "Labels printed before June 1, 2027 may be used until December 31, 2027.",
            ["transition 2027-12-31"],
        ),
        (
            "关于器械管理类别的公告",
            "2027-11-14",
            "原审批部门可对原注册证限期延续，截止日期不得超过2029年12月31日。",
            ["transition 2029-12-31"],
        ),
        (
            "Widgets; Proposed Rule; Withdrawal",
            "2027-11-28",
            "The proposed rule published December 27, 2024, is withdrawn as of November 28, 2027.",
            ["effective 2027-11-28"],
        ),
        (
            "Public Meeting on Widgets",
            "2027-09-01",
            "The meeting will be held on September 22, 2027; the docket will be open until October 22, 2027.",
            ["comments_due 2027-10-22", "event 2027-09-22"],
        ),
        (
            "Widgets: transition",
            "2027-07-01",
            "They can be placed on the market until the expiry of the certificate or 30 June 2030.",
            ["transition 2030-06-30"],
        ),
        (
            "Revised widget ordinance",
            "2027-01-30",
            "There are transitional measures until March 31, 2028.",
            ["transition 2028-03-31"],
        ),
        (
            "Widget certificates",
            "2027-12-05",
            "The renewed certificate shall not be valid beyond December 31, 2028.",
            ["expires 2028-12-31"],
        ),
        (
            "公开征求《某规定（征求意见稿）》意见",
            "2027-02-27",
            "《征求意见稿》第三十条规定过渡期至2028年12月31日。请于2027年3月29日前反馈意见。",
            ["comments_due 2027-03-29"],
        ),
        (
            "关于编制增补本的通知",
            "2027-02-13",
            "各起草单位应于2027年6月30日前完成复核，9月底前上报公示稿。",
            ["transition 2027-06-30", "transition 2027-09-30"],
        ),
        (
            "Proposed Classification of Widgets; Reopening",
            "2027-01-31",
            (
                "FDA published a proposed rule with a comment period ending February 28, 2026. "
                "FDA is reopening the comment period until March 3, 2027."
            ),
            ["comments_due 2027-03-03"],
        ),
        ("关于安全用药月的通知", "2027-09-15", "活动于10月中旬启动，11月底结束。", []),
        (
            "Proposed Collection; Comment Request; Widgets",
            "2027-02-10",
            "We will consider comments received by April 13, 2027.",
            ["comments_due 2027-04-13"],
        ),
        (
            "Consultation launched on widgets",
            "2027-05-11",
            "It will run for 8 weeks, closing on Tuesday 6 July 2027.",
            ["comments_due 2027-07-06"],
        ),
        (
            "Widget rules",
            "2027-06-15",
            "The Regulation will enter into force on 28 June 2027, and apply from 28 June 2030.",
            ["effective 2027-06-28", "transition 2030-06-28"],
        ),
        (
            "Notice on validation rules",
            "2027-01-26",
            "The new validation rules will be applied to submissions from October 1, 2027.",
            ["transition 2027-10-01"],
        ),
        (
            "某局举行例行新闻发布会",
            "2027-04-29",
            "4月28日上午，某局举行例行新闻发布会，《办法》将于7月1日起施行。",
            ["event 2027-04-28"],
        ),
        (
            "Notification on consultation fees",
            "2027-03-27",
            "The old fees apply to consultations held by March 31, 2027.",
            [],
        ),
        (
            "Widget order",
            "2027-03-27",
            "This order will have effect from 1 September 2027.",
            ["effective 2027-09-01"],
        ),
        (
            "修正「小裝置化粧品限制表」",
            "2027-06-01",
            "二、除化粧品「紅色」之修正規定自即日生效外,其餘修正規定自中華民國一百十七年一月一日生效。",
            ["effective 2027-06-01", "transition 2028-01-01"],
        ),
        (
            "修正「小裝置色素限制表」,並自中華民國一百十六年九月一日生效",
            "2027-06-01",
            "二、原許可證持有者應於一百十六年八月三十日前自行完成變更。",
            ["effective 2027-09-01", "transition 2027-08-30"],
        ),
        (
            "訂定「應符合小裝置準則之種類」,並自即日生效",
            "2027-06-01",
            "三、其他化粧品製造場所(除免辦登記者外):自民國117年7月1日起實施。",
            ["effective 2027-06-01", "transition 2028-07-01"],
        ),
        (
            "「小裝置衛生管理條例」之施行日期",
            "2027-06-01",
            "該法第七條,定自一百十九年七月一日施行;其餘應由本院指定施行日期之條文,定自一百十六年七月一日施行。",
            ["effective 2027-07-01"],
        ),
        (
            "小裝置標籤應刊載單一識別碼規定",
            "2027-06-01",
            "衛生部於 2027 年 6 月 1 日公告訂定小裝置標籤應刊載單一識別碼規定,自 2027 年 7 月 1 日生效。",
            ["effective 2027-07-01"],
        ),
        (
            "小裝置標籤應刊載單一識別碼規定",
            "2027-06-01",
            "2 2028 年 6 月 1 日起製造之國產及輸入第三等級小裝置。",
            ["transition 2028-06-01"],
        ),
        (
            "從事小裝置批發之業者應依時程取得許可",
            "2027-06-01",
            "(四)前3款以外之業者,應於117年12月31日以前取得許可。",
            ["transition 2028-12-31"],
        ),
        (
            "公告修正「小裝置標示」",
            "2027-06-01",
            "過渡期間至117年3月31日止,原標籤得繼續使用。",
            ["transition 2028-03-31"],
        ),
        (
            "預告訂定「小裝置準則」草案",
            "2027-06-01",
            "對於本公告內容有任何意見或修正建議者,請於本公告刊登公報之次日起 30日內陳述意見或洽詢:",
            ["comments_due 2027-07-01"],
        ),
        (
            "預告訂定「小裝置準則」草案",
            "2027-06-01",
            "五、本案係因應舊規定於一百十六年七月一日停止適用,以利業者遵循。",
            [],
        ),
        ("廢止「小裝置標示原則」,並自即日生效", "2027-06-01", "廢止小裝置標示原則。", ["effective 2027-06-01"]),
        (
            "「小裝置管理法」第十條,定自中華民國一百十六年十月一日施行",
            "2027-06-01",
            "行政院令。",
            ["effective 2027-10-01"],
        ),
        (
            "小裝置製造規範第三部分",
            "2027-06-01",
            "製造業者自公告日起至117年6月30日為過渡期,得依舊版規範執行。",
            ["transition 2028-06-30"],
        ),
        (
            "預告修正「小裝置準則」草案",
            "2027-06-01",
            "評論期間:自116年6月1日至116年7月31日止。",
            ["comments_due 2027-07-31"],
        ),
        (
            "某局发布《小装置证明管理规定》",
            "2027-06-10",
            "2027年5月24日，某局发布《关于发布小装置证明管理规定的公告》（2027年第126号），规定自2027年9月1日起施行。",
            ["effective 2027-09-01"],
        ),
        (
            "6月21日快讯:全国小装置工作会议召开",
            "2027-06-21",
            "据某局消息，6月19日至20日，全国小装置工作会议在某市召开。",
            ["event 2027-06-19"],
        ),
        (
            "6月21日早报:全国小装置会议召开",
            "2027-06-21",
            "6月19日—20日,全国小装置会议在某市召开。",
            ["event 2027-06-19"],
        ),
        ("Widget labels", "2027-06-01", "Full compliance starts on 31 December 2027.", ["transition 2027-12-31"]),
        (
            "New guidance for wholesalers",
            "2027-06-01",
            "Stickering of the old mark is allowed until 30 June 2028, but it must then be printed onto the packaging.",
            ["transition 2028-06-30"],
        ),
        (
            "Widgets: everything makers need to know",
            "2027-06-01",
            "Voluntary compliance has been possible for a year, but mandatory compliance begins 1 July 2028.",
            ["transition 2028-07-01"],
        ),
        (
            "Widget Procedures",
            "2027-09-23",
            "EFFECTIVE DATE: The direct final rule published on June 16, 2027, is withdrawn on September 23, 2027.",
            ["effective 2027-09-23"],
        ),
        (
            "关于开展小装置自查的通知",
            "2027-05-20",
            "各企业应在6月15日前完成小装置自查，省局将于7月1日至9月30日开展小装置检查。",
            ["transition 2027-06-15"],
        ),
        (
            "关于小装置目录申报的公告",
            "2027-05-20",
            "小装置申报时间为2027年6月1日9:00至6月20日17:00，逾期不予受理。",
            ["transition 2027-06-20"],
        ),
        ("小装置分类试点方案", "2027-05-20", "小装置试点期限自2027年6月至2028年12月31日。", ["expires 2028-12-31"]),
        (
            "小装置分类试点方案",
            "2027-05-20",
            "小装置试点为期2年，自2027年6月1日至2029年5月31日。",
            ["expires 2029-05-31"],
        ),
        (
            "关于公开征求《小装置规范（征求意见稿）》意见的通知",
            "2027-05-20",
            "时间从即日起至2027年6月18日止。",
            ["comments_due 2027-06-18"],
        ),
        (
            "关于颁布2025年版《中华人民共和国药典》的公告",
            "2025-03-25",
            "2025年版《中国药典》自2025年10月1日起施行。",
            ["effective 2025-10-01"],
        ),
        (
            "关于加强小装置强制性标准管理的通知",
            "2027-05-20",
            "小装置标准GB 123.1-2026自2027年6月1日起实施，对应专用标准自2028年6月1日起实施。",
            [],
        ),
        (
            "Widget restrictions",
            "2027-06-01",
            "Widgets may no longer be placed on the market after 1 May 2028 and must be withdrawn by 1 May 2030.",
            ["transition 2028-05-01", "transition 2030-05-01"],
        ),
        (
            "关于小装置试验指导原则的公告",
            "2027-05-20",
            "自2028年6月1日（首台装置安装日期）后启动的小装置试验，适用本指导原则。",
            ["transition 2028-06-01"],
        ),
        (
            "关于换发小装置许可证的通告",
            "2027-05-20",
            "未换发小装置许可证的，原证自2028年6月1日起失效。",
            ["expires 2028-06-01"],
        ),
        (
            "The Widgets (Amendment) Regulations 2027",
            "2027-06-01",
            "Parliament has approved them, but the new regulations will not come into force until 28 April 2028.",
            ["effective 2028-04-28"],
        ),
        (
            "The Widgets (Makers of Long-Named Splints and Widget Plates) (Restrictions on Sales) Order 2027",
            "2027-06-01",
            (
                "The Widgets (Makers of Long-Named Splints and Widget Plates) (Restrictions on Sales) Order 2027 "
                "will come into force on 1 January 2028 as the emergency order expires."
            ),
            ["effective 2028-01-01"],
        ),
        (
            "Changes to the Widget Rules",
            "2027-06-01",
            (
                "The agency ran a four-week public consultation on changes to the Widget Rules, from 4 October to 1"
                " November 2026."
            ),
            [],
        ),
        (
            "Widget Advertising Code 2027",
            "2027-06-01",
            "It comes into effect on 1 January 2028.",
            ["effective 2028-01-01"],
        ),
        (
            "Transitional periods for widgets",
            "2027-06-01",
            "Until 31 December 2031 for class III widgets. Until 31 December 2032 for other widgets.",
            ["transition 2031-12-31", "transition 2032-12-31"],
        ),
        (
            "Concept paper on the revision of the widget guideline",
            "2027-06-01",
            "First published 01/06/2027 Consultation dates 01/06/2027 to 28/08/2027",
            ["comments_due 2027-08-28"],
        ),
        (
            "Widget registers: what goes mandatory",
            "2027-06-01",
            "The Commission has confirmed 28 May 2028 as the date on which the widget registers become mandatory.",
            ["transition 2028-05-28"],
        ),
        (
            "Advice on changes to the Widget Regulations",
            "2027-06-01",
            "Widget makers will continue to follow the former regulations until 27 April 2028.",
            ["transition 2028-04-27"],
        ),
        (
            "Widgets (Fees) Regulations 2027",
            "2027-06-27",
            "Commencement: The whole of this instrument | 1 July 2027.",
            ["effective 2027-07-01"],
        ),
        (
            "Timeframes of the widget rules",
            "2027-06-01",
            "May 26, 2028: as from this date, widget certificates of the former rules will no longer be valid.",
            ["transition 2028-05-26"],
        ),
        (
            "Announcement on Trial Operation of Electronic Widget Certificates",
            "2027-06-01",
            (
                "It has been decided upon study that electronic widget certificates will start trial operation since"
                " July 1, 2027."
            ),
            ["transition 2027-07-01"],
        ),
        (
            "The Widgets Act 2027 (Commencement No. 1) Regulations 2027",
            "2027-05-24",
            "The 26th June 2027 is the day appointed for the following provisions of the Act to come into force.",
            ["effective 2027-06-26"],
        ),
        (
            "Widget Manufacturing Consultation",
            "2027-06-01",
            "Consultation opened on 1 June 2027. Closing date 23 July 2027.",
            ["comments_due 2027-07-23"],
        ),
        (
            "Ban on imports of widgets",
            "2027-06-01",
            "From 1 January 2028, the Federal Government will implement a ban on the importation of widgets.",
            ["transition 2028-01-01"],
        ),
        (
            "The Widget Regulations 2012: expiry of certain provisions",
            "2027-06-30",
            "Regulations 19B and 30A on widgets cease to have effect at the end of 30 June 2028.",
            ["expires 2028-06-30"],
        ),
        (
            "The Widget Regulations 2012: expiry of certain provisions",
            "2027-06-30",
            "(1) Widget regulations 19B and 30A cease to have effect at 23:59 on 30 June 2028.",
            ["expires 2028-06-30"],
        ),
        (
            "Uniform Compliance Date for Widget Regulations",
            "2027-06-30",
            (
                "The agency is establishing January 1, 2031, as the uniform compliance date for widget regulations"
                " that are issued between January 1, 2028, and December 31, 2029."
            ),
            ["transition 2031-01-01"],
        ),
        (
            "某市药品监督管理局关于发布器具检查文件的公告",
            "2027-03-01",
            "现发布《器具检查程序》《器具检查要点》等文件,自2027年5月1日起施行。",
            ["effective 2027-05-01"],
        ),
        (
            "关于发布《器具生产规范》附录的公告",
            "2027-03-01",
            "本附录为《器具生产规范》的附录,2027年9月1日起实施。",
            ["effective 2027-09-01"],
        ),
        (
            "修正「器具使用辦法」第五條",
            "2027-03-01",
            "修正「器具使用辦法」第五條,並自中華民國一百十七年一月一日施行。",
            ["effective 2028-01-01"],
        ),
        (
            "关于印发器具裁量规则的通知",
            "2027-03-01",
            "本规则自2027年4月1日起施行,有效期为自本规则施行之日起3年。",
            ["effective 2027-04-01", "expires 2030-03-31"],
        ),
        (
            "关于印发器具裁量规则的通知",
            "2027-03-01",
            "本规则自2027年4月1日起施行,自施行之日起两年内有效。",
            ["effective 2027-04-01", "expires 2029-03-31"],
        ),
        (
            "关于器具标识分批实施安排的通知",
            "2027-03-01",
            "器具标识分批实施:第一批:2027年6月1日;第二批:2028年6月1日。",
            ["transition 2027-06-01", "transition 2028-06-01"],
        ),
        (
            "关于器具标识的公告",
            "2027-03-01",
            "首批器具自2027年6月1日起执行;其余器械自2029年6月1日起执行。",
            ["transition 2027-06-01", "transition 2029-06-01"],
        ),
        (
            "关于发布第三批器具目录的公告",
            "2027-03-01",
            "第三批器具目录自2027年6月1日起执行。",
            ["effective 2027-06-01"],
        ),
        (
            "关于器具系统对接的通知",
            "2027-03-01",
            "各单位应在2027年年底以前完成器具系统对接。",
            ["transition 2027-12-31"],
        ),
        (
            "关于器具标签的通函",
            "2027-03-01",
            "器具持证商须于2027年5月31日或以前提交标签样本。",
            ["transition 2027-05-31"],
        ),
        (
            "关于征集立法意见的公告",
            "2027-03-01",
            "请于2027年4月1日前,登录网站或将立法建议邮寄至我局。",
            ["comments_due 2027-04-01"],
        ),
        (
            "关于征求器具办法意见的函",
            "2027-03-01",
            "请于3月20日(星期六)下班前将器具办法的意见盖章后送我局生产处。",
            ["comments_due 2027-03-20"],
        ),
        (
            "器具现场核查结果公示",
            "2027-03-01",
            "器具公示期:2027年3月1日至3月8日。",
            ["publicity-ends 2027-03-08"],
        ),
        (
            "优先器具审评公示",
            "2027-03-01",
            "器具公示日期:2027-03-01 公示截止日期:2027-03-08",
            ["publicity-ends 2027-03-08"],
        ),
        (
            "关于器具查验监管的公告",
            "2027-03-01",
            "器具查验的以上规定自2027年5月1日零时起执行。",
            ["effective 2027-05-01"],
        ),
        (
            "关于印发器具配置目录的通知",
            "2027-03-05",
            "器具配置目录自印发之日起施行。 国家器具委 2027年3月2日",
            ["effective 2027-03-02"],
        ),
        (
            "关于器具研究登记的通知",
            "2027-03-01",
            "2026年5月1日以前启动且尚未结束的器具研究,申办者需在2027年8月31日前补登记。",
            ["transition 2027-08-31"],
        ),
        (
            "关于器具咨询服务的通知",
            "2027-03-01",
            "即日起至2027年4月10日,接受器具咨询报名。",
            ["transition 2027-04-10"],
        ),
        (
            "关于器具申报平台的通知",
            "2027-03-01",
            "器具申报平台将于2027年4月10日起正式启用。",
            ["transition 2027-04-10"],
        ),
        (
            "关于新版器具检验格式的通知",
            "2027-03-01",
            "新版器具检验报告格式于2027年5月1日启用。",
            ["transition 2027-05-01"],
        ),
        (
            "关于征求器具办法意见的函",
            "2027-03-01",
            "如对器具备案条文提出修改建议,请在2027年4月1日前函复我局。",
            ["comments_due 2027-04-01"],
        ),
        (
            "关于征求器具名称意见的函",
            "2027-03-01",
            "对器具名称的意见请于四月十二日前回复。",
            ["comments_due 2027-04-12"],
        ),
        (
            "关于报送器具总结的通知",
            "2027-03-01",
            "各单位应于次年一月十五日前报送器具总结。",
            ["transition 2028-01-15"],
        ),
        (
            "器具条例修订咨询",
            "2027-03-01",
            "器具条例的公众咨询期至2027年5月31日。",
            ["comments_due 2027-05-31"],
        ),
        (
            "公开征求器具附录意见",
            "2027-03-01",
            "器具附录现公开征求意见,周期为3个月。",
            ["comments_due 2027-06-01"],
        ),
        (
            "关于发布《器具要求》等5项国家标准的公告",
            "2027-03-01",
            "上述器具标准自2028年1月1日起实施,GB 12345-2027自2029年1月1日起实施。",
            ["effective 2028-01-01", "transition 2029-01-01"],
        ),
        (
            "关于器具知识答题的通知",
            "2027-03-01",
            "器具投稿时间为3月20日至4月20日。",
            ["transition 2027-04-20"],
        ),
        (
            "关于器具检查的通知",
            "2027-03-01",
            "到2027年9月底,各分局必须完成器具检查。",
            ["transition 2027-09-30"],
        ),
        ("器具许可证作废公告", "2027-03-01", "该单位的器具许可证有效期至2028年8月1日。", []),
        ("关于器具处罚的信息", "2027-03-01", "该公司自2026年1月5日起生产器具,至2026年9月9日止。", []),
        (
            "某省器具质量标准公告",
            "2027-03-01",
            "《某省器具质量标准》第二册业经审定,予以颁布,自2027年9月1日起执行。",
            ["effective 2027-09-01"],
        ),
        (
            "公告修正「器具作業準則」",
            "2027-03-01",
            "修正「器具作業準則」第五條、第九條,並自117年1月1日施行。",
            ["effective 2028-01-01"],
        ),
        (
            "关于器具标准的通告",
            "2027-03-01",
            "2027年5月1日至2029年4月30日为器具新老标准转换的过渡期。",
            ["transition 2029-04-30"],
        ),
        (
            "器具条例牌照",
            "2027-03-01",
            "器具经销商须由2027年8月1日起领有牌照。",
            ["transition 2027-08-01"],
        ),
        (
            "关于器具销售的公告",
            "2027-03-01",
            "自2027年5月1日起,器具每人每次限购两件。",
            ["transition 2027-05-01"],
        ),
        (
            "关于器具集采的通知",
            "2027-03-01",
            "中选器具供应至2029年12月31日止。",
            ["transition 2029-12-31"],
        ),
        (
            "关于器具证书延续的通告",
            "2027-03-01",
            "2027年12月31日以前器具备案证书届满的,应提前3个月申请延续。",
            [],
        ),
        (
            "器具过渡性安排",
            "2027-03-01",
            "器具过渡性证明将于2028年6月30日届满失效。",
            ["expires 2028-06-30"],
        ),
        (
            "某省《器具实施细则》(征求意见稿)公开征求意见",
            "2027-03-01",
            "器具细则公开日期:2027年3月1日至2027年3月31日",
            ["comments_due 2027-03-31"],
        ),
        (
            "关于吊销器具许可证的决定",
            "2027-03-01",
            "该器具许可证于2024年3月3日核发,有效期至2029年3月2日。",
            [],
        ),
        (
            "某省人大常委会:某省器具发展条例",
            "2027-03-01",
            "《某省器具发展条例》2026年11月27日经某省人大常委会通过,自2027年5月1日起施行。",
            ["effective 2027-05-01"],
        ),
        (
            "关于器具电子证的通知",
            "2027-03-01",
            "器具注册人可于2027年5月8日后下载电子证。",
            ["transition 2027-05-08"],
        ),
        (
            "关于征求器具要点意见的通知",
            "2027-03-01",
            "器具要点征求意见期限自2027年3月1日起2个月。",
            ["comments_due 2027-05-01"],
        ),
        ("器具文件諮詢", "2027-03-01", "器具文件的諮詢期將於2027年5月31日結束。", ["comments_due 2027-05-31"]),
        ("器具抽检公告", "2027-03-01", "标示2026年12月10日生产、有效期至2029年11月30日的器具不符合规定。", []),
        (
            "公告「器具監視管理辦法」",
            "2027-03-01",
            "「器具監視管理辦法」第四條附表,自中華民國一百十七年十月一日生效。",
            ["transition 2028-10-01"],
        ),
        ("关于撤销器具备案凭证的公告", "2027-03-01", "该器具的备案凭证有效期至2028年8月1日。", []),
        ("关于器具典型案例的通报", "2027-03-01", "经查,该公司自2026年5月1日起销售未备案的器具。", []),
        (
            "关于器具办理的通告",
            "2027-03-01",
            "自2026年11月1日起不再受理器具纸质申请。",
            ["transition 2026-11-01"],
        ),
        (
            "Agency to introduce new widget regulation",
            "2027-11-05",
            "The new regulation will come into force on March 1 next year.",
            ["effective 2028-03-01"],
        ),
        (
            "Agency issues widget rules",
            "2027-03-05",
            "The new rules will take effect on July 1 this year.",
            ["effective 2027-07-01"],
        ),
        (
            "Agency seeks comments on widget rules",
            "2027-11-05",
            "The public may send comments by January 20 of next year.",
            ["comments_due 2028-01-20"],
        ),
        (
            "Agency to introduce new good practice for widgets",
            "2027-11-05",
            "The revised practice, consisting of 15 chapters and 132 articles, will be implemented from May 1, 2028.",
            ["effective 2028-05-01"],
        ),
        (
            "Agency to introduce new good practice for widgets",
            "2027-11-05",
            "The revised law, consisting of 15 chapters, will be implemented from May 1, 2028.",
            [],
        ),
        (
            "Guideline on widgets",
            "2027-01-23",
            "The final version of the guideline (principles and annex 1) comes into effect in the EU on 23 July 2027.",
            ["effective 2027-07-23"],
        ),
        (
            "Guideline on widgets",
            "2027-01-23",
            "The guideline will apply from 23 July 2027, and its annex 2 comes into effect on 1 December 2027.",
            ["effective 2027-07-23", "transition 2027-12-01"],
        ),
        (
            "国家器具局关于调整器具目录的公告",
            "2027-06-16",
            "将某原料列入第二类器具目录，自2027年7月1日起施行。",
            ["effective 2027-07-01"],
        ),
        (
            "国家器具局关于调整器具管理类别的公告",
            "2027-06-16",
            "决定将某器具由第三类调整为第二类管理，自2027年7月1日起执行。",
            ["effective 2027-07-01"],
        ),
        (
            "国家器具局关于实施器具标识有关事项的公告",
            "2027-06-16",
            "第二类器具自2027年7月1日起实施。",
            ["transition 2027-07-01"],
        ),
        (
            "国家器具局关于发布79项器具标准的公告",
            "2027-06-27",
            "上述标准分别自2028年7月1日和2029年7月1日起实施。",
            ["effective 2028-07-01", "transition 2029-07-01"],
        ),
        (
            "国家器具局关于发布79项器具标准的公告",
            "2027-06-27",
            "上述标准自2028年7月1日、2029年7月1日起分别实施。",
            ["effective 2028-07-01", "transition 2029-07-01"],
        ),
        (
            "国家器具局关于发布器具分类及申报资料要求的通告",
            "2027-06-30",
            "一、关于器具分类，自2027年7月1日起实施。二、关于器具申报资料要求，自2027年10月1日起实施。",
            ["effective 2027-07-01", "transition 2027-10-01"],
        ),
        (
            "关于印发《器具采购管理办法》的通知",
            "2027-02-11",
            "现印发给你们，请自2027年4月1日起遵照执行。",
            ["effective 2027-04-01"],
        ),
        (
            "NMPA发布修订版器具生产规范",
            "2027-11-05",
            "NMPA发布2027年第107号公告，发布修订版《器具生产规范》，自2028年11月1日起生效。",
            ["effective 2028-11-01"],
        ),
        (
            "Announcement on Issuing the Guideline for Widgets",
            "2028-01-07",
            "The draft of this guideline was open for comments from May 29 to August 29, 2027.",
            [],
        ),
        (
            "Report on widgets",
            "2028-01-07",
            "The consultation was held from May 28 to August 24, 2027 and drew 300 responses.",
            [],
        ),
        (
            "Consultation on widgets",
            "2027-06-07",
            "The draft is open for comments from May 29 to August 29, 2027.",
            ["comments_due 2027-08-29"],
        ),
        (
            "Plan for widgets",
            "2027-04-12",
            "A 70-day consultation was launched in the Gazette on February 18, 2026.",
            [],
        ),
        (
            "Plan for widgets",
            "2027-04-12",
            "A 70-day consultation was launched on April 10, 2027.",
            ["comments_due 2027-06-19"],
        ),
        (
            "关于《器具指导原则》征求意见的通知",
            "2027-11-04",
            "我中心于2027年6月3日至14日组织召开了专家研讨会，形成征求意见稿，现公开征求意见，时限为一个月。",
            ["comments_due 2027-12-04"],
        ),
        (
            "某省器具局关于公开征集《器具规范》意见建议的公告",
            "2027-01-19",
            "请于2027年2月18日17:00前将书面意见（加盖公章）寄送至我局。",
            ["comments_due 2027-02-18"],
        ),
        (
            "关于征集器具企业信息的通知",
            "2027-01-19",
            "请于2027年2月18日前将企业信息表寄送至我中心。",
            ["transition 2027-02-18"],
        ),
        (
            "器具标管中心关于征求2项标准（征求意见稿）意见的通知",
            "2027-05-20",
            "截止日期为2027年7月20日，逾期未回复按无异议处理。",
            ["comments_due 2027-07-20"],
        ),
        (
            "某局公布器具集采申报企业名单",
            "2027-10-27",
            "10月27日，器具集中采购在某市开标，拟中选结果公示至10月30日。",
            [],
        ),
        (
            "Extension of approval: widgets",
            "2027-02-10",
            "The approval to import and supply has been extended until 31 August 2027.",
            ["extended 2027-08-31"],
        ),
        (
            "Widget rule; postponement",
            "2027-02-10",
            "By order of the court, the new effective date of the final rule is November 6, 2027.",
            ["effective 2027-11-06", "extended 2027-11-06"],
        ),
        (
            "Agency launches regulatory sandbox for widgets",
            "2027-04-15",
            "The sandbox will end on 31 March 2029 after a two-year run.",
            ["expires 2029-03-31"],
        ),
        (
            "Widgets must carry a code",
            "2027-04-15",
            "Class D widgets must carry a code from 1 November 2027, with class C following on 1 November 2029.",
            ["transition 2027-11-01", "transition 2029-11-01"],
        ),
        (
            "Report on widgets",
            "2027-04-15",
            "The makers must report faults, with details to follow on 1 November 2027.",
            [],
        ),
        (
            "关于停用旧版器具备案系统的通知",
            "2027-05-10",
            "旧系统将于2027年6月30日关闭，届时不再受理新的备案申请。",
            ["transition 2027-06-30"],
        ),
        ("关于器具企业的通报", "2027-05-10", "该工厂将于2027年6月30日关闭。", []),
        (
            "关于器具进口税收政策的通知",
            "2027-04-09",
            "自2027年1月1日至2030年12月31日，对委托进口的器具，免征进口关税。",
            ["expires 2030-12-31"],
        ),
        (
            "关于开放器具自查填报系统的公告",
            "2027-01-09",
            "请各器具注册申请人自2027年1月9日-1月20日登录中心网站填报。",
            ["transition 2027-01-20"],
        ),
        ("器具检查结果", "2027-01-09", "中心自2027年1月9日-1月20日登录企业系统核对。", []),
        (
            "公布器具安全典型案例",
            "2027-08-30",
            "2026年11月8日至2027年2月10日期间，当事人未取得器具经营许可证销售器具，2027年5月6日，市场监管局对其作出行政处罚。",
            [],
        ),
        (
            "关于印发器具目录（2027年版）的通知",
            "2027-10-25",
            "经国务院医改领导小组审核，报请国务院常务会议审议通过，现正式印发，自2027年11月1日起施行。",
            ["effective 2027-11-01"],
        ),
        (
            "WTO通报：器具管理条例修订",
            "2027-06-15",
            "该通报的评议期为60天，评议截止日期：2027年8月14日。",
            ["comments_due 2027-08-14"],
        ),
        ("关于器具专家评议会的通知", "2027-06-15", "专家评议于2027年8月14日前完成。", ["transition 2027-08-14"]),
        (
            "关于器具目录落地执行的通知",
            "2027-12-20",
            "各级部门要在2028年1月底前将器具纳入“双通道”管理。",
            ["transition 2028-01-31"],
        ),
        ("关于器具工作的通报", "2027-12-20", "该企业主要在2028年1月底前生产器具。", []),
        ("关于拟修订器具包装标准的说明", "2027-02-01", "美国药典自2028年12月1日起实施新要求。", []),
        (
            "欧盟发布器具法规",
            "2027-02-01",
            "欧盟发布新的器具法规，该法规自2028年12月1日起实施。",
            ["effective 2028-12-01"],
        ),
        (
            "关于发布《器具进口管理规定》的公告",
            "2027-02-01",
            "本规定适用于从美国进口的器具，自2027年12月1日起施行。",
            ["effective 2027-12-01"],
        ),
        ("器具追溯一年回顾", "2027-12-09", "2026年12月31日前，集采中选器具已基本实现可追溯。", []),
        (
            "关于器具追溯的通知",
            "2026-12-09",
            "2026年12月31日前，集采中选器具应当实现可追溯。",
            ["transition 2026-12-31"],
        ),
        (
            "Agency issues catalogue of prohibited widgets",
            "2027-07-30",
            "The agency issued the catalogue on July 29 and said it would take effect on October 1, 2027.",
            ["effective 2027-10-01"],
        ),
        (
            "Agency proposes catalogue of prohibited widgets",
            "2027-07-30",
            "The agency proposed the catalogue on July 29 and said it would take effect on October 1, 2027.",
            [],
        ),
        (
            "Good supply practice for widgets revised",
            "2027-06-03",
            "The new practice, to be implemented on December 1, replaces the 2016 version.",
            ["effective 2027-12-01"],
        ),
        (
            "Good supply practice for widgets revised",
            "2027-06-03",
            "The new practice, implemented on May 1, replaces the 2016 version.",
            ["effective 2027-05-01"],
        ),
        (
            "Control of widgets in Schedule I",
            "2027-06-07",
            "DATES: Effective date: July 7, 2027.",
            ["effective 2027-07-07"],
        ),
        (
            "Proposal to withdraw approval of widgets",
            "2027-10-05",
            "Request a hearing by November 4, 2027.",
            ["transition 2027-11-04"],
        ),
        (
            "Agency closes its old widget service",
            "2027-10-01",
            "Widgetlink will be decommissioned on 31 December 2027; users should switch to the new platform.",
            ["transition 2027-12-31"],
        ),
        (
            "Fees for widgets",
            "2027-01-20",
            "As of April 1, 2027, the fees will increase by 2.1%.",
            ["transition 2027-04-01"],
        ),
        ("Report on fees for widgets", "2027-01-20", "As of April 1, 2026, the fees had increased by 2.1%.", []),
        (
            "Good practice for widgets in Canada",
            "2027-10-01",
            "Health Canada will implement the guideline on April 1, 2028.",
            ["transition 2028-04-01"],
        ),
        (
            "Good practice for widgets in Canada",
            "2027-10-01",
            "Health Canada will discuss how to implement the guideline, at a workshop on April 1, 2028.",
            [],
        ),
        (
            "关于发布《器具变更要求》的通告",
            "2027-02-10",
            "本通告自发布之日起实施；2027年7月1日前为过渡期。",
            ["transition 2027-07-01"],
        ),
        ("器具中心简介", "2027-02-10", "该中心2026年7月1日前为省属事业单位。", []),
        (
            "关于防护服标准实施日期的公告",
            "2027-11-22",
            "GB 19082-2027将替代GB 19082-2009，自2028年12月1日起实施，标准实施前鼓励企业提前实施。",
            ["transition 2028-12-01"],
        ),
        ("关于器具检测能力的公告", "2027-11-22", "检测所依据GB 19082-2027，自2028年12月1日起实施。", []),
        ("Widget recall notice", "2027-03-11", "All packs distributed from 1 December 2026 should be quarantined.", []),
        (
            "Widgets: new label",
            "2027-03-11",
            "All packs distributed from 1 December 2027 should bear the new label.",
            ["transition 2027-12-01"],
        ),
        (
            "Register of widgets",
            "2027-01-20",
            "All makers are required to have registered by 31 January 2027.",
            ["transition 2027-01-31"],
        ),
        ("Register of widgets", "2027-01-20", "The makers that have registered by 31 January 2027 get a number.", []),
        (
            "Mercury widgets to be banned in China",
            "2027-10-16",
            "From Jan 1, 2028, the country will ban the production of mercury widgets.",
            ["transition 2028-01-01"],
        ),
        ("Widgets: import ban", "2027-12-15", "Personal importation will end on 1 March 2028.", ["expires 2028-03-01"]),
        ("Widgets: supply", "2027-12-15", "The shortage of imports is expected to end on 1 March 2028.", []),
        (
            "Consultation outcome: widget labels",
            "2027-02-20",
            "We consulted between 1 October and 12 November 2026. The changes will take effect from 1 July 2028.",
            ["effective 2028-07-01"],
        ),
        (
            "Widget licence: annual review",
            "2027-09-02",
            "Failure to submit by November 1 will result in cancellation.",
            ["transition 2027-11-01"],
        ),
        (
            "Warning letter to a maker of widgets",
            "2027-09-02",
            "The firm's failure to submit by May 1, 2027 led to this letter.",
            [],
        ),
        (
            "Registration of class A widgets to cease",
            "2027-01-15",
            "Registration of class A widgets will cease with effect from 1 June 2027.",
            ["expires 2027-06-01"],
        ),
        ("Report on widgets", "2027-01-15", "Registration of class A widgets ceased on 1 June 2025.", []),
        (
            "Withdrawal of draft widget guidances",
            "2027-06-10",
            "The draft guidance published on July 15, 2016, remained open for comment until October 15, 2016.",
            [],
        ),
        (
            "Draft widget guidance",
            "2027-06-10",
            "The draft guidance remains open for comment until October 15, 2027.",
            ["comments_due 2027-10-15"],
        ),
        (
            "Regulation (EU) 2022/6: five years on",
            "2027-01-29",
            "The Regulation entered into force on 27 January 2022 and has applied since 28 January 2025.",
            [],
        ),
        (
            "Agency issues advice on new widget procedures",
            "2027-07-10",
            "The agency has released advice on procedures. Coming into force on 4 August, these include new rules.",
            ["effective 2027-08-04"],
        ),
        (
            "Agency issues advice on new widget procedures",
            "2027-07-10",
            "The agency has released advice on procedures for widgets. The procedures came into force on 4 June.",
            ["effective 2027-06-04"],
        ),
        (
            "New guidelines on widgets",
            "2027-09-30",
            "Holders of widgets may opt out of the conversion by latest 21 January 2028.",
            ["transition 2028-01-21"],
        ),
        (
            "Consultation on widgets",
            "2027-09-30",
            "Comments should reach the agency by latest 21 January 2028.",
            ["comments_due 2028-01-21"],
        ),
        (
            "国家器具局发布《器具规范（修订版）》",
            "2027-06-30",
            "国家器具局正式发布《器具规范（2027年修订版）》，新增章节，将于 2028 年 1 月 1 日起施行。",
            ["effective 2028-01-01"],
        ),
        (
            "就《器具条例》配套规章公开征求意见",
            "2027-07-01",
            "涉及三项规章，意见征集截止日期为 2027 年 8 月 31 日。",
            ["comments_due 2027-08-31"],
        ),
        ("关于器具注册系统切换的公告", "2027-10-22", "新系统自11月1日8:00起正式上线运行。", ["transition 2027-11-01"]),
        (
            "关于某机场口岸正式运行的公告",
            "2027-06-28",
            "自2027年7月1日起，某机场口岸正式作为器具进口口岸运行。",
            ["transition 2027-07-01"],
        ),
        ("器具数据库共享情况", "2027-07-01", "该数据库自2025年12月10日起正式上线运行，已收录数据400万条。", []),
        (
            "关于提醒关注《器具监督管理条例》罚则的说明",
            "2027-06-18",
            "条例2027年6月1日施行前的违法行为，依照行为发生时的规定处理。",
            [],
        ),
        (
            "器具监督管理条例",
            "2027-04-18",
            "本条例2027年6月1日施行，施行前的违法行为，依照行为发生时的规定处理。",
            ["effective 2027-06-01"],
        ),
        (
            "Widgets: stakeholder form",
            "2027-05-01",
            "Your input must be received by 11:59 pm EDT on June 30, 2027.",
            ["comments_due 2027-06-30"],
        ),
        (
            "Widgets: stakeholder form",
            "2027-05-01",
            "Your invoice must be received by 11:59 pm EDT on June 30, 2027.",
            ["transition 2027-06-30"],
        ),
        (
            "Enrolment of widgets",
            "2027-11-15",
            "The mandatory implementation date for widgets is April 1, 2028.",
            ["transition 2028-04-01"],
        ),
        (
            "Widget trials: last month for transition",
            "2027-12-20",
            "Sponsors who do not transition their widgets by 30 January 2028 risk corrective measures.",
            ["transition 2028-01-30"],
        ),
        (
            "Report on widgets",
            "2027-12-20",
            "The sponsors who did not transition their widgets by 30 January 2027 were fined.",
            [],
        ),
        (
            "关于发布《器具规定》的公告",
            "2027-03-01",
            "日本企业应当自2028年1月1日起提交报告。",
            ["transition 2028-01-01"],
        ),
        ("Widget recall", "2027-05-05", "The widget has a defect that does not appear until June 1, 2027.", []),
        (
            "Fees payable for widgets",
            "2027-12-20",
            "The new fee regulation will apply from 1 January 2028. Adjusted fees for inflation apply from 1 April.",
            ["effective 2028-01-01"],
        ),
        (
            "《器具生产规范》附录的问答",
            "2027-05-19",
            "《器具生产规范》自2011年3月1日起施行，企业应在2013年12月31日前达到要求。",
            [],
        ),
        ("《器具生产规范》附录的问答", "2027-05-19", "企业应在2027年12月31日前达到要求。", ["transition 2027-12-31"]),
        ("器具标准管理工作综述", "2027-01-22", "发布标准132项，自2027年1月15日起实施的有36项。", []),
        (
            "关于器具追溯数据上报情况的通报",
            "2027-02-02",
            "仍有25家企业未按2026年12月31日前完成上报的要求提交数据。",
            [],
        ),
        (
            "关于器具追溯数据上报的通知",
            "2026-11-02",
            "各企业应按要求于2026年12月31日前完成上报。",
            ["transition 2026-12-31"],
        ),
        ("某公司对器具主动召回", "2027-11-09", "该公司计划于2027年12月31日前完成召回。", []),
        ("关于器具召回的公告", "2027-11-09", "该公司应于2027年12月31日前完成召回。", ["transition 2027-12-31"]),
        ("Shortage of widget drugs", "2027-06-26", "Supply is expected to be intermittent until the end of 2027.", []),
        (
            "Telemedicine for widgets; Delay of Effective Date",
            "2027-03-24",
            "The effective date of the rule, delayed until March 21, 2027, is further delayed until December 31, 2027.",
            ["extended 2027-12-31"],
        ),
        (
            "关于批准发布《器具》等强制性国家标准的公告",
            "2027-04-09",
            "GB 19706.1—2027自2029年5月1日起实施。",
            ["transition 2029-05-01"],
        ),
        ("某批次器具抽检复检合格公告", "2027-11-26", "该批次产品有效期为2026年5月1日至2028年4月30日，经复检合格。", []),
        ("关于器具试点的公告", "2027-11-26", "试点有效期为2027年12月1日至2028年4月30日。", ["expires 2028-04-30"]),
        (
            "Lawmakers read a draft on widgets",
            "2027-12-24",
            "A draft was submitted on Dec 23; it would require makers to buy insurance by Jan 1, 2029.",
            [],
        ),
        (
            "New law on widgets",
            "2027-12-24",
            "The law was adopted on Dec 23; it requires makers to buy insurance by Jan 1, 2029.",
            ["transition 2029-01-01"],
        ),
        (
            "Widget rule; court order",
            "2027-03-05",
            "A court has postponed the effective date from February 5, 2027, to May 6, 2027.",
            ["extended 2027-05-06"],
        ),
        ("Widget rule", "2027-03-05", "The rule has an effective date of May 6, 2027.", ["effective 2027-05-06"]),
        (
            "Bulk widgets list",
            "2027-03-05",
            "Compounding with the listed widgets must cease by July 6, 2027.",
            ["transition 2027-07-06"],
        ),
        ("Bulk widgets list", "2027-03-05", "The earlier list ceased by July 6, 2025.", []),
        (
            "Widget user fee rates",
            "2027-07-29",
            "Applications received on or after October 1, 2027 are subject to the new fee.",
            ["transition 2027-10-01"],
        ),
        ("Widget user fee rates", "2027-07-29", "The applications received on or after October 1, 2026 were 12.", []),
        (
            "Draft Widget (Amendment) Regulations",
            "2027-01-15",
            "Views are invited until 5 April 2027 on the draft.",
            ["comments_due 2027-04-05"],
        ),
        (
            "Widget standards order",
            "2027-01-15",
            "The order replaces the former one from 1 July 2027.",
            ["transition 2027-07-01"],
        ),
        (
            "Registration of widgets: proposed regulations",
            "2027-02-14",
            "Interested persons may make representations within 70 days after the date of publication of this notice.",
            ["comments_due 2027-04-25"],
        ),
        ("New fee for widgets", "2027-02-14", "The fees will be revised from 1 April 2027.", ["transition 2027-04-01"]),
        (
            "Persons invited on widgets",
            "2027-04-04",
            "Persons are invited to make a further submission. Submissions must be made by 25 April 2027.",
            ["comments_due 2027-04-25"],
        ),
        (
            "State Council issues Implementation Regulations of the Widget Law",
            "2027-01-30",
            "The council issued the Implementation Regulations of the Law, a framework taking effect on May 15 2027.",
            ["effective 2027-05-15"],
        ),
        (
            "Announcement on the Implementation of the Widget Law",
            "2027-01-30",
            "The Widget Law takes effect on May 15, 2027.",
            [],
        ),
        (
            "ICH M99: widgets",
            "2027-04-10",
            "Endorsed 13 March 2027, Step 2b; consultation 9 April – 9 July 2027",
            ["comments_due 2027-07-09"],
        ),
        (
            "Report of the widget committee",
            "2027-09-10",
            "The committee met after the consultation, 9 April – 9 July 2027.",
            [],
        ),
        (
            "Proposed collection of widgets; 60-day notice",
            "2027-03-05",
            "Comments on the widgets must be received no later than 60 days after publication.",
            ["comments_due 2027-05-04"],
        ),
        ("关于发布器具抽检探索原则的通知", "2027-03-03", "《原则》自2027年4月1日起试行。", ["effective 2027-04-01"]),
        ("关于器具抽检培训的通知", "2027-03-03", "《原则》自2027年4月1日起试行。", []),
        (
            "Agency solicits comments on widget rules (draft)",
            "2027-01-12",
            "The draft provides that the rules shall come into force on July 1, 2027.",
            [],
        ),
    ],
)
def test_a_day_is_read_by_the_words_around_it(title: str, listed: str, text: str, days: list[str]) -> None:
    facets = read_facets(title=title, date=date.fromisoformat(listed), summary=text)
    assert [f"{kind} {day}" for kind, day in facets.days] == days


def test_words_in_traditional_characters_stay_as_written() -> None:
    """The rules read simplified characters, and the evidence of a day has those of the page."""
    facets = read_facets(
        title="修正「小裝置標示」,並自即日生效",
        date=date(2027, 6, 1),
        summary="原許可證持有者應於一百十六年八月三十日前自行完成變更。",
    )
    assert facets.why["effective"] == "自即日生效"
    assert [each.words for each in facets.milestones] == ["原許可證持有者應於一百十六年八月三十日前自行完成變更"]


@pytest.mark.parametrize(("dotted", "small"), [("İ", "i"), ("I", "ı"), ("İ", "ı")])
def test_turkish_letters_are_read_as_latin_ones(dotted: str, small: str) -> None:
    """Upper case on a Turkish machine gives `APRİL`, lower case `aprıl`."""
    text = "The measures come into force on Friday, APRIL 2, 2027. Comments are due by friday, april 30, 2027."
    written = text.translate(str.maketrans("Ii", dotted + small))
    facets = read_facets(title="Measures for Widgets", date=date(2027, 3, 1), summary=written)
    plain = read_facets(title="Measures for Widgets", date=date(2027, 3, 1), summary=text)
    assert facets.effective == date(2027, 4, 2)
    assert facets.days == plain.days


@pytest.mark.parametrize("month", ["APR\u0130L", "apr\u0131l", "Augu\u017ft"])
def test_a_day_in_letters_that_a_pattern_takes_for_latin_ones_is_read(month: str) -> None:
    day = read_day(f"Monday, {month} 2, 2027")
    assert day is not None
    assert (day.year, day.day) == (2027, 2)
