"""The topics of the titles that the trade reads, by kinds of title; every title is invented."""

import pytest

from cdetrack.meaning.topics import load_topics

RULES = load_topics(None)

DEVICES = [
    "一次性使用某某针注册审查指导原则",
    "某某测定试剂盒注册技术审查指导原则（2031年修订版）",
    "关于公开征求《某某固定系统注册审查指导原则（征求意见稿）》意见的通知",
    "某某物质同品种临床评价技术指导原则",
    "某某公司对某某超声诊断仪主动召回",
    "某某手术机器人获批上市",
    "第二类器械产品技术要求编写指南",
    "医用某某软件命名规则",
    "药械组合产品注册事项的通告",
    "药物涂层某某球囊扩张导管临床试验指导原则",
    "与某某药物同步研发的伴随诊断试剂临床试验指导原则",
    "Guideline for Registration Review of Widgets",
    "Field Safety Notices: 3 to 7 March",
    "Premarket Notification for Widgets: 510(k)",
    "Recall of Infusion Pumps and Pulse Oximeters",
    "Notified Bodies: New Designations",
]
NO_DEVICES = [
    "某某植入剂仿制药研究技术指导原则",
    "预灌封注射器包装的生物制品药学研究技术指导原则",
    "以药品作用为主的药械组合产品药学研究指导原则",
    "超声造影剂临床试验技术指导原则",
    "磁共振成像用对比剂临床试验技术指导原则",
    "放射性体内诊断药物非临床研究技术指导原则",
    "透析患者贫血治疗药物临床试验技术指导原则",
    "心脏瓣膜病治疗药物临床试验技术指导原则",
    "口腔崩解片药学研究指导原则",
    "质子泵抑制剂生物等效性研究指导原则",
    "医用氧质量标准",
    "一次性使用系统在生物制品生产中的应用",
    "药品电子申报软件升级通知",
    "角膜移植患者用药",
    "药品不良反应监测系统升级",
    "药物临床试验中心电图的应用",
    "连续血糖监测在药物临床试验中的应用",
    "椎体骨折终点在某某药物临床试验中的应用",
    "Dexamethasone Intravitreal Implant: Product-Specific Guidance",
    "Prefilled Syringes of Vaccines",
    "Ultrasound Contrast Agents",
    "Proton Pump Inhibitors",
    "Patients on Hemodialysis: Drug Development",
    "In Vivo Diagnostic Allergens",
    "Catheter-Related Bloodstream Infections: Developing Drugs for Treatment",
    "Endoscopic Endpoints in Colitis",
]

