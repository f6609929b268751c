"""Fold traditional Chinese characters to the simplified ones of the rules for days."""

from cdetrack.text.regex import regex

_TRADITIONAL = (
    "並佈來係個備傳僅優內兩冊別則創劃劑動務匯區協厤參員問啟單國圍執報場塊壇妝寀實審寬將對導屆屬庫廠廢廣廳"
    "強彙後從復徵徹憑應戶採換擇據擬數於時暫曏書會條業構標機檢檯權歷決沖況準滿為營爲獲現產産畢異當療發監"
    "確碼禮種穫節範簽籤納紙細終組結統經綫網線緩總織繳繼續罰聯聽脩臨與舉舊茲華薦藥處號衛衝補製複見規訂計訊"
    "討訓設許註評詢試話該認說調談請論講證識譭議護變貫費資賦質賬購軟載輪輸轉辦迴這週進運過達適遲選郵醫銷錄"
    "録鎖長門開間關陳陸隻雙電響項順須預頒領題類餘驗髮點粧"
)
"""The traditional characters of words in the rules: `實` of `實施`, `應` of `應於`."""
_SIMPLIFIED = (
    "并布来系个备传仅优内两册别则创划剂动务汇区协历参员问启单国围执报场块坛妆采实审宽将对导届属库厂废广厅"
    "强汇后从复征彻凭应户采换择据拟数于时暂向书会条业构标机检台权历决冲况准满为营为获现产产毕异当疗发监"
    "确码礼种获节范签签纳纸细终组结统经线网线缓总织缴继续罚联听修临与举旧兹华荐药处号卫冲补制复见规订计讯"
    "讨训设许注评询试话该认说调谈请论讲证识毁议护变贯费资赋质账购软载轮输转办回这周进运过达适迟选邮医销录"
    "录锁长门开间关陈陆只双电响项顺须预颁领题类余验发点妆"
)
"""The simplified form of each, in the same order."""
_FOLDED = {ord(old): new for old, new in zip(_TRADITIONAL + "「」『』", _SIMPLIFIED + "《》《》", strict=True)}
_ANY = regex(f"[{_TRADITIONAL}]")
_KANA = regex("[ぁ-んァ-ヶ]")


def simplified(text: str) -> str:
    """Return a text in traditional Chinese with simplified characters, and with `《》` for the quotes of names.

    Its length stays, so that places in it are those of the text. Characters of no rule stay, and so does Japanese.
    """
    if text.isascii() or _ANY().search(text) is None or _KANA().search(text) is not None:
        return text
    return text.translate(_FOLDED)
