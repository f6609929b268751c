"""Find the words by which a document corrects, supplements, updates or withdraws another document."""

import re

from cdetrack.text.regex import Gated, regex

_DOCUMENT = (
    r"(?:announcements?|notices?|circulars?|notifications?|guid(?:elines?|ances?)|provisions?|rules?|rulemaking"
    r"|measures|annex(?:es)?"
    r"|append(?:ix|ices)|attachments?|catalog(?:ue)?s?|lists?|standards?|specifications?|documents?|q\s?&\s?as?"
    r"|reflection papers?|monographs?"
    r"|questions and answers|regulations?|orders?|opinions?|decisions?|interpretations?)\b"
)
# Products and their papers are withdrawn, supplemented and corrected as well.
_NO_PRODUCT = (
    r"(?:(?!\b(?:approvals?|certificates?|authori[sz]ations?|licen[cs]es?|registrations?|applications?|products?"
    r"|lots?|batch(?:es)?"
    r"|from sale|market|requirements?|procedures?)\b)[^;]){0,160}?"
)
# `Revision of the guideline on widgets: consultation`: the words behind it are the document.
_NOT_ABOUT_IT = (
    r"(?![^;]{0,200}[:(–—-]\s?(?:[\w-]{1,12} ){0,2}"
    r"(?:drafts?|consultations?|webinars?|workshops?|reports?|questions)\b)"
    r"(?![^;]{0,200}\bfor (?:public )?(?:comments?|consultation)\b)"
)
_CORRECTS = Gated(
    r"\b(?:corrigend(?:um|a)|errat(?:um|a))\b|(?:^|[;:(—–]\s?|\s-\s)(?:technical |notice of )?(?:corrections?"
    r"|correcting amendments?)\b(?!al)"
    r"|\bnotice of correction\b"
    rf"|\bcorrect(?:ions?|ing)\b (?:(?:of|to|in|for)\b)?{_NO_PRODUCT}\b{_DOCUMENT}"
    rf"|^(?:the )?(?:supplement|addendum) to (?:the )?(?!.{{0,20}}\bICH\b){_NO_PRODUCT}\b{_DOCUMENT}"
    rf"|\bsupplement(?:ary|al)? (?:notice|announcement|circular|explanation|note)s?\b|\b(?:on"
    rf"|of) supplementing (?:the )?{_NO_PRODUCT}\b{_DOCUMENT}"
    rf"|(?:^|[;:(—–]\s?|\b(?:on|of) )(?:the )?(?:withdrawal|withdrawing|rescission"
    rf"|rescinding)\s?(?:of\s)?{_NO_PRODUCT}\b{_DOCUMENT}"
    r"|; (?:notice of )?withdrawal$"
    r"|; amendment of (?:the )?notice$"
    # `Update of MDCG 2031-1 rev.1 - Application of …`: the document by its code.
    r"|^(?:the )?updates? (?:to|of) (?:the )?MDCG 20\d\d-\d"
    r"(?!.{0,200}\b(?:postponed|delayed|planned|webinar|workshop|survey)\b)"
    r"|^(?:partial )?amendments? (?:to|of) (?:the )?[\"“”']?(?:[\w-]{1,20} ){0,5}"
    r"(?:guid(?:elines?|ances?)|principles|instructions|notices?|notifications?)\b"
    rf"|^(?:the )?updates? (?:to|of) (?:the )?{_NO_PRODUCT}\b{_DOCUMENT}"
    # `Changes to the guidance document Widgets`, `Expansion of the Agency position paper on widgets`.
    r"|^(?:(?:minor|further) )?(?:changes?|revision|modifications?|expansion|adaptation) (?:to|of) (?:the )?"
    r"(?:\w{1,20} )?(?:guidance document|guideline|position paper|information sheet|reflection paper)\b"
    rf"(?! (?:process|development|program)){_NOT_ABOUT_IT}"
    rf"|\b(?:announcement|notice|circular) (?:on|of|for) (?:the )?(?:updating|updates? (?:to"
    rf"|of)) (?:the )?{_NO_PRODUCT}\b{_DOCUMENT}"
    r"|更正(?!登记|率)|勘误|订正|补充(?:说明|通知|公告|通告|函)|的补充规定|(?:通知|公告|通告|规定|办法|细则|目录|清单|名单|指南|指引|指导原则|要求|说明|标准|决定|意见|问答|条例|规范|程序|方案|》|号\)?)的?补充$|关于(?:对)?补充《"
    r"|(?:撤回|撤销|收回)(?:对)?(?:[^《》的]{0,30}\d{1,5}号"
    r"|[^《》的]{0,20}《[^《》]{0,200}(?<!证)(?<!证书)(?<!批件)(?<!批准文号)》)"
    r"|更新(?:说明$|《|[^《》的]{0,30}\d{1,5}号(?:公告|通告|通知))",
    *("correct", "corrigend", "errat", "supplement", "addendum", "withdraw", "resci", "updat", "amendment"),
    *("change", "revision", "modification", "expansion", "adaptation"),
    *("更正", "勘误", "订正", "补充", "撤", "收回", "更新"),
)
_QUOTED = regex(r"《[^《》]{1,300}》")


def find_correction(title: str) -> re.Match[str] | None:
    """Return the words by which the title corrects, supplements, updates or withdraws one document, else None.

    `title` is NFKC-folded and bounded by the caller. Words inside a quoted name do not count.
    """
    for match in _CORRECTS.finditer(title):
        if not any(quoted.start() < match.start() < quoted.end() for quoted in _QUOTED().finditer(title)):
            return match
    return None