TITLES = [
    # Alerts of other regulators, and decisions in their words.
    ("Brand X Pacemakers: Risk of Failure", "safety medical-devices"),
    ("Suction Kits – Risk of Interruption (MDA/2031/030)", "safety medical-devices"),
    ("FDA Updates Warnings for Widgetine", "safety"),
    ("Health Canada Recommends That Patients Not Use Widgets", "safety"),
    ("Widgetrectinib Capsules Approved with Conditions for Marketing", "approvals expedited"),
    ("FDA Permits Marketing of Balloon Device", "approvals medical-devices"),
    ("Widgetimab for Injection Approved for Marketing", "approvals"),
    ("Widget Capsules Regulated as Non-Prescription Drugs", "classification"),
    ("Withdrawal of Pain Medicine Widgetine Endorsed", "recalls"),
    ("Cosmetics Q&A: Shelf Life", "cosmetics"),
    ("关于发布《某某诊断标准》等4项标准的通告", "standards"),
    # The field's own names of procedures, and everyday words of the trade.
    ("器械应急审批程序", "registration medical-devices expedited"),
    ("拟优先审评品种公示", "registration expedited"),
    ("突破性治疗药物工作程序", "expedited"),
    ("某某药品附条件批准上市技术指导原则", "expedited"),
    ("国家药监局应急批准某某片", "approvals expedited"),
    ("国家药监局附条件批准某某片注册申请", "approvals expedited"),
    ("国家药监局批准某某导管注册", "approvals medical-devices"),
    ("药物研发沟通交流管理办法", "registration"),
    ("境内责任人管理规定", "registration"),
    ("原辅包关联审评登记要求", "registration"),
    ("器械注册单元划分指导原则", "registration medical-devices"),
    ("化学药品注册分类及申报资料要求", "registration classification"),
    ("已上市化学药品药学变更研究技术指导原则", "cmc post-approval"),
    ("药品补充申请受理指南", "registration post-approval"),
    ("药品再注册申报程序", "registration post-approval"),
    ("药品年度报告管理规定", "post-approval"),
    ("国家药品不良反应监测年度报告", "safety"),
    ("免于进行临床评价器械目录", "medical-devices clinical-evaluation"),
    ("免于临床试验的体外诊断试剂目录", "clinical-trials medical-devices diagnostics clinical-evaluation"),
    ("真实世界证据支持药物研发指导原则", "clinical-evaluation"),
    ("药品追溯码标识规范", "distribution udi"),
    ("器械唯一标识工作公告", "medical-devices udi"),
    ("某某口服溶液转换为非处方药", "classification"),
    ("器械产品分类界定结果汇总", "medical-devices classification"),
    ("启用药品电子证照的公告", "e-submission"),
    ("关于eCTD申报的通知", "registration e-submission"),
    ("受理服务大厅暂停对外接待", "registration e-submission"),
    ("药品批准证明文件待领取信息", "registration e-submission"),
    ("注销某某注射液药品注册证书的公告", "recalls"),
    ("撤销某某公司某某器械注册证", "medical-devices recalls"),
    ("12批次药品不符合规定的通告", "inspection"),
    ("某某公司飞行检查通报", "inspection"),
    ("公布5起药品网络销售违法违规典型案例", "distribution enforcement online-sale"),
    ("药品行政处罚裁量规则", "enforcement"),
    ("打击生产销售假药联席会议", "enforcement"),
    ("网络交易第三方平台管理", "online-sale"),
    ("药品出口销售证明管理规定", "trade"),
    ("某某口岸增设为药品进口口岸", "trade"),
    ("药品仓储配送管理指南", "distribution"),
    ("说明书适老化改革试点", "labelling"),
    ("以患者为中心的益处-风险评估", "safety patient-centered"),
    ("移动医疗器械网络安全指导原则", "medical-devices software"),
    ("人工智能辅助诊断软件", "medical-devices software"),
    ("仿制药质量和疗效一致性评价", "generics"),
    ("某某药品参比制剂目录", "generics"),
    ("麻精药品和含麻黄碱制剂管理", "controlled-substances"),
    ("境外生产药品清单", ""),
    ("公告「某某醫療器材」查驗登記", "registration medical-devices"),
    ("某某化粧品標示規定", "labelling cosmetics"),
    ("Safety Advisory: Widget Tablets", "safety"),
    ("Medical Product Alert: Falsified Widgets", "safety enforcement"),
    ("国家药监局批准某某胶囊新增适应症", "approvals"),
    ("儿童药品专门通道", "pediatrics expedited"),
    ("普通化妆品备案系统暂停服务", "registration e-submission cosmetics"),
    ("Withdrawal of Approval of 24 New Drug Applications", "recalls"),
    ("Adjusting the Management Category of Widgets", "classification"),
    ("Licence Holders and Their Duties", "registration"),
    ("Emergency Approval Procedure", "registration expedited"),
    ("Orphan Designation", "rare-diseases"),
    ("Paediatric Investigation Plans", "pediatrics"),
    ("Biosimilars and Interchangeability", "biologics"),
    ("Companion Diagnostics", "medical-devices diagnostics"),
    ("Software as a Medical Device (SaMD)", "medical-devices software"),
    ("GUDID: Submitting Data", "medical-devices udi"),
    ("PRIME Scheme Opens", "expedited"),
    ("Type II Variations", "post-approval"),
    ("Good Pharmacovigilance Practices", "safety"),
    ("Field Safety Corrective Action", "medical-devices recalls"),
    ("Cancelling the Registration Certificates of Widgets", "recalls"),
    ("Switching Widget Capsules to OTC Drugs", "classification"),
    ("Real-World Evidence for Regulatory Decisions", "clinical-evaluation"),
    ("Electronic Certificates for Drugs", "e-submission"),
    ("Warning Letter: Data Integrity", "enforcement"),
    ("Measures for Online Drug Sales", "distribution online-sale"),
    ("E6(R4) Good Clinical Practice", "clinical-trials ich"),
    ("适用《Q99：某某》指导原则的公告", "ich"),
]

