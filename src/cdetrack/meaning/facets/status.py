"""Find out from its title whether a document is a draft or interim."""

import re

from cdetrack.meaning.gazette import notification
from cdetrack.text.regex import Gated, has_any, regex

_DOCUMENT = (
    r"(?:guid(?:elines?|ances?|es?)|gfi|provisions?|measures?|regulations?|rules?|laws?|standards?|orders?|procedures?"
    r"|requirements?|specifications?|catalog\w{0,4}|lists?|plans?|opinions?|amendments?|revisions?|documents?|texts?"
    r"|monographs?|polic(?:y|ies)|labell?ing|recommendations?|considerations|principles|q\s?&\s?as?|faqs?"
    r"|questions and answers"
    r"|codes?|instruments?|determinations?|vich gl ?\d{1,2}"
    r"|reflection papers?|concept papers?|assessment reports?|annex(?:es)?|chapters?|practices?|public statements?"
    r"|templates?)\b"
)
_DRAFT = Gated(
    r"\((?:[^()]{0,40}\b)?(?:draft|exposure draft)\b[^()]{0,80}\)|\bdrafts? for (?:public )?(?:comments?"
    r"|opinions?|solicit\w*|public|consultation|review)\b|(?:^|[:;,—–-]\s?)"
    r"(?:(?:first|second|third|fourth|2nd|3rd|revised|updated|new|initial|public|consultation|final) ){0,2}draft"
    r"(?: (?:(?:version )?\d{1,2}|document))?(?:\W{0,3}$|\s?\()"
    r"|\b(?:regulations?|law|measures|guid(?:elines?|ances?)|rules?|provisions?|standards?) drafts?$"
    r"|^guid(?:eline|ance) drafts? (?:on|for|about)\b|\bdrafts of\b"
    r"|\bunder (?:public )?consultation\b"
    r"|[(\[](?:[\w ]{0,16}\b)?for (?:public )?(?:comments?|consultation)[)\]]"
    r"|\b(?:comments?|consultation) (?:version|edition|text)\b|\bversion for (?:public )?(?:comments?|consultation)\b"
    r"|\b(?:consultation|exposure) draft\b|\b(?:comments?|opinions?|feedback) on the draft\b"
    rf"|(?:^|[^\w-])(?<!final )draft\s(?:[\w()&/'’-]{{1,40}}\s){{0,5}}{_DOCUMENT}|\bproposed rulemaking\b"
    r"|\bproposed (?:\w{1,20} ){0,2}(?:rules?|regulations?|amendments?|orders?|guid(?:elines?|ances?)|revisions?"
    r"|documents?|standards?|changes?)\b"
    r"|(?:\s[-–—]\s|\s\()step\s[12][ab]?(?:\sdraft)?\)?(?:$|(?=\s[-–—]\s(?:EMA|EMEA|CHMP|CPMP)/))"
    # The council's process, a forum's number, and South Africa's list of documents.
    r"|\bdraft \(step [12][ab]?\)|\bIMDRF/[^:]{3,40}/N\d{1,3}\s?\(?draft\b"
    r"|^(?:guid(?:eline|ance)|document|form)s? for comments?\s?[:–—-]"
    r"|^ich guidelines?\b[^:;]{1,40}\)\sstep\s[12][ab]?(?=\son\b)|^canada gazette, part (?:i(?!i)|1)\b"
    r"|\b(?:zero|working|preliminary|first|initial) draft\b(?! agendas?\b| minutes\b)"
    # `Draft widget tablets 2.5 mg and 5 mg product-specific guidance`: the name of a product before the sort.
    rf"|^draft\s(?!agendas?\b|minutes\b|programmes?\b)(?:[^\s:;]{{1,40}}\s){{0,14}}{_DOCUMENT}"
    r"|^[\[(【]?draft(?:[\])】]|\s?[:–—-])\s?(?!agendas?\b|minutes\b|programmes?\b)(?=\w)",
    *("draft", "consultation", "comment", "proposed", "step", "canada gazette"),
)
_HAN_DRAFT = Gated(
    r"征求意见[稿版本]|意见征求稿|送审稿|讨论稿|征询意见稿|草案|公示稿"
    r"|\([^()]{0,16}(?:[初草]|报批|审议|论证|评议|征集|意见|反馈|建议)稿[^()]{0,8}\)"
    r"|^(?:第[一二三四]次)?预告(?=修正|修订|订定|增订|制定|废止|国际|《)",
    *("征求意见", "稿", "草案", "预告"),
)
# `发布…（修订稿）`: a document issued under this name is in force.
_REVISION = Gated("修订稿", "修订稿")
_ISSUED = regex(r"关于(?:发布|印发|公布|颁布|实施)|^[^《]{0,30}(?:发布|印发|公布)《")
_ASKS = Gated(
    r"\b(?:public|open|targeted|joint|stakeholder) consultations?\b|(?:^|[:;—–-]\s?)consultations?(?:\s?[:—–-]|$)"
    r"|^(?!expert|scientific|medical|online|pre-)\w{2,12} consultations?\s?[:—–-]\s"
    r"|\bconsultations? (?:on|regarding|about|into|paper|document|draft|is open|opens|launched|extended"
    r"|for (?:the |an? )?(?:proposed )?(?:amend(?:ment|ing)|revis(?:ion|ing))s?"
    r"|reopened|period)\b|\bfor (?:public )?consultation$"
    r"|\bfor (?:(?:public|industry|stakeholder|external) ){1,2}comments?$"
    r"|\bconsult(?:s|ing) (?:(?:the )?(?:public|stakeholders|industry|sponsors|patients) )?"
    r"(?:on|about|over|regarding)\b|\bcalls? for (?:written |public )?(?:evidence|input)\b|\bhave your say\b"
    r"|\bpapers? for (?:public )?consultation\b"
    r"|\b(?:views|feedbacks?|input|submissions|comments?|opinions?) (?:is |are )?(?:sought|wanted|invited|requested"
    r"|needed|welcome)\b"
    r"|\b(?:open(?:s|ed)?|issued|published|released|out)(?: \w{1,20}){0,2} for (?:public |external "
    r"|stakeholder )?(?:comments?|consultation)\b"
    r"|\b(?:call|request)s? for (?:public |written )?comments?\b|\bcomments? requests?\b"
    r"|\b(?:comment|consultation) period\b"
    r"|\b(?:seek(?:s|ing)?|solicit(?:s|ed|ing|ation)?|invit(?:es?|ed|ing|ation)|gather(?:s|ing)?|collect(?:s|ing|ion)?\b(?!.{0,40}\binput)"
    r"|request(?:s(?! for feedback and)|ing)?|ask(?:s|ing)?|call(?:s|ing)? for"
    r"|welcom(?:es|ing)|wants?)\b(?: (?!on\b|scientific\b)\w{1,20}){0,4}? "
    r"(?:comments?|opinions?|feedback|views|input)\b",
    *("consult", "comment", "evidence", "input", "your say", "view", "feedback", "submission", "opinion"),
)
_HAN_ASKS = Gated(
    r"(?:征求|征集|征询).{0,400}意见|征求意见|意见征集|意见征求"
    # Hong Kong's word: `有关修订某标准的谘询工作展开`.
    r"|公[众开][咨谘]询(?:文件|工作)?(?:展开|开始|启动)|(?:修订|修改|制定|订立|立法|建议)[^,。;]{0,40}[咨谘]询工作(?:展开|开始|启动)",
    *("意见", "咨询", "谘询"),
)
# An outcome of a consultation, ideas for revising a document in force, and meetings and services by the name of
# consultation.
_ASKS_NO_COMMENT = Gated(
    r"\b(?:outcomes?|results?|summary|overview|analysis|compilation|responses?|replies|reply|report|feedback) (?:of"
    r"|to|on|from|after) "
    r"(?:\w{1,20} ){0,4}(?:consultations?|comments?|opinions?|evidence)\b"
    r"|\bconsultations?\b[^.;:]{0,60}\b(?:ended|closed|concluded)\b"
    r"|\bconsultation (?:outcomes?|responses?|results?|meetings?|services?|procedures?|closed)\b|\bcomments? received\b"
    r"|\b(?:withdraw\w{0,4}|rescission|rescind\w{0,4}) (?:of |the ){0,2}(?:draft|proposed)\b"
    # `Widgets; Withdrawal of a Request; Draft Guidance`: the matter of a draft.
    r"|; withdrawal(?![^;]{0,200};\s(?:revised )?(?:draft|proposed)\b)"
    r"|\bfinali[sz]\w{1,3}\b"
    # `Requests for Feedback on Widgets; Guidance for Industry; Availability`: its matter asks, and it is no draft.
    r"|; guidance for [^;]{4,80}; availability$"
    r"|\bdecisions? (?:on|about|regarding) (?:the )?proposed\b"
    r"|\b(?:passe[sd]|reviews?|reviewed|deliberat(?:es?|ed|ing)|discuss(?:es|ed|ing)?|tables) (?:the )?draft\b"
    r"|\bdraft\b.{0,120}\b(?:submitted to|passed|adopted)\b"
    r"|(?:修订|编制|制定|增补)(?:的)?(?:意见|建议)|意见建议?(?:的)?(?:反馈|采纳|处理|汇总|答复|落实)|征求意见(?:的)?(?:情况|结果|反馈"
    r"|采纳|处理|汇总|座谈|讨论|会)"
    # What a meeting passed is a draft no more.
    r"|会议(?:召开,?)?(?:审议|讨论)?(?:并?原则)?通过",
    *("consult", "comment", "opinion", "evidence", "draft", "withdraw", "propos", "finali"),
    *("; guidance for", "意见", "建议", "通过"),
)
# A meeting of a committee, or a workshop, whose docket takes comments: nothing is drafted.
_DOCKET = regex(
    r"\b(?:notice of (?:public )?meeting|public (?:workshop|conference))"
    r"(?:;[^;]{1,80})?; request for comments$",
    re.IGNORECASE,
)
_INTERIM = regex(
    r"\((?:for\s)?pilot (?:version|edition|implementation|use)\)|\((?:for |on )?(?:try[- ]?out|trial run)\)"
    r"|\(\s{0,3}(?:for\s)?(?:the\s)?(?:interim|trial|provisional)(?:\s(?:implementation|version|edition|basis"
    r"|use))?\s{0,3}\)|\([^()]{0,40},\s?(?:interim|trial)\)"
    r"|\b(?:interim|provisional) (?:\w+ ){0,3}?(?:provisions?|measures?|regulations?"
    r"|rules?|guidelines?|guidances?|procedures?|requirements?|specifications?"
    r"|catalog\w*|plan|standards?|polic(?:y|ies))\b"
    r"|\b(?-i:Tentative|Temporary) (?-i:Provisions|Measures|Regulations|Rules|Procedures|Requirements|Standards"
    r"|Specifications)\b|(?:^|\bthe |\bon )(?-i:Trial (?:Provisions|Measures|Regulations|Rules|Procedures))\b"
    r"|\bfor trial implementation\b|\btrial (?:implementation|version)\b|(?<!将)(?<!拟)试行|暂行(?!替代|停|禁|缓)"
    r"|\([^()]{0,12}(?:临时|过渡|暂定|(?<!测)试用)[版稿]?\)",
    re.IGNORECASE,
)

