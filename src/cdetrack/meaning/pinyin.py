"""Compare a Chinese name with its spelling in an English title: `Huoxue Zhitong` and 活血止痛.

English pages of Chinese authorities spell the names of traditional medicines, places and firms in pinyin without tones.
The table has the characters of such names; a name with any other character is not recognised.
"""

import re
from functools import cache

_CHARACTERS = """
a 阿 ai 艾爱矮 an 安桉庵鞍 ao 奥澳 ba 八巴芭拔 bai 白百柏败 ban 半板斑瘢 bao 保宝包抱 bei 北贝备倍 ben 本苯
bi 鼻比必碧痹闭璧 bian 便变扁边 biao 表标 bie 别鳖 bin 宾滨 bing 冰丙病 bo 博薄波泊 bu 补布不步 cai 菜采 can 参蚕残
cang 苍藏沧 cao 草曹 chai 柴 chan 产禅蝉蟾颤 chang 肠长常昌 chao 潮朝巢 che 车 chen 陈晨沉 cheng 成城程澄
chi 赤迟池尺 chong 虫冲重充崇 chou 抽仇 chu 除楚初 chuan 川喘穿 chuang 疮创 chun 春纯唇 ci 刺慈磁次 cong 葱聪 cui 催
da 大达打 dai 代带黛戴 dan 丹胆单淡但 dang 当党荡 dao 道刀导 de 得德 deng 灯邓登 di 地滴低帝 dian 癫典淀点店
die 跌蝶 ding 丁定鼎顶 dong 冬东动冻 du 毒独杜度都 duan 断段端 dun 敦 e 鹅峨鄂阿 er 儿耳二尔 fa 发法 fan 番范翻凡
fang 防方芳房 fei 肺飞费 fen 芬分粉奋 feng 风丰蜂凤枫封 fu 妇附茯复肤福扶腹 gai 钙改盖 gan 肝甘干感柑赣 gang 肛冈港
gao 膏高羔 ge 葛格隔蛤 gen 根 geng 更梗 gong 宫公功龚 gou 枸钩狗 gu 骨谷固古故 gua 瓜挂 guan 关冠贯管 guang 广光
gui 归桂龟贵规 gun 滚 guo 果国锅 hai 海 han 寒汗含汉韩函 hang 杭航 hao 好蒿 he 和河荷核合何 hei 黑 heng 恒横
hong 红洪虹鸿 hou 厚喉后猴 hu 虎湖护琥壶 hua 化花华滑 huai 槐怀淮 huan 环缓还 huang 黄皇煌 hui 回灰徽惠 hun 浑
huo 活火霍藿获 ji 肌鸡积急吉济剂季极蓟 jia 甲加嘉佳家 jian 健肩坚建江减煎 jiang 降姜江浆僵酱强 jiao 胶角椒交蛟
jie 解结节接洁界 jin 金筋近锦晋津 jing 精经颈净镜京惊荆景 jiu 九酒救久 ju 菊橘局 juan 卷娟 jue 决诀 jun 菌君军
kai 开凯 kan 坎 kang 康抗 ke 咳克可科 kou 口 ku 苦库 kuan 款宽 kun 昆坤 la 腊蜡拉 lai 来莱 lan 兰蓝阑 lang 狼朗
lao 老劳 le 乐勒 lei 雷类 leng 冷 li 利理力丽痢李里荔 lian 连莲廉炼 liang 凉良两 liao 疗辽 lin 淋林临麟
ling 灵羚凌岭零 liu 六流柳瘤刘 long 龙隆 lou 漏楼 lu 鹿芦炉鲁泸陆绿律 luo 络罗洛落 lv 绿吕 ma 麻马 mai 麦脉
man 慢曼满 mang 芒盲 mao 猫毛茅 mei 梅美眉玫 men 门闷 meng 蒙梦 mi 蜜秘米迷 mian 面绵 miao 苗妙 min 敏民闽
ming 明命鸣 mo 没莫摩墨 mu 木母牡目 na 那纳 nai 奶耐 nan 南男难 nao 脑闹 nei 内 ni 尼泥 nian 年粘 niao 尿鸟
ning 宁凝 niu 牛 nong 脓浓农 nu 怒女 nuan 暖 nv 女 ou 欧 pai 排派 pan 盘攀 pang 胖庞 pei 培配 pen 盆喷 peng 蓬彭
pi 脾皮枇 pian 片偏 ping 平瓶萍凭 po 破婆 pu 蒲葡浦普 qi 气七奇祁齐芪脐 qian 前千钱 qiang 强羌枪 qiao 翘桥 qie 茄
qin 芩秦琴 qing 清青轻庆情 qiong 穷琼 qiu 秋球丘 qu 曲祛去屈 quan 全泉痊 que 雀缺 ran 然 rao 绕 re 热 ren 人仁任
ri 日 rong 容荣融茸 rou 柔肉 ru 乳如入 ruan 软 run 润 sa 萨 san 三散 sang 桑 sao 搔 sen 森 sha 沙砂杀 shai 晒
shan 山杉陕 shang 伤商上尚 shao 少烧 she 蛇舌麝 shen 神肾参身深申 sheng 生升胜盛 shi 石湿食十视实使师 shou 手首寿
shu 舒疏书暑熟鼠蜀 shuan 栓 shuang 双霜 shui 水睡 shun 顺 si 丝四思泗 song 松宋 su 苏速素宿 suan 酸 sui 髓岁随
sun 孙损 suo 缩锁 tai 泰胎太台 tan 痰坛炭 tang 糖汤唐 tao 桃陶 te 特 teng 疼藤 ti 体提 tian 天田甜 tiao 调条
tie 贴铁 ting 停亭 tong 通痛铜童同桐 tou 头 tu 土兔菟 tui 退腿 tun 吞 tuo 脱托 wai 外 wan 丸晚万 wang 王旺望
wei 胃威微维味尾卫 wen 温文纹 wo 沃 wu 五乌无吴武巫 xi 西息喜溪洗细犀 xia 夏下虾 xian 仙鲜咸痫 xiang 香湘象祥
xiao 消小效哮硝 xie 泻血邪蝎斜 xin 心新辛 xing 行杏型星 xiong 胸熊芎 xiu 秀 xu 虚徐许 xuan 玄眩宣 xue 血雪 xun 熏
ya 牙亚鸭 yan 炎眼咽盐延燕烟 yang 阳羊养痒杨 yao 腰药瑶 ye 叶液夜野 yi 益一宜抑医伊疫 yin 银阴茵饮引印 ying 英婴营
yong 永 you 油优尤 yu 鱼玉愈郁育瘀淤渔 yuan 元圆远源 yue 月越粤 yun 云孕 za 杂 zang 藏脏 zao 枣燥皂 ze 泽 zeng 增
zhang 张漳胀 zhao 照 zhe 浙 zhen 针珍真镇疹 zheng 正症郑 zhi 止制质治志脂枝栀痔知芝 zhong 中肿重钟 zhou 周州舟
zhu 猪珠竹朱诸 zhua 抓 zhuang 壮 zhui 追 zhun 准 zhuo 着 zi 子紫滋 zong 棕宗 zou 走 zu 足 zui 醉 zuo 左
"""
_SHORTEST = 5
# Words of English titles that are made of syllables of pinyin as well.
_ENGLISH = frozenset({
    "alabama", "amending", "banding", "binding", "canada", "canadian", "change", "changing", "china", "coding",
    "combining", "containing", "damage", "dating", "debating", "diluting", "dining", "donating", "ebola",
    "feeding", "funding", "future", "genuine", "german", "guidance", "guide", "guiding", "handing", "heading",
    "hiding", "human", "japan", "landing", "leading", "lending", "lining", "loading", "machine", "maleate",
    "manage", "managing", "mandating", "median", "mining", "naming", "pending", "polluting", "puritan", "quasi",
    "range", "rating", "reading", "regulating", "relating", "remaining", "remote", "riding", "sedan",
    "sedating", "sending", "share", "sharing", "siding", "sultan", "taming", "timing", "tissue", "titan",
    "tongue", "tubing", "updating", "woman", "women",
})  # fmt: skip


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    """Return character -> its spellings."""
    spellings: dict[str, tuple[str, ...]] = {}
    words = _CHARACTERS.split()
    for syllable, characters in zip(words[::2], words[1::2], strict=True):
        for character in characters:
            spellings[character] = (*spellings.get(character, ()), syllable)
    return spellings


@cache
def _word() -> re.Pattern[str]:
    syllables = sorted({each for spellings in _spellings().values() for each in spellings}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(syllables)}){{2,5}}\b")


def pinyin_words(text: str) -> list[str]:
    """Return the words of a text in lower case that may be pinyin: two to five syllables, five letters or more."""
    return [word for word in _word().findall(text) if len(word) >= _SHORTEST and word not in _ENGLISH]


def is_spelled(word: str, text: str) -> bool:
    """Return True if neighbouring characters of a Chinese text are spelled `word`."""
    return any(_rest_is_spelled(word, text, start) for start in range(len(text)))


def _rest_is_spelled(word: str, text: str, start: int) -> bool:
    """Return True if the characters from `start` on are spelled `word`, all of it."""
    left = {word}
    for character in text[start : start + len(word)]:
        syllables = _spellings().get(character, ())
        left = {each.removeprefix(syllable) for each in left for syllable in syllables if each.startswith(syllable)}
        if "" in left:
            return True
        if not left:
            return False
    return False