VETOES = [
    ("registration", "血液某某浓缩物注册审查指导原则"),
    ("registration", "某某产品注册申报资料指导原则"),
    ("registration", "关于发布某某试剂注册技术审查等4项指导原则的通告"),
    ("registration", "执业药师注册管理"),
    ("registration", "批准注册236个器械产品"),
    ("registration", "使用未经注册的器械案"),
    ("registration", "Acceptance Criteria for Widgets"),
    ("registration", "Registration Certificates of Widgets Cancelled"),
    ("approvals", "2031年批准上市48个创新药"),
    ("approvals", "NMPA Approved 65 Innovative Medical Devices"),
    ("approvals", "NMPA approves 48 drugs"),
    ("approvals", "附条件批准上市技术指导原则"),
    ("approvals", "药品批准文号再注册"),
    ("labelling", "Iodine-Labelled Compounds"),
    ("labelling", "Radiolabelled Widgets"),
    ("labelling", "一次性使用产包"),
    ("labelling", "A Package of Measures"),
    ("labelling", "Vaginal Inserts"),
    ("standards", "标准操作规程"),
    ("standards", "Double Standards"),
    ("generics", "Generic Name of Widgets"),
    ("biologics", "Cell Phone Use"),
    ("biologics", "某某抗体检测试剂"),
    ("biologics", "人免疫球蛋白测定试剂"),
    ("biologics", "Treatments for Sickle Cell Disease"),
    ("biologics", "重组人源化胶原蛋白敷料"),
    ("oncology", "肿瘤坏死因子抑制剂"),
    ("oncology", "Tumorigenicity Testing"),
    ("tcm", "药物临床试验中药物浓度测定"),
    ("tcm", "儿科人群中药代动力学研究"),
    ("tcm", "国家组织集中药品采购"),
    ("tcm", "流通环节中药品抽检"),
    ("nonclinical", "遗传毒性杂质"),
    ("cmc", "药学服务"),
    ("cmc", "体外诊断试剂稳定性研究"),
    ("manufacturing", "新质生产力"),
    ("manufacturing", "停止生产某某片"),
    ("manufacturing", "增材制造植入物"),
    ("manufacturing", "药品生产企业名单"),
    ("inspection", "免疫检查点抑制剂"),
    ("inspection", "Sparse Plasma Sampling"),
    ("safety", "药品安全宣传周"),
    ("safety", "Warning Letter to a Company"),
    ("controlled-substances", "药物滥用检测试剂"),
    ("controlled-substances", "B Cell Precursor Disease"),
    ("trade", "Implantable Port"),
    ("trade", "海关总署公告"),
    ("distribution", "消毒供应中心"),
    ("distribution", "药品出口销售证明"),
    ("diagnostics", "体内诊断试剂"),
    ("diagnostics", "睡眠呼吸分析"),
    ("software", "药品申报软件更新"),
    ("udi", "量值溯源"),
    ("classification", "Biopharmaceutics Classification System"),
    ("classification", "分级分类监管"),
    ("expedited", "Breakthrough Infections"),
    ("expedited", "A Special Review of the Year"),
    ("post-approval", "Genetic Variations"),
    ("post-approval", "创新药临床试验期间药学变更"),
    ("post-approval", "政府信息公开年度报告"),
    ("clinical-evaluation", "Clinical Evaluation of Anticancer Medicinal Products"),
    ("clinical-evaluation", "药品临床综合评价"),
    ("e-submission", "电子血压计"),
    ("e-submission", "Electronic Health Records"),
    ("recalls", "Widget Oral Suspension"),
    ("recalls", "睡眠呼吸暂停治疗机"),
    ("recalls", "Seminar Cancelled"),
    ("enforcement", "Vaccination Campaign"),
    ("enforcement", "Seizures in Epilepsy"),
    ("enforcement", "审评案例分析"),
    ("online-sale", "Online Course on Drug Sales"),
    ("online-sale", "器械网络安全"),
    ("innovation", "中国医药创新促进会"),
    ("cosmetics", "Tests Under the Federal Food, Drug, and Cosmetic Act"),
    ("recalls", "Widget Tablets Were Not Withdrawn From Sale"),
    ("enforcement", "智慧监管典型案例"),
    ("enforcement", "药物临床试验机构监督检查办法"),
    ("software", "药品监管网络安全与信息化规划"),
    ("tcm", "疫苗药学研究"),
    ("trade", "促进口服制剂"),
    ("oncology", "优化疗效评价"),
    ("biologics", "双抗血小板治疗"),
    ("biologics", "微生物药物敏感性"),
    ("medical-devices", "就医用药指导"),
    ("e-submission", "药品说明书电子化试点"),
    ("cmc", "Recall of Widgets Due to an Impurity"),
    ("international", "Guidance for Industry and FDA Staff"),
    ("international", "FDA Approves Widgets"),
    ("registration", "国家药监局通过优先审评审批程序批准示例注射液上市"),
    ("registration", "示例片上市许可申请获得批准"),
    ("registration", "示例片上市申请获批"),
    ("international", "德国某某公司对某某仪主动召回"),
    ("international", "Import of Widgets of X Korea Co., Ltd."),
]


@pytest.mark.parametrize("title", DEVICES)
def test_a_title_that_names_a_device_is_about_devices(title: str) -> None:
    assert "medical-devices" in RULES.match(title, None)