# The council's own name is longer than the words between `draft` and `guidance`.
_ICH = regex(
    r"\binternational (?:council|conference) (?:for|on) harmoni[sz]ation(?: of technical requirements for (?:the )?"
    r"(?:registration of )?pharmaceuticals for human use)?(?: \(ICH\))?",
    re.IGNORECASE,
)

# A cheap test, false for most titles, before the patterns.
_WORDS = (
    *(
        "draft",
        "step",
        "interim",
        "trial",
        "pilot",
        "try",
        "submissions",
        "provisional",
        "tentative",
        "temporary",
        "propos",
        "consult",
        "comment",
        "opinion",
        "feedback",
        "view",
        "evidence",
        "input",
        "your say",
        "gazette",
    ),
    # The word for a draft, a version and much else: `征求意见稿`, `初稿`.
    "稿",
    *("征求", "征集", "征询", "意见", "草案", "预告", "送审", "试行", "暂行", "试用", "临时", "过渡", "暂定"),
    *("咨询", "谘询"),
)


def read_status(title: str) -> tuple[str, str] | None:
    """Return `draft` or `interim` and the words that give it; None for any other document.

    A draft is also a document that asks for comments on another one. `title` is NFKC-folded and bounded by the caller.
    """
    lowered = title.lower()
    if not has_any(lowered, _WORDS):
        return None
    if "draft" in lowered and (gazetted := notification(title)) and gazetted.draft:
        return "draft", "draft"
    if "harmoni" in lowered:
        title = _ICH().sub("ICH", title)
    if "request for comments" in lowered:
        title = _DOCKET().sub("", title)
    if not _ASKS_NO_COMMENT.search(title):
        revision = () if _ISSUED().search(title) else (_REVISION,)
        for pattern in (_DRAFT, _HAN_DRAFT, *revision, _ASKS, _HAN_ASKS):
            match = pattern.search(title)
            if match:
                return "draft", match[0][:80]
    elif "征求意见稿" in title:
        return "draft", "征求意见稿"
    match = _INTERIM().search(title)
    return ("interim", match[0]) if match else None
