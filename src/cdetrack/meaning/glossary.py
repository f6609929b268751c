"""Terms of drug regulators in English and Chinese, to compare an English title with a Chinese one.

Each line is one concept: its English stems, matched at the beginning of words, then its Chinese terms. Of two terms at
one place the longer one counts. Source: the regulator's bilingual laws and ICH's translated guidelines.
"""

import re
from collections.abc import Iterable
from functools import cache

_TERMS = """
real-world evidence|real world evidence = 真实世界证据
real-world|real world = 真实世界
marketing authorization holder|marketing authorisation holder|market authorization holder|mah = 上市许可持有人|持有人
traditional chinese medicine|chinese medicin|tcm = 中药|中医药
ethnic medicin = 民族药
medical device = 医疗器械
in vitro diagnostic|in-vitro diagnostic|ivd = 体外诊断
diagnostic reagent|reagent = 试剂
cosmetic = 化妆品
toothpaste = 牙膏
vaccin = 疫苗
blood product = 血液制品
biological product|biologic = 生物制品
biosimilar = 生物类似药
generic = 仿制药
innovative drug|innovative medicin|innovative = 创新药|创新
orphan|rare disease = 罕见病|罕见疾病
pediatric|paediatric|children = 儿科|儿童
elderly|geriatric = 老年
pregnan = 妊娠|孕妇
psychotropic = 精神药品
narcotic = 麻醉药品
radioactive|radiopharmaceutical = 放射性
precursor = 易制毒
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
good supply practice|gsp = 经营质量管理规范
good laboratory practice|glp = 非临床研究质量管理规范
good agricultural practice for chinese crude drugs|good agricultural practice|gap = 中药材生产质量管理规范
good practice = 质量管理规范
drug-device combination|combination product = 药械组合
crude drug|medicinal material = 中药材|药材
healthcare institution|medical institution|hospital = 医疗机构
temporary = 临时
monitor = 监测
contract manufactur|entrusted manufactur|entrusted production|contract production = 委托生产
manufactur|production = 生产
distribut|supply|trading = 经营|流通
retail = 零售
online|network sale|internet = 网络
import = 进口
export = 出口
overseas|abroad|foreign = 境外|国外
certificate = 证明|证书
inspect = 检查|核查
sampling|test = 抽检|检验|抽查
unique device identification|udi|unique identif = 唯一标识
traceab = 追溯
label = 标签
package insert|instruction|insert sheet = 说明书
packag = 包装|药包材
excipient = 辅料
registration = 注册
filing|record-filing|notification of = 备案
review and approval = 审评审批
review|evaluation = 审评|审查
approval|approv = 批准|审批|许可
priority review = 优先审评
breakthrough = 突破性治疗
conditional = 附条件
supplementary application|supplemental application = 补充申请
post-approval change|post-marketing change|post-approval|post-marketing = 上市后变更|上市后
change|revision|revis = 变更|修订
re-registration = 再注册
electronic|ectd|e-submission = 电子
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
guideline|guidance|guiding principle = 指导原则|指南
technical requirement = 技术要求
plan|program = 计划|规划|方案
interpretation = 解读
application dossier|application material|dossier = 申报资料|资料要求
cell therap|cell = 细胞
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
multi-regional|multiregional = 多区域
model-informed|modeling|modelling = 模型
patient = 患者
biomarker = 生物标志物
raw material = 原料
active pharmaceutical ingredient|drug substance|api = 原料药
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
supervis = 监督|监管
institution = 机构
meeting|conference = 会议
drug|medicin|pharmaceutical = 药品|药物|医药
"""
_COMMON = """
product = 产品
administrat|management = 管理
information = 信息
technical = 技术
provision|measure|regulation = 规定|办法|条例
content|item|matter = 内容|事项
trial implementation|interim|provisional = 试行|暂行
draft|comment = 征求意见
implement = 实施
"""
"""Terms that stand in too many titles to tell one from another."""
_FIRST_COMMON = len(_TERMS.strip().splitlines())
"""The number of the first of these."""
_ICH = re.compile(r"\b[EMQS]\d{1,2}[A-F]?(?:\s?\(?R\d\)?)?\b", re.IGNORECASE)


@cache
def _numbers() -> dict[str, int]:
    """Return term -> the number of its concept."""
    numbers: dict[str, int] = {}
    for number, line in enumerate(f"{_TERMS.strip()}{_COMMON}".splitlines()):
        for term in line.replace(" = ", "|").split("|"):
            numbers.setdefault(term, number)
    return numbers


@cache
def ENGLISH_TERMS() -> re.Pattern[str]:  # noqa: N802 - a constant that is compiled at first use
    """Return the pattern of words that begin with an English term, its group; it expects lower case."""
    return re.compile(rf"\b({_longest_first(term for term in _numbers() if term.isascii())})[a-z]*")


@cache
def HAN_TERMS() -> re.Pattern[str]:  # noqa: N802
    """Return the pattern of the Chinese terms."""
    return re.compile(_longest_first(term for term in _numbers() if not term.isascii()))


def _longest_first(terms: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(terms, key=len, reverse=True)))


def concepts_in(title: str) -> frozenset[str]:
    """Return the concepts that a title names, as numbers of this glossary, and its ICH codes; none of the common terms.

    `title` is folded (NFKC); it is searched for English and Chinese terms alike.
    """
    found = {_numbers()[match[1]] for match in ENGLISH_TERMS().finditer(title.casefold())}
    found.update(_numbers()[match[0]] for match in HAN_TERMS().finditer(title))
    codes = {re.sub(r"[\s()]", "", match[0]).upper() for match in _ICH.finditer(title)}
    return frozenset(codes | {str(number) for number in found if number < _FIRST_COMMON})