@pytest.mark.parametrize("title", NO_DEVICES)
def test_a_title_about_drugs_is_not_about_devices(title: str) -> None:
    assert "medical-devices" not in RULES.match(title, None), RULES.why(title, None)


@pytest.mark.parametrize(("title", "topics"), TITLES)
def test_a_title_has_the_topics_that_the_trade_gives_it(title: str, topics: str) -> None:
    assert " ".join(RULES.match(title, None)) == topics


@pytest.mark.parametrize(("topic", "title"), VETOES)
def test_a_word_that_only_looks_like_a_topic_gives_none(topic: str, title: str) -> None:
    assert topic not in RULES.match(title, None), RULES.why(title, None)


def test_every_document_of_the_device_centre_is_about_devices_whatever_its_title() -> None:
    title = "关于某某工作的通知"
    assert RULES.match(title, None) == ()
    assert RULES.why(title, None, issuers=("CMDE",)) == {"medical-devices": "issuer CMDE"}
    assert RULES.why(title, None, url="https://www.cmde.org.cn/x.html") == {"medical-devices": "site cmde.org.cn"}
    assert RULES.match(title, None, url="https://cmde.org.cn.example.org/x.html") == ()
    assert RULES.match(title, None, url="http://[") == ()


@pytest.mark.parametrize(
    ("source", "title", "topics"),
    [
        ("cde/priority-review", "某某片", "expedited"),
        ("cde/breakthrough", "某某CAR-T细胞注射液", "biologics expedited"),
        ("cde/breakthrough", "Widgetimab注射液", "expedited"),
        ("cde/trial-approvals", "人脐带间充质干细胞注射液", "biologics clinical-trials"),
        ("cde/trial-approvals", "抗某某单抗", "biologics clinical-trials"),
        ("cde/trial-approvals", "某某植入剂", "clinical-trials"),
    ],
)
def test_a_row_of_a_list_has_the_topic_of_the_list_and_of_its_products_name(
    source: str, title: str, topics: str
) -> None:
    assert " ".join(RULES.match(title, None, sources=(source,))) == topics


def test_a_regulator_is_foreign_to_others_only() -> None:
    title = "FDA and US Partners Meet"
    assert RULES.match(title, None) == ("international",)
    assert RULES.match(title, None, sources=("fda/press",)) == ()
    assert RULES.match(title, None, sources=("ingest",), url="https://www.fda.gov/x") == ()
    assert RULES.match(title, None, sources=("nmpa/news",), url="https://www.fda.gov/x") == ("international",)
    assert RULES.match("FDA Meets the EU", None, sources=("fda/press",)) == ("international",)
    assert RULES.match("FDA Has a Plan", None, sources=("x/news",), issuers=("FDA",)) == ()
    assert RULES.match("FDA and EMA Have a Plan", None, issuers=("FDA", "EMA")) == ("international",)


def test_a_users_topic_can_have_sources_sites_and_issuers() -> None:
    rules = load_topics({"mine": {"any": ["toy"], "sources": ["a/b"], "sites": ["example.org"], "issuers": ["CDE"]}})
    assert rules.match("Widgets", None, sources=("a/b",)) == ("mine",)
    assert rules.match("Widgets", None, url="https://www.example.org/") == ("mine",)
    assert rules.match("Widgets", None, issuers=("NMPA", "CDE")) == ("mine",)
    assert rules.match("Widgets", None, sources=("a/c",), url="https://notexample.org/") == ()


@pytest.mark.parametrize(
    ("table", "told"),
    [({"home": "x"}, "`home` must be"), ({"home": ["x"]}, "`home` must be"), ({"sources": "a/b"}, "`sources` must be")],
)
def test_a_bad_origin_is_told_with_its_topic(table: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError, match="topic `toys`") as caught:
        load_topics({"toys": {"any": ["toy"], **table}})
    assert told in str(caught.value)


def test_a_struck_regular_expression_is_struck_from_the_phrases_as_well() -> None:
    rules = load_topics({"toys": {"any": ["toy car", "玩具"], "except": ["/(?:small )?red/", "/旧玩具/"]}})
    assert rules.match("toy red car", None) == ()
    assert rules.match("旧玩具", None) == ()
    assert rules.match("A toy car, small red", None) == ("toys",)


@pytest.mark.parametrize(
    "title",
    [
        "Companion Diagnostics",
        "Influenza Tests",
        "Self-Tests",
        "CLIA Waivers",
        "Next Generation Sequencing",
        "某某质控物",
        "某某伴随诊断同步开发",
        "某某校准品",
        "全自动生化分析仪",
        "血糖仪",
        "核酸提取仪",
    ],
)
def test_what_is_about_diagnostics_is_about_devices(title: str) -> None:
    assert {"diagnostics", "medical-devices"} <= set(RULES.match(title, None))


