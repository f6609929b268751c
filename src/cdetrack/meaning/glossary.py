"""Terms of drug regulators in English and Chinese, to compare an English title with a Chinese one.

Each line is one concept: its English stems, matched at the beginning of words, or words with a full stop, then its
Chinese terms. Of two terms at one place the longer one counts. Source: the regulator's bilingual laws and ICH's
translated guidelines.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from cdetrack.text.regex import regex

_TERMS = """
radiofrequency|radio frequency = 射频
ultraviolet = 紫外
laser = 激光
ultrasound|ultrasonic = 超声
magnetic resonance|mri = 磁共振
computed tomography|x-ray computed tomography = 计算机体层摄影|断层扫描
x-ray = 射线
endoscop = 内窥镜|内镜
stent = 支架
catheter = 导管
guidewire|guide wire = 导丝
balloon = 球囊
pacemaker = 起搏器
defibrillator = 除颤
valve = 瓣膜
ventilator|respirator = 呼吸机
anesthe|anaesthe = 麻醉机|麻醉
hemodialysis|haemodialysis|dialysis = 透析
infusion pump = 输液泵
syringe = 注射器
suture = 缝合线|缝线
stapler = 吻合器
dental|dentistry = 牙科|口腔科
orthodontic = 正畸
orthop = 骨科
joint prosthes = 关节假体
bone. = 骨
breast implant = 乳房植入
implant = 植入|种植
hyaluronic acid|hyaluronate = 透明质酸
collagen = 胶原
contact lens = 接触镜
intraocular lens = 人工晶状体
hearing aid = 助听器
glucose meter|blood glucose = 血糖
thermometer = 体温计
sphygmomanometer|blood pressure = 血压
condom = 避孕套
mask. = 口罩
glove = 手套
protective clothing = 防护服
disinfect = 消毒
robot = 机器人
sequencing = 测序
nucleic acid = 核酸
antigen = 抗原
companion diagnostic = 伴随诊断
calibrator = 校准品
reference material|reference standard = 标准品|标准物质|对照品
electromagnetic compatibility = 电磁兼容
usability|human factor = 可用性|人因
biocompatib|biological evaluation = 生物学评价
essential principle = 基本原则
product technical requirement = 产品技术要求
customized|custom-made = 定制式
personalized|patient-matched = 个性化
3-d print|three-dimensional print|3d print|additive manufactur = 增材制造|3d打印
digital therap = 数字疗法
mobile medical = 移动医疗
decision support = 辅助决策|决策支持
in-house|laboratory developed|laboratory-developed = 自制试剂|自行研制
self-test = 自测|自行检验
animal-derived|animal origin = 动物源
medical gas|oxygen. = 医用气体|医用氧|氧
eye drop = 滴眼剂|滴眼液
tablet = 片剂|片
capsule = 胶囊
granule = 颗粒
syrup = 糖浆
ointment = 软膏
cream. = 乳膏
gel. = 凝胶
patch. = 贴剂|贴片
suppositor = 栓
pill. = 丸
oral liquid|oral solution = 口服液|口服溶液
suspension = 混悬
emulsion = 乳剂
lotion = 洗剂|搽剂
spray = 喷雾
aerosol = 气雾剂
powder = 散剂|粉
liposom = 脂质体
microsphere = 微球
sustained-release|sustained release|extended-release|prolonged-release = 缓释
controlled-release = 控释
enteric = 肠溶
orally disintegrating = 口崩
injection = 注射液|注射剂
decoction piece = 中药饮片|饮片
formula granule = 配方颗粒
proprietary chinese|chinese patent medicine = 中成药
classical prescription|classic famous|ancient classic = 经典名方
natural medicin = 天然药物
antiviral = 抗病毒
antibacterial|antimicrobial|antibiotic|anti-infective = 抗菌|抗生素|抗感染|抗微生物
influenza = 流感|流行性感冒
hepatitis = 肝炎
human immunodeficiency|hiv.|aids. = 艾滋
tuberculosis = 结核
malaria = 疟疾
human papillomavirus|hpv = 人乳头瘤
rabies = 狂犬病
covid|coronavirus = 新冠|新型冠状病毒
monkeypox|mpox. = 猴痘
polio = 脊髓灰质炎
meningococc = 脑膜炎球菌
pneumococc = 肺炎球菌
rotavirus = 轮状病毒
plasma = 血浆
albumin = 白蛋白
immunoglobulin|immune globulin = 免疫球蛋白
insulin = 胰岛素
monoclonal = 单克隆|单抗
antibody-drug conjugate|adc. = 偶联
bispecific = 双特异
chimeric antigen receptor|car-t = 嵌合抗原受体
stem cell = 干细胞
messenger rna|mrna = 信使|mrna
oligonucleotide = 寡核苷酸
oncolytic = 溶瘤
allergen = 变应原|过敏原
microbiome|probiotic = 微生态|益生菌
peptide = 多肽|肽
polysaccharide = 多糖
radiolabel = 放射性标记
contrast agent|contrast media = 对比剂|造影剂
lung cancer = 肺癌
breast cancer = 乳腺癌
liver cancer|hepatocellular = 肝癌|肝细胞癌
gastric cancer|stomach cancer = 胃癌
colorectal = 结直肠
lymphoma = 淋巴瘤
leukemia|leukaemia = 白血病
myeloma = 骨髓瘤
melanoma = 黑色素瘤
prostate = 前列腺癌|前列腺
ovarian = 卵巢
psoria = 银屑病
asthma = 哮喘
chronic obstructive = 慢性阻塞
epilep = 癫痫
parkinson = 帕金森
alzheimer = 阿尔茨海默
depress = 抑郁
schizophren = 精神分裂
multiple sclerosis = 多发性硬化
arthritis = 关节炎
osteopor = 骨质疏松
gout.|hyperuric = 痛风|高尿酸
heart failure = 心力衰竭|心衰
coronary = 冠状动脉|冠脉
atrial fibrillation = 房颤|心房颤动
stroke. = 卒中|脑梗
thrombo = 血栓
hyperlipid|cholesterol|lipid = 血脂|脂质
obesity|weight management = 肥胖|体重
renal|kidney = 肾
hepatic|liver. = 肝
pulmonary|lung. = 肺
cardiovascular|cardiac = 心血管|心脏
neuro = 神经
gastrointestinal|gastro = 胃肠
dermat|skin = 皮肤
pain.|analges = 疼痛|镇痛
contracepti = 避孕
obstetric|gynecolog = 妇产|妇科
infertil|assisted reproduct = 辅助生殖
endometrio = 子宫内膜
vaginal = 阴道
nasal = 鼻
lactat|breastfeeding = 哺乳
newborn|neonat = 新生儿
adolescent = 青少年
sunscreen|sun protection = 防晒
hair dye = 染发
whiten|anti-freckle = 祛斑|美白
fragrance = 香精|芳香
preservative = 防腐剂
colorant|pigment = 着色剂
nano = 纳米
efficacy claim = 功效宣称
safety assessment = 安全评估
banned ingredient|prohibited ingredient|prohibited raw = 禁用原料|禁用组分
new ingredient|new raw material = 新原料
existing ingredient|used ingredient = 已使用
children's cosmetic = 儿童化妆品
azelaic = 壬二酸
mercury = 汞
asbestos = 石棉
ethylene oxide = 环氧乙烷
endotoxin|pyrogen = 内毒素|热原
nitrosamin = 亚硝胺
elemental impurit = 元素杂质
residual solvent = 残留溶剂
mutagenic = 致突变
extractable|leachable = 浸出物|可提取物|相容性
dissolution = 溶出
polymorph|crystal = 晶型
sampling plan = 取样|抽样方案
process validation = 工艺验证
cleaning validation = 清洁验证
continuous manufactur = 连续制造
technology transfer = 技术转移
shared facilit|cross-contamination = 共线
water for injection = 注射用水
starting material = 起始物料
dose-finding|dose finding|dose exploration|dose selection = 剂量探索|剂量选择
exposure-response = 暴露
drug-drug interaction|drug interaction = 药物相互作用
population pharmacokinetic = 群体药代
physiologically based = 生理药代|生理药动
first-in-human = 首次人体
endpoint = 终点
estimand = 估计目标
sample size = 样本量
non-inferior = 非劣效
randomi = 随机
blinding|blinded = 盲法
placebo = 安慰剂
external control = 外部对照
single-arm|single arm = 单臂
subgroup = 亚组
multiplicity = 多重性
missing data = 缺失数据
bayesian = 贝叶斯
master protocol|umbrella|basket = 主方案
decentrali = 去中心化
data monitoring committee = 数据监查委员会
informed consent = 知情同意
ethic = 伦理
investigator = 研究者
sponsor = 申办者
institution filing|trial institution|clinical trial institution = 临床试验机构
development safety update = 研发期间安全性更新
benefit-risk|benefit risk = 获益|效益
signal. = 信号
periodic safety = 定期安全性
risk management plan = 风险管理计划
medication error = 用药错误
abuse = 滥用
dependence = 依赖
overdose = 过量
summary basis|summary of product = 摘要
patient-reported|patient reported = 患者报告
patient-centered|patient-centred|patient-focused = 以患者为中心
quality of life = 生活质量
compassionate|expanded access = 拓展性|同情使用
emergency|urgent approval = 应急|紧急
special approval|special review|special examination|special procedure = 特别审批|特别审查|特殊审批
communication|consultation meeting = 沟通交流
acceptance = 受理
supplementary material|deficiency = 补充资料|发补
on-site|onsite = 现场
flight inspection|unannounced inspection|unannounced = 飞行检查
data integrity = 数据可靠性|数据完整性
computerized|computerised = 计算机化
record. = 记录
self-inspection|self-examination = 自查
annual report = 年度报告
drug shortage|shortage = 短缺
stockpile|reserve = 储备
centralized procurement|volume-based = 集中采购|带量采购
essential medicin = 基本药物
reimbursement|medical insurance = 医保|医疗保险
price. = 价格
licensed pharmacist|pharmacist = 执业药师|药师
pharmacy|drugstore = 药店|药房
storage and transport|cold chain|transport = 运输|冷链
third-party|third party = 第三方
platform = 平台
registration certificate = 注册证
electronic submission|electronic application = 电子申报
free sale = 自由销售
certificate of a pharmaceutical product|certificate of pharmaceutical = 药品出口销售证明
export sales certificate|sales certificate = 出口销售证明|销售证明
port. = 口岸
customs = 海关
bonded|free trade = 保税|自由贸易
hong kong|macao = 港澳|香港|澳门
greater bay area = 大湾区
boao|hainan = 博鳌|海南
yangtze river delta = 长三角|长江三角洲
cross-border|cross border = 跨境
domestic responsible|domestic agent|legal agent = 境内责任人|代理人
overseas inspection = 境外检查
quality agreement = 质量协议
person in charge|responsible person = 负责人
training = 培训
penalty discretion|discretion = 裁量
administrative licens|administrative approval = 行政许可
administrative penalt = 行政处罚
reward|whistleblow|report of violation = 举报
credit = 信用
pilot = 试点
electronic common technical document|ectd = 电子通用技术文档
common technical document|ctd. = 通用技术文档
prohibit = 禁止
trial operation|trial run = 试运行
negative list = 负面清单
delegat|entrust = 委托
cancel|revok|nullif = 注销|撤销|取消
suspend = 暂停
withdraw = 撤回|退出
terminat = 终止
convert|switch|conversion|reclassif = 转换|调整类别
exempt = 免于|豁免
merge = 合并
simplif = 简化
clarif = 明确
extend|extension|renew = 延续|延长|拓展
transfer = 转让|转移
increase|add. = 增补|增加
inclusion|includ|incorporat = 列入|纳入
replace = 替代
third batch = 第三批
second batch = 第二批
first batch = 第一批
fourth batch = 第四批
technical review = 技术审评|技术审查
implementation rule|implementing rule|detailed rule = 实施细则
implementation opinion = 实施意见
biosecurity|biosafety = 生物安全
blood donation = 献血
human genetic resource = 人类遗传资源
basic medical and health care|basic medical care = 基本医疗卫生
health promotion|promotion of health = 健康促进
medical security|healthcare security = 医疗保障
fund. = 基金
infectious disease|communicable disease = 传染病
mental health = 精神卫生
human organ = 人体器官
transplant = 移植
personal information = 个人信息
pathogenic microorganism|pathogenic microbe = 病原微生物
law. = 法实施|管理法|疫苗法|标准化法
work procedure|working procedure|procedure = 工作程序|工作规程|程序|规程|流程
naming = 命名
terminolog = 术语
numbering|coding|code. = 编号|编码|代码
nomenclature|generic name|common name = 通用名称
trade name|brand name|proprietary name = 商品名
template|format. = 格式|模板
key point|inspection item|inspection points|checklist|check list = 要点
judgment criteria|judgement criteria|judgment principle|judgement principle|determination principle = 判定原则|判定标准
q&a|question|answers = 问答|问题解答
expert = 专家
advisory committee|consultation committee = 咨询委员会
laborator = 实验室
testing method|test method|detection method = 检测方法|检验方法
technical specification = 技术规范
substance = 物质
variety|varieties = 品种
compound preparation|compound. = 复方
oxycodone = 羟考酮
fentanyl = 芬太尼
ketamine|fluamine = 氯胺酮|氟胺酮
cannabinoid = 大麻素
tramadol = 曲马多
ephedrine = 麻黄碱
methadone = 美沙酮
morphine = 吗啡
codeine = 可待因
midazolam = 咪达唑仑
zolpidem = 唑吡坦
botulinum = 肉毒
thalidomide = 沙利度胺
heparin = 肝素
supporting = 配套
collateral|parallel standard = 并列
particular standard|special standard|specialized standard = 专用标准
mandatory = 强制性
recommended standard|recommendatory = 推荐性
real-world evidence|real world evidence = 真实世界证据
real-world|real world = 真实世界
marketing authorization holder|marketing authorisation holder|market authorization holder|mah.|\
drug marketing authorization holder|drug mah. = 上市许可持有人|持有人|药品上市许可持有人
traditional chinese medicine|chinese medicin|tcm = 中药|中医药
ethnic medicin = 民族药
medical device = 医疗器械
designat = 指定
in vitro diagnostic|in-vitro diagnostic|ivd = 体外诊断
diagnostic reagent|reagent = 试剂
cosmetic = 化妆品
toothpaste = 牙膏
vaccin = 疫苗
blood product = 血液制品
biological product|biologic = 生物制品
biosimilar = 生物类似药
generic = 仿制药
innovative drug|innovative medicin|innovative|innovation = 创新药|创新
orphan|rare disease = 罕见病|罕见疾病
pediatric|paediatric|children = 儿科|儿童
elderly|geriatric = 老年
pregnan = 妊娠|孕妇
psychotropic substance|psychotropic drug|psychotropic = 精神药品
narcotic drug|narcotic = 麻醉药品
radioactive|radiopharmaceutical = 放射性
precursor chemical|precursor = 易制毒化学品|易制毒
over-the-counter|otc|non-prescription|nonprescription = 非处方
prescription = 处方
clinical trial = 临床试验
clinical evaluation = 临床评价
clinical urgent|clinically urgent|urgently needed = 临床急需
bioequivalence = 生物等效
pharmacokinetic = 药代动力学|药动学
pharmacovigilance = 药物警戒
adverse reaction|adverse event = 不良反应|不良事件
good manufacturing practice|gmp = 生产质量管理规范
good clinical practice|gcp = 临床试验质量管理规范
good pharmacovigilance practice|gvp = 药物警戒质量管理规范
good supply practice|gsp = 经营质量管理规范
good laboratory practice for nonclinical studies|good laboratory practice for non-clinical studies|\
good laboratory practice for nonclinical laboratory studies|good laboratory practice for non-clinical drug studies|\
good laboratory practice for nonclinical drug studies|good laboratory practice|glp = 非临床研究质量管理规范
good agricultural practice for chinese crude drugs|good agricultural practice|gap. = 中药材生产质量管理规范
good practice = 质量管理规范
drug-device combination|combination product = 药械组合
crude drug|medicinal material = 中药材|药材
healthcare institution|medical institution|hospital = 医疗机构
temporary = 临时
monitor = 监测
contract manufactur|entrusted manufactur|entrusted production|contract production = 委托生产
manufactur|production = 生产
distribut|supply|trading|operation. = 经营|流通
retail = 零售
online|network sale|internet = 网络|互联网
import = 进口
export = 出口
overseas|abroad|foreign = 境外|国外
certif = 证明|证书|证照|认证
inspect = 检查|核查
sampling and test|sampling|test = 抽样检验|抽检|检验|抽查|抽样
unique device identif|unique identification of medical device|unique identif|udi = 医疗器械唯一标识|唯一标识
traceab = 追溯
reevaluat|re-evaluat = 再评价
early resolution = 早期解决
dispute = 纠纷|争议
life-cycle|life cycle|lifecycle = 全生命周期|生命周期
high-end = 高端
high-quality development = 高质量发展
nonclinical|non-clinical|preclinical = 非临床|临床前
chemical drug|chemical medicin|chemical = 化学药品|化学药|化药|化学
wholesal = 批发
health food|dietary supplement = 保健食品
special medical purpose = 特殊医学用途
infant formula|infant and young children formula = 婴幼儿配方|婴儿配方
food additive = 食品添加剂
food raw material|novel food = 食品原料
food-related = 食品相关
food = 食品
advertis = 广告
illegal|unlawful = 违法
rational use = 合理用药|合理使用
preparation. = 制剂
blood station = 血站
blood = 血液|用血
data. = 数据
intellectual property = 知识产权
master file = 主文件
registrant = 注册人
filer|filing person|record holder = 备案人
primary responsib|main responsib|principal responsib|responsibilit|liabilit = 主体责任|责任
disclos = 公开
reform = 改革
support = 支持
promot|facilitat = 促进|推进|推动
accelerat = 加快|加速
encourag = 鼓励
industry|industries = 产业|行业
qualification = 资格|资质
fee.|charge. = 收费|费用
vaccination|immunization = 预防接种
clinical research = 临床研究
clinical use|clinical application = 临床使用|临床应用
physician = 医师
nurse = 护士
reprocess|reusable = 重复使用|复用
disposable|single-use|single use = 一次性使用
surgical|surgery = 手术
quality control = 质量控制
doping|stimulant = 兴奋剂
toxic drug = 毒性药品
personnel = 人员
inspector = 检查员
rectification = 整治
label = 标签
package insert|instruction|insert sheet = 说明书
packag = 包装|药包材
excipient = 辅料
registration = 注册
filing|record-filing|notification of = 备案
review and approval = 审评审批
review|evaluation|assess = 审评|审查|评价|评估
approval|approv|licens = 批准|审批|许可
priority review|priority approval|priority = 优先审评|优先审批|优先
breakthrough therapy designat|breakthrough therap|breakthrough = 突破性治疗药物|突破性治疗
conditional = 附条件
supplementary application|supplemental application = 补充申请
post-approval change|post-marketing change|post-approval|post-marketing = 上市后变更|上市后
change|revision|revis = 变更|修订
re-registration = 再注册
electronic|e-submission = 电子
data protection = 数据保护
patent = 专利
reference preparation|reference listed drug|reference drug = 参比制剂
consistency evaluation = 一致性评价
stability = 稳定性
impurit = 杂质
quality = 质量
safety = 安全
risk = 风险
recall = 召回
penalt = 处罚
pharmacopoeia|pharmacopeia = 药典
standard = 标准
catalog|catalogue|list = 目录|清单|名单
classification|determination = 分类|界定
guideline|guidance|guiding principle|technical guideline|technical guidance = 指导原则|指南|技术指导原则
technical requirement = 技术要求
plan|program = 计划|规划|方案
sale. = 销售
application dossier|application material|dossier = 申报资料|资料要求|资料
cell therap|cell = 细胞
therap|treatment = 治疗
gene therap|gene = 基因
antibod = 抗体
tumor|oncolog|cancer|antitumor|anti-tumor = 肿瘤|癌
diabet = 糖尿病
hypertension = 高血压
artificial intelligence = 人工智能
software = 软件
cybersecurity|network security = 网络安全
animal = 动物
toxic = 毒性|毒理
carcinogen = 致癌
genotoxic = 遗传毒性
immunogenic = 免疫原性
extrapolat = 外推
statistic = 统计
adaptive = 适应性
indication = 适应症|适应证|功能主治
multi-regional|multiregional = 多区域
model-informed|modeling|modelling = 模型
patient = 患者
biomarker = 生物标志物
raw material = 原料
active pharmaceutical ingredient|drug substance|api. = 原料药
inhal = 吸入
inject = 注射
ophthalm = 眼科|眼用
topical|dermal|transdermal = 外用|透皮|局部
oral = 口服
sterile|steril|aseptic = 无菌|灭菌
batch release|lot release = 批签发
pre-approval|pre-market = 获批前|上市前
commercial = 商业
batch = 批次|批量
market = 上市
optimiz|optimis = 优化
strengthen = 加强|强化
adjust = 调整
applicab|adopt = 适用
repeal|abolish = 废止
institution = 机构
meeting|conference = 会议
drug|medicin|pharmaceutical = 药品|药物|医药
"""
_COMMON = """
product = 产品
device. = 器械
administrat|management|supervis|regulation of|govern = 管理|监督|监管
information = 信息
technical = 技术
provision|measure|regulation|rule|specification = 规定|办法|条例|规则|规范
content|item|matter|issue. = 内容|事项|问题|事宜
requirement = 要求
equipment|instrument|apparatus = 设备|仪器|装置
trial implementation|interim|provisional = 试行|暂行
draft|comment|solicit|public. = 征求意见|草案
implement|fulfil = 实施|执行|贯彻|落实
revised. = 修订版
issuing|issuance|releas|promulgat|publish = 发布|印发|公布|发放|核发
interpretation = 解读
policy. = 政策
system. = 系统|体系|制度
establish = 建立|设立|增设|确定
further = 进一步
work. = 工作
related|relevant|concerning = 有关|相关
part|certain = 部分
type|kind|categor = 类别|类
national|state = 国家|中华人民共和国
use|application of = 使用
application. = 申请|申报
conduct|carry|good job = 开展|做好
special. = 专门|专项
enterprise = 企业
several. = 若干
service = 服务
full.|whole.|entire. = 全面
action|initiative = 举措|措施
development = 发展
"""
"""Terms that stand in too many titles to tell one from another."""
_FIRST_COMMON = len(_TERMS.strip().splitlines())
"""The number of the first of these."""
_ICH = regex(r"\b[EMQS]\d{1,2}[A-F]?(?:\s?\(?R\d\)?)?\b", re.IGNORECASE)
_PLACE = regex(r"(?<![a-z0-9])(?=([a-z0-9][a-z0-9 -]{2}))|([\u4e00-\u9fff])")
"""The places where a term can begin."""
_BROAD = (
    *(
        "药品",
        "医疗器械",
        "化妆品",
        "制剂",
        "上市",
        "质量",
        "安全",
        "说明书",
        "处方",
        "非处方",
        "修订",
        "转换",
        "调整",
        "注销",
    ),
    *(
        "中药",
        "片",
        "胶囊",
        "颗粒",
        "糖浆",
        "软膏",
        "乳膏",
        "凝胶",
        "贴剂",
        "栓",
        "丸",
        "口服液",
        "混悬",
        "洗剂",
        "喷雾",
        "气雾剂",
    ),
    *(
        "散剂",
        "缓释",
        "肠溶",
        "注射液",
        "注射",
        "口服",
        "外用",
        "吸入",
        "进口",
        "口岸",
        "第一批",
        "第二批",
        "第三批",
        "第四批",
    ),
)


class Term(NamedTuple):
    """A term in a title, with the number of its concept."""

    start: int
    end: int
    concept: int


@cache
def _terms() -> dict[str, list[tuple[str, int]]]:
    """Return the beginning of a term, three letters or one Chinese character -> the terms with it, longest first."""
    numbers: dict[str, int] = {}
    for number, line in enumerate(f"{_TERMS.strip()}{_COMMON}".splitlines()):
        for term in line.replace(" = ", "|").split("|"):
            numbers.setdefault(term, number)
    for term, number in tuple(numbers.items()):
        # Names of documents leave this out (`han_name`).
        bare = term.replace("性", "")
        if len(bare) > 1:
            numbers.setdefault(bare, number)
    terms: dict[str, list[tuple[str, int]]] = {}
    for term in sorted(numbers, key=len, reverse=True):
        terms.setdefault(term[:3] if term.isascii() else term[0], []).append((term, numbers[term]))
    return terms


def terms_in(text: str) -> Iterator[Term]:
    """Yield the terms of a text in their order; `text` is folded (NFKC) and in lower case.

    A search by the beginnings of words takes 40 µs for a title, where a pattern of all terms takes 500.
    """
    terms, end = _terms(), 0
    for place in _PLACE().finditer(text):
        start = place.start()
        if start < end:
            continue
        for term, concept in terms.get(place[1] or place[2], ()):
            end_of_term = _end_of(term, text, start)
            if end_of_term:
                end = end_of_term
                yield Term(start, end, concept)
                break


def _end_of(term: str, text: str, start: int) -> int:
    """Return the end of the term at `start`, up to the end of its last word; 0 if it is not there."""
    stem = term.rstrip(".")
    if not text.startswith(stem, start):
        return 0
    end = start + len(stem)
    if not term.isascii():
        return end
    last = end
    while "a" <= text[last : last + 1] <= "z":
        last += 1
    return last if stem == term or text[end:last] in {"", "s"} else 0


def concepts_of(text: str, terms: Iterable[Term]) -> frozenset[str]:
    """Return the concepts of the terms of a text, as numbers of this glossary, and its ICH codes and standards.

    None of the common terms is among them.
    """
    found = {str(term.concept) for term in terms if term.concept < _FIRST_COMMON}
    codes = {re.sub(r"[\s()]", "", match[0]).upper() for match in _ICH().finditer(text)}
    return frozenset(found | codes)


@cache
def untelling_concepts() -> frozenset[str]:
    """Return the concepts that a title of a drug regulator leaves out as often as it has them: `drug`."""
    return frozenset(str(number) for term, number in _terms()["药"] if term == "药品")


@cache
def field_concepts() -> frozenset[str]:
    """Return the concepts of the goods that a regulator has a department for: no translation leaves them out."""
    fields = ("医疗器械", "化妆品", "疫苗", "中药", "体外诊断", "牙膏", "保健食品")
    return frozenset(str(number) for words in fields for term, number in _terms()[words[0]] if term == words)


@cache
def broad_concepts() -> frozenset[str]:
    """Return the concepts that hundreds of titles are about: whole fields, dosage forms, changes of package inserts."""
    return frozenset(str(number) for words in _BROAD for term, number in _terms()[words[0]] if term == words)