@pytest.mark.parametrize(
    ("title", "is_device"),
    [
        ("Technical Guidelines for Registration of Widgets (Draft)", True),
        ("Guiding Principles for the Technical Review of the Registration of Widgets", True),
        ("Guiding Principles for Review of Registration of Widgets", True),
        ("Technical Guidelines for Registration of Herbal Medicines", False),
        ("Guiding Principles for Review of Registration of Vaccines", False),
        ("Microcatheters", True),
        ("Mesh Nebulizers", True),
        ("Budesonide Nebuliser Suspension", False),
        ("Gait Training Equipment", True),
        ("Substitution Instruments", False),
        ("Insulin Pens", True),
        ("工业机器人", False),
        ("创业加速器", False),
        ("上报软件", False),
    ],
)
def test_a_guideline_for_reviewers_and_a_noun_of_the_trade_name_a_device(title: str, *, is_device: bool) -> None:
    assert ("medical-devices" in RULES.match(title, None)) is is_device
    assert "registration" not in RULES.match(title, None)


@pytest.mark.parametrize(
    ("title", "topics"),
    [
        ("社会稳定风险评估", ""),
        ("网络安全监测", ""),
        ("产品风险评估", "safety"),
        ("白酒分析方法", ""),
        ("分析方法验证", "cmc"),
        ("刷脸扫码", ""),
        ("药品扫码", "udi"),
        ("出入境检验检疫局", ""),
        ("医师注册", ""),
        ("就医绿色通道", ""),
        ("人大河南代表团", ""),
        ("日本血吸虫病", ""),
        ("禽流感疫情防控", ""),
        ("制度创新", ""),
        ("创新药", "innovation"),
        ("环境整治", ""),
        ("医疗服务提升专项行动", ""),
        ("检查检验结果互认", ""),
        ("某某公司生产许可证注销", "recalls"),
        ("一批新药获批", ""),
        ("Respiratory Depression", ""),
        ("Delegations of Authority", ""),
        ("Court orders firm to cease production", "enforcement"),
        ("Sunscreen Innovation Act", "cosmetics"),
        ("Widget Injection Approved for Marketing via Priority Review", "registration approvals expedited"),
        ("Widget 500 micrograms/g Shampoo", ""),
        ("Recall: Widget Drops 5% 1x10ml (unlicensed medicine)", "recalls"),
        ("Widgets, dispensed by a Springfield pharmacy", ""),
        ("MHRA reaffirms the safety of childhood widgets", "pediatrics safety"),
        ("Regulators around the world meet", "international"),
        ("First blood test used in diagnosing a disease", "medical-devices diagnostics"),
        ("关于做好彩票发行销售工作的通知", ""),
        ("关于支持旅行社应对经营困难的通知", ""),
        ("数据出境安全评估办法", ""),
        ("关于原产地证业务申报系统的通知", "e-submission"),
        ("关于七种物质扩大使用范围的公告", ""),
        ("Overseas Data Acceptance", ""),
        ("NMPA Greenlights 195 Widgets", ""),
        ("FDA approves antihemophilic factor", "biologics approvals"),
        ("Catalogs of Psychoactive Drugs", "controlled-substances"),
        ("International Conference on Harmonisation", "ich"),
        ("Children's Sleepwear", ""),
        ("Illegal Sales of E-cigarettes to Children", "enforcement"),
        ("Registration of Widgets Approved", "approvals"),
        ("Procedures for Conditional Approval", "registration expedited"),
        ("FDA permits sale of widgets", ""),
        ("FDA clears widgets for use at home", "approvals"),
        ("Electronic Study Data Submission", "e-submission"),
        ("Plan for Holders to Produce Drugs in Nine Cities", "manufacturing"),
        # Harm from a medicine or its use, in other words.
        ("Review confirms that the risks of widgetine outweigh its benefits", "safety"),
        ("Burns and eye injuries linked to a widget gel", "safety"),
        ("New measures against dosing errors with widgetine", "safety"),
        ("Mix-up errors with widget drops", "safety"),
        ("Accidental overdose with widgetine patches", "safety"),
        ("Widgetine reviewed following cases of liver failure", "safety"),
        ("Two consumers hospitalised after taking widgetine", "safety"),
        ("Severe skin reactions with widgetine", "safety"),
        ("MedSafetyWeek is back", "safety"),
        ("关于避免某药给药剂量错误的建议", "safety"),
        ("某药增加血栓的风险", "safety"),
        ("某药可能导致肝损害", "safety"),
        ("Wrong dose in widgetine packs", "safety"),
        ("Widgetine and the risk of heart attack", "safety"),
        ("Agency adds bleeding risk to widgetine information", "safety"),
        ("Recall due to unacceptable risk in pregnancy", "safety recalls"),
        ("Warns of rare but serious drug reaction to widgetine", "safety"),
        ("Expanded labeling about weight loss risk with widgetine", "safety labelling"),
        ("Intestinal problems linked to widgetine", "safety"),
        ("关于某药风险的提示", "safety"),
        ("某药可导致严重出血", "safety"),
        ("提醒关注某药的心脏毒性", "safety"),
        ("某国药品管理局警示某药", "safety"),
        ("Widgetine lowers heart risk", ""),
        ("FDA approves label changes for widgetine", "labelling"),
        ("Risk of bacterial contamination of blood platelets", "biologics safety"),
        ("RT-PCR Detection Assay", "medical-devices diagnostics"),
        ("Regulator has approved widgetine", "approvals"),
        ("Regulator has approved new guidelines", ""),
        ("Acme gets IND clearance for widgetine", "clinical-trials"),
        ("某某微生态活菌制品", "biologics"),
        ("Allergenic Products", "biologics"),
        ("脐带血造血干细胞库管理", "biologics"),
        ("某某药品注册证书注销", "recalls"),
        ("Labeling of Conditionally Approved New Animal Drugs", "labelling expedited"),
        ("多家械企召回", "medical-devices recalls"),
        ("Agency to issue digital licensing documents", "e-submission"),
        ("保障未成年人安全使用网络", ""),
        ("新食品原料安全性审查", ""),
        ("Widget 0.120 mg, vaginal delivery system", ""),
        ("Regulators to recognise FDA-cleared or approved widgets", "international"),
        ("FDA-approved drugs list", "international"),
        ("Acute Kidney Injury: Developing Drugs for Treatment", ""),
        ("Widgetine Approved to Reduce the Risk of Stroke", "approvals"),
        ("First Treatment for Severe Allergic Reactions", ""),
        ("某药用于降低心血管死亡风险", ""),
        ("限制潜在致癌风险", ""),
        # Faster or conditional ways.
        ("Agency Expedites Reviews of Widgets", "expedited"),
        ("Widgets approved with conditions", "expedited"),
        ("Widgets provisionally approved", "approvals expedited"),
        ("某国有条件批准示例片", "expedited"),
        ("某国授予示例片“有条件”上市许可", "approvals expedited"),
        ("有条件的地区可以试点", ""),
        ("某公司获得药品上市许可的条件", "registration"),
        # Classes of products, and one product by its name.
        ("Donors of Human Cells, Tissues, and Tissue-Based Products", "biologics"),
        ("Tissue Adhesive", "medical-devices"),
        ("单抗类药物评价要点", "biologics"),
        ("双特异性单抗评价要点", "biologics"),
        ("某地修订苏金单抗的说明书", "labelling"),
        ("Verifying the Class of Medical Devices", "medical-devices classification"),
        ("A New Class of Drugs", ""),
        ("医疗器械降类的公告", "medical-devices classification"),
        # A part of a name, or a word of another trade.
        ("Investigational Testing of Widgets", "clinical-trials"),
        ("Over-the-Counter Monograph User Fees", ""),
        ("New Drug Technical Review Guidelines", ""),
        ("Technical Review Guidelines for Stents", "medical-devices"),
        ("医院网上阳光采购药品", ""),
        ("网上药店购药须知", "distribution online-sale"),
        # A stop of sale, and a pharmacy or a packager as a company.
        ("停止销售20批次假冒某产品的通告", "recalls enforcement"),
        ("关于停止生产销售使用某片的公告", "recalls"),
        ("关于暂停药品批发企业销售某药的通知", "distribution recalls"),
        ("药品网络销售禁止清单", "distribution online-sale"),
        ("Widget Pharmacy, LLC Recalls Solutions", "recalls"),
        ("Warning Letter: Acme Widget Pharmacy", "enforcement"),
        ("叫停某产品销售", "recalls"),
        ("Recall of Solutions Made by Widget Specialty Pharmacy", "recalls"),
        ("Pharmacies urged to join stop smoking day", ""),
        ("Pharmacies reminded to check stocks of Widgetine", "distribution"),
        ("Acme Packaging, Inc. Recalls Tablets", "recalls"),
        ("Acme Medical Packaging Issues Recall", "recalls"),
        ("Packaging of Tablets", "labelling"),
        ("某某药用包装有限公司召回某胶囊", "recalls"),
        ("某片/另片组合包装获批上市", "approvals"),
        ("药品包装管理办法", "labelling"),
        # Decisions of an office, and the acceptance of methods by one.
        ("Regulatory Acceptance of Alternative Methods", ""),
        ("Appeals of Adverse Accreditation Decisions", ""),
        ("Adverse Event Decision Tool", "safety"),
        # Named risks, and those that a treatment lowers.
        ("Handling of SUSARs", "safety"),
        ("Widgetine: risk of serious low calcium", "safety"),
        ("Widgetine: measures to minimise the risk of tooth decay", "safety"),
        ("Widgetine: steps to reduce risks of major bleeding", "safety"),
        ("Widgetine should not be used in adults", "safety"),
        ("Widgetine to reduce the risk of serious heart complications", ""),
        ("Widgetine: reminder of the risk of hyperkalaemia", "safety"),
        ("Widgetine: reports of vision loss", "safety"),
        ("Widgetine linked to liver failure", "safety"),
        ("Widgetine: increased mortality in adults with gout", "safety"),
        ("Widgetine: restrictions on use in women", "safety"),
        ("Widgetine: new measures to reduce harm", "safety"),
        ("Medicines for people at high risk of severe gout", ""),
        ("Medicines for people at risk of hyperlipidaemia", ""),
        ("Widgetine to reduce the risk of hyperkalaemia", ""),
        ("Measures to prevent the risk of supply disruption", "distribution"),
        ("Names that should not be used in advertising", ""),
        ("某片可致严重低血糖", "safety"),
        ("警惕某片引起的低钠血症", "safety"),
        ("某片致高钾血症的风险", "safety"),
        ("关于某注射液增加警示语的通知", "safety"),
        ("某菌引起的低钠血症治疗药物", ""),
        ("降低某病低血糖风险的药物", ""),
        ("可疑且非预期严重不良反应快速报告", "safety"),
        # Meetings of regions, and companies and diseases named for one.
        ("Asia-Pacific Training of Regulators", "international"),
        ("上合组织药品监管会议", "international"),
        ("Third Asian Regulators Meeting", "international"),
        ("World Congress on Widgets", "international"),
        ("第三届亚洲监管网络会议", "international"),
        ("亚太监管合作研讨会召开", "international"),
        ("亚太药业股份有限公司药品召回", "recalls"),
        ("Approval given to Acme Pill", "approvals"),
        ("Authorisation granted for Widgetine", "approvals"),
        ("Approval granted for a pilot", ""),
        # The technique of a vaccine.
        ("某某疫苗（病毒载体）", "vaccines"),
        ("病毒载体疫苗指导原则", "vaccines"),
        ("基因治疗病毒载体指导原则", "biologics"),
        ("Viral Vector Vaccines", "vaccines"),
        ("重组人某某病毒疫苗", "vaccines"),
        ("Recombinant Human Widget Virus Vaccine", "vaccines"),
        ("某某疫苗与重组人某某蛋白", "vaccines biologics"),
        # Short names of the device centre, of diagnostics and of artificial organs.
        ("器审讲堂第二期", "medical-devices"),
        ("电器审批", "registration"),
        ("首台人工肺", "medical-devices"),
        ("某病毒检测产品", "medical-devices diagnostics"),
        ("食品检测产品目录", ""),
        ("无创血糖仪", "medical-devices"),
        ("植入器械病毒灭活工艺验证", "medical-devices"),
        # An approval with a long name of a company, and its words that are no topic of their own.
        ("某局批准甲乙丙丁戊己庚辛生物医药科技股份有限公司某某单抗注射液上市", "approvals"),
        ("某局批准甲乙丙丁戊己庚辛医药股份有限公司申报的某某片上市", "approvals"),
        ("某局批准甲乙丙丁戊己庚辛医疗科技股份有限公司生产的某某球囊注册", "approvals medical-devices"),
        ("某局批准甲乙公司某某片适用人群扩展", "approvals"),
        ("某局通过优先审评审批程序批准某某胶囊进口注册申请", "approvals trade expedited"),
        ("某局应急审批通过甲乙公司某某检测试剂盒", "approvals medical-devices diagnostics expedited"),
        ("某局批准甲乙公司扩建厂房", ""),
        ("某病毒灭活疫苗", "vaccines"),
        ("血流储备分数", ""),
        ("境内外生产药品的要求", ""),
        ("药品电子化追溯", "distribution udi"),
        ("评价标准化会议", "standards"),
        ("网络违法经营案例", "distribution enforcement online-sale"),
        ("Widgets Licensed for Adult Patients", "approvals"),
        ("Widgets Not Licensed for Adults", ""),
        ("Agency Recommends Non-Renewal of Authorisation of Widgets", "post-approval recalls"),
        ("Acme Medical Supply Issues Recall of Widgets", "recalls"),
        ("Acme Packaging, Inc. Recalls Capsules", "recalls"),
        ("Acme Recalls Widgets Due to Label Mix-Up", "labelling recalls"),
        ("Warning Letter: Acme Pharmacy Network: Compounding Pharmacy", "manufacturing enforcement"),
        ("Pharmacy Bulk Bottles", ""),
        ("Refuse-to-Receive Standards", "registration"),
        ("Periodic Benefit-Risk Evaluation Report", "safety"),
        ("ICH Assembly Meeting, Kyoto, Japan, May 2030", "ich"),
        ("Warning Firms for Unapproved Widget Products", "enforcement"),
        ("Unapproved Uses of Approved Products", ""),
        ("Good Cause for Noncompliance", ""),
        ("Collection of Platelets", "biologics"),
        ("COMP: Minutes", "rare-diseases"),
        ("Taking Widgets While Pregnant Remains Safe", "safety"),
        # Other words of the trade.
        ("PIP Breast Implants", "medical-devices"),
        ("PIP Opinions", "pediatrics"),
        ("来信来访接待", ""),
        ("外宾来访", "international"),
        ("某局批准某某胶囊新增适应症上市许可申请", "approvals"),
        ("甲创新冠药物", "covid-19"),
        ("髋关节球头", "medical-devices"),
        ("Approval of Widgets Is Withdrawn", "recalls"),
        ("SARS-CoV-2 Test", "medical-devices diagnostics covid-19"),
        ("List of RLDs", "generics"),
        ("某某口罩不符合标准规定", "inspection medical-devices"),
        ("取消申请纸质要求", "e-submission"),
        ("器械注册证延续", "registration medical-devices post-approval"),
        ("某某国际会议", "international"),
        ("立卷审查", "registration"),
        ("有源产品检验报告", "inspection medical-devices"),
        ("饮片炮制规范", "tcm standards"),
        ("Topical Delivery Systems", ""),
        ("Type V DMFs", "registration"),
        ("Relabeling of Widgets", "labelling"),
        ("Supply of Unlicensed Medicines to Patients", "distribution"),
        ("Renewing Licences", "post-approval"),
        ("Supplying Widgets to Northern Ireland", "distribution"),
        ("Widgets: Potential for Patient Harm", "safety"),
        ("Widgets for NSCLC", "oncology"),
        ("Flu Jabs", "vaccines"),
        ("Weight Loss Jabs", ""),
        ("接种单位", "vaccines"),
        ("抗毒素", "biologics"),
        ("生物豁免", "generics"),
        ("盐酸可待因", "controlled-substances"),
        ("阿扑吗啡", ""),
        ("审核药品", ""),
        ("某地核药产业", "controlled-substances"),
        ("Expanded Access to Widgets", "clinical-trials"),
        ("同情用药", "clinical-trials"),
        ("动物替代试验", "nonclinical"),
        ("Suicidal Thoughts With Widgets", "safety"),
        ("Container Closure Systems", "cmc"),
        ("标委会年会", "standards"),
        ("产品上市放行", "manufacturing"),
        ("Qualified Person Responsible for Pharmacovigilance", "safety"),
        ("双随机", "inspection"),
        ("换发许可证", "registration"),
        ("Widget Receives Marketing Authorisation", "approvals"),
        ("Marketing Authorisation Holders Receive Guidance", "registration"),
        ("港澳药械通", "trade medical-devices"),
        ("缺货药品", "distribution"),
        ("Platform Technology Designation", "expedited"),
        ("中等变更", "post-approval"),
        ("在线申报", "registration e-submission"),
        ("Corrections and Removals", "recalls"),
        ("注册证书作废", "registration recalls"),
        ("取缔黑窝点", "enforcement"),
        ("网店", "online-sale"),
        ("Tattoo Inks", "cosmetics"),
        ("驻华官员", "international"),
        ("爱尔兰某某公司", ""),
        ("核酸自测", "medical-devices diagnostics"),
        ("Mobile Apps", "software"),
    ],
)
def test_a_word_of_another_trade_gives_no_topic(title: str, topics: str) -> None:
    assert " ".join(RULES.match(title, None)) == topics


def test_phrases_are_struck_in_the_order_of_the_data_where_they_are_of_one_length() -> None:
    words = [(f"a{n}", f"b{n}", f"c{n}") for n in range(9)]
    masks = [phrase for one, two, three in words for phrase in (f"{one} {two}", f"{two} {three}")]
    rules = load_topics({"toys": {"any": [three for _, _, three in words], "except": masks}})
    for triple in words:
        # Struck by `a b`, the `b` of `b c` is no longer there.
        assert rules.match(" ".join(triple), None) == ("toys",)
