"""Issuers: provinces, the authority of its day, centres, publishers of sources, and the names people call them by."""

from datetime import date

import pytest

from cdetrack.meaning.facets import read_facets
from cdetrack.meaning.facets.issuers import find_issuer, named_issuers
from cdetrack.meaning.facets.issuers_abroad import regulators_abroad
from cdetrack.meaning.facets.issuers_register import known_issuers
from cdetrack.meaning.regulators import NAMES
from cdetrack.model.notice import Notice
from cdetrack.model.publishers import foreign_publisher_of, province_of, publisher_of, publishers
from cdetrack.sources import SOURCES
from support.notices import notice

TODAY = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("issuers", "day", "source", "title"),
    [
        ("CFDA", "2017-08-02", "", "总局关于发布支架指导原则的通告（2017年第124号）"),
        ("NMPA", "2018-06-02", "", "总局关于发布支架指导原则的通告"),
        ("SFDA", "2011-06-02", "", "国家局关于发布支架指导原则的通告"),
        ("CFDA", "2018-05-10", "", "总局关于发布支架指导原则的通告（2017年第224号）"),
        ("SFDA", "2013-01-04", "", "国家食品药品监督管理局办公室关于印发支架指导原则的通知"),
        ("CFDA", "2016-01-13", "", "国家食品药品监督管理总局关于发布支架的通告"),
        ("CFDA", "2016-01-13", "", "食品药品监管总局关于支架的公告"),
        ("SAMR", "2020-01-13", "", "市场监管总局关于支架的公告"),
        ("NHC", "2020-01-13", "", "Notice on NHC issuing key messages about stents"),
        ("", "2020-01-13", "", "Notice on how the NHC pays for stents"),
        ("NMPA,NHSA", "2023-01-13", "", "Announcement of the NMPA, National Healthcare Security Bureau on Stents"),
        ("Swissmedic", "2023-01-13", "", "Swissmedic position paper on stents"),
        ("STA", "2020-01-13", "", "国家税务总局关于支架的公告"),
        ("", "2020-01-13", "", "国家广播电视总局关于支架的公告"),
        ("NMPA", "2020-01-13", "", "药监局关于支架的公告"),
        ("NMPA,NHC", "2020-01-13", "", "国家药监局 卫生健康委关于支架的公告"),
        ("NHC,NHSA", "2020-01-13", "", "卫生健康委 医保局关于支架的公告"),
        ("Guangdong MPA", "2024-01-13", "", "广东省药品监督管理局关于支架的通知"),
        # The place that opens the title is that of each of its offices.
        ("Tianjin MPA", "2024-01-13", "", "天津市医保局市卫生健康委市药监局关于支架的通知"),
        ("Zhejiang MPA", "2024-01-13", "", "浙江省医疗保障局 省药品监督管理局关于支架的通知"),
        ("", "2024-01-13", "", "市医保局市药监局关于支架的通知"),
        ("", "2024-01-13", "", "某某协会转发关于浙江省支架和省药监局检查的通知"),
        ("Guangdong MPA", "2024-01-13", "", "广东省药监局关于支架的通知"),
        ("Zhejiang MPA", "2016-01-13", "", "浙江省食品药品监督管理局关于支架的通知"),
        ("Guangxi MPA", "2024-01-13", "", "广西壮族自治区药品监督管理局关于支架的通知"),
        ("Inner Mongolia MPA", "2024-01-13", "", "内蒙古自治区药监局办公室关于支架的通知"),
        ("XPCC MPA", "2024-01-13", "", "新疆生产建设兵团药品监督管理局关于支架的通知"),
        ("Xinjiang MPA", "2024-01-13", "", "新疆维吾尔自治区药品监督管理局关于支架的通知"),
        ("Shanghai MPA", "2024-01-13", "", "上海市药品监督管理局关于支架的通知"),
        ("Beijing MPA", "2024-01-13", "", "北京市药监局 北京市卫生健康委员会关于支架的通知"),
        ("", "2024-01-13", "", "关于广东省药品监督管理局搬迁的通知"),
        ("Guangdong MPA", "2024-01-13", "gd-mpa/notices", "省药监局关于支架的通知"),
        ("", "2024-01-13", "ingest", "省药监局关于支架的通知"),
        ("", "2024-01-13", "gd-mpa/notices", "关于支架的通知"),
        # The order, before or behind its number.
        ("GAC", "2024-01-13", "", "支架检疫办法（海关总署第266号令）"),
        ("GAC", "2024-01-13", "", "支架检疫办法（海关总署令第266号）"),
        ("MOH", "2024-01-13", "", "支架管理办法（2010年卫生部第79号令）"),
        ("NMPA", "2024-01-13", "gd-mpa/notices", "国家药监局关于支架的公告"),
        ("Jiangsu MPA", "2024-01-13", "", "江苏省药品监督管理局转发国家药监局关于支架的公告的通知"),
        ("", "2024-01-13", "", "关于转发国家药监局支架公告的通知"),
        ("CDE", "2024-01-13", "", "国家药监局药审中心关于支架的通知"),
        ("CMDE", "2024-01-13", "", "国家药监局器审中心关于支架的通知"),
        ("CMDE", "2015-01-13", "", "国家食品药品监督管理总局医疗器械技术审评中心关于支架的通知"),
        ("CFDI", "2024-01-13", "", "国家药监局核查中心关于支架的通知"),
        ("CFDI", "2024-01-13", "", "国家药品监督管理局食品药品审核查验中心关于支架的通知"),
        ("", "2024-01-13", "", "上海药品审评核查中心关于支架的通知"),
        ("Zhejiang MPA", "2024-01-13", "", "浙江省药品监督管理局药品审评中心关于支架的通知"),
        ("CFDI", "2024-01-13", "", "国家药监局药品审核查验中心关于支架的通知"),
        ("", "2024-01-13", "", "江西省药品审核查验中心关于支架的通知"),
        ("CDR", "2024-01-13", "", "国家药品不良反应监测中心关于支架的通知"),
        ("ChPC", "2024-01-13", "", "国家药典委员会关于支架的通知"),
        ("NDCPA", "2024-01-13", "", "国家疾控局关于支架的通知"),
        ("MOA", "2018-01-13", "", "中华人民共和国农业部公告 第9999号"),
        ("Beijing MPA", "2018-01-13", "", "图解政策：北京市食品药品监督管理局发布支架办法"),
        ("Beijing MPA", "2018-01-13", "", "节日临近 北京市食药监局抽检9批次支架"),
        ("", "2018-01-13", "", "专家谈支架 走进北京市食药监局"),
        ("", "2024-01-13", "", "India: Ministry of Health Proposes Rules for Widgets"),
        ("", "2024-01-13", "", "Ministry of Health of Vietnam Issues Circular on Widgets"),
        ("", "2024-01-13", "", "Center for Drug Evaluation and Research Issues Widgets"),
        (
            "Guangdong MPA",
            "2024-01-13",
            "",
            "Notice of the Guangdong Administration for Market Regulation and the Guangdong MPA on Widgets",
        ),
        ("NHC,NDCPA", "2024-01-13", "", "国家卫生健康委办公厅 国家疾控局综合司关于支架的通知"),
        ("NHSA", "2024-01-13", "", "国家医保局关于支架的通知"),
        ("State Council", "2024-01-13", "", "国务院办公厅关于支架的通知"),
        ("State Council", "2024-01-13", "", "中共中央办公厅 国务院办公厅印发《支架的意见》"),
        ("NMPA", "2024-01-13", "", "国家药监局综合司公开征求《支架办法》意见"),
        ("CDE", "2024-01-13", "", "药审中心公开征求《国家药监局关于支架的公告》意见"),
        ("NMPA", "2024-01-13", "", "《国家药监局关于支架的公告》政策解读"),
        ("NMPA", "2024-01-13", "", "支架注射液获国家药监局批准上市"),
        ("NMPA", "2024-01-13", "", "图解：国家药监局支架公告"),
        ("GAC,NMPA", "2024-01-13", "", "海关总署 国家药监局关于支架的公告"),
        ("MARA,NFGA", "2024-01-13", "", "农业农村部 国家林草局联合公告支架"),
        ("SAMR", "2020-01-13", "", "药品管理办法（国家市场监督管理总局令第27号）"),
        ("NMPA", "2024-01-13", "", "国家药监局召开支架会议"),
        ("", "2024-01-13", "", "全国药监工作会议召开"),
        ("CDE", "2024-01-13", "cde/breakthrough", "支架注射液"),
        ("CDE", "2024-01-13", "cde/guidance", "支架技术指导原则"),
        ("", "2024-01-13", "cde/laws", "支架管理办法"),
        ("NMPA", "2024-01-13", "cde/news", "国家药监局关于支架的公告"),
        # Lists of the CDE under names that users gave them; three built-in ones republish others as well.
        ("CDE", "2024-01-13", "cde/notices", "支架技术指导原则"),
        ("", "2024-01-13", "cde/database", "支架技术指导原则"),
        ("FDA", "2024-01-13", "fda/press", "FDA Approves Widget"),
        ("FDA", "2024-01-13", "fr/fda", "Widgets; Guidance for Industry; Availability"),
        ("FDA", "2024-01-13", "fda/guidance", "MPS II: Developing Drugs for Treatment"),
        ("EMA", "2024-01-13", "ema/news", "Meeting highlights from the CHMP"),
        ("Health Canada", "2024-01-13", "hc/recalls", "Widget recalled"),
        ("ICH", "2024-01-13", "ich/news", "The ICH E20 draft Guideline reaches Step 2"),
        ("NMPA", "2024-01-13", "ich/news", "NMPA hosts the assembly in Beijing"),
        ("ICH", "2024-01-13", "x/news", "International – ICH updates its work plan"),
        ("ICH", "2024-01-13", "", "The International Council for Harmonisation adopts a guideline on widgets"),
        ("WHO", "2024-01-13", "", "WHO prequalifies a widget"),
        ("", "2024-01-13", "", "Who pays for widgets"),
        ("MHRA", "2024-01-13", "", "MHRA’s new Widget and Point of Sale Regulations have come into effect"),
        ("TGA", "2024-01-13", "", "TGA's latest guidance on widgets"),
        ("", "2024-01-13", "", "EMA's role in the network"),
        ("MHRA", "2024-01-13", "", "MHRA reminder to sponsors about widgets"),
        ("MHRA", "2024-01-13", "", "MHRA call for evidence on widgets"),
        ("MHRA", "2024-01-13", "", "MHRA scheme supports small makers of widgets"),
        ("TGA", "2024-01-13", "", "Australia – TGA program gives makers of widgets early advice"),
        ("", "2024-01-13", "", "TGA program fees"),
        ("FDA", "2024-01-13", "", "FDA letter to manufacturers on widgets"),
        ("EMA", "2024-01-13", "", "EU – EMA reviewing safety of widgets"),
        ("", "2024-01-13", "", "FDA warning letters: the trends of the year"),
        ("", "2024-01-13", "", "FDA requirements for widgets in brief"),
        ("", "2024-01-13", "", "FDA recall process explained"),
        ("State Council", "2026-01-27", "", "Premier signs the State Council order on widgets"),
        ("State Council", "2026-01-27", "", "Premier signed a decree of the State Council"),
        ("CFDA", "2017-01-13", "", "国家食药总局正式加入某某组织"),
        ("CFDA", "2017-01-13", "", "【汇总】总局发布支架检验方法"),
        ("CDE", "2024-01-13", "", "最新政策：国家药监局药审中心发布《支架指导原则》"),
        ("CDE", "2024-01-13", "", "国家药审中心发布支架指南"),
        ("NMPA", "2024-01-13", "", "重磅！国家药监局：支架注销注册证"),
        ("NMPA", "2024-01-13", "", "中国国家药监局批准支架"),
        ("NHSA", "2024-01-13", "", "药店注意！国家医保局发文"),
        ("NHFPC,CFDA", "2015-01-13", "", "国家卫计委、国家食药总局联合发布通知"),
        ("GAC,SFDA", "2006-01-13", "", "国家体育总局、海关总署、国家食品药品监督管理局公告第4号"),
        ("NMPA,GAC", "2024-01-13", "", "国家药监局、国家体育总局、海关总署公告2024年第4号"),
        ("", "2024-01-13", "", "某某公司就国家药监局检查情况作出说明"),
        ("", "2024-01-13", "", "专家解析国家药监局新规"),
        ("CDE", "2017-01-13", "cde/priority", "支架注射液"),
        ("FDA", "2024-01-13", "", "FDA: Widgets are unsafe"),
        ("EMA", "2024-01-13", "", "EMA Consultation – Guideline on Widgets"),
        ("EMA", "2024-01-13", "", "EMA Management Board – December 2031"),
        ("TGA", "2024-01-13", "", "TGA investigation – potential contamination of widgets"),
        ("EDQM", "2024-01-13", "", "EDQM – Guidelines on Widgets"),
        ("FDA", "2024-01-13", "", "U.S. Food & Drug Administration announces a plan"),
        ("FDA", "2024-01-13", "", "FDA commissioner visits a widget maker"),
        ("MHRA", "2024-01-13", "", "MHRA CEO John Example welcomes the plan"),
        ("EMA", "2024-01-13", "", "EMA’s human medicines committee recommends a widget"),
        ("MHRA", "2024-01-13", "", "MHRA’s 2031-2032 Annual Report shows progress"),
        ("European Commission", "2024-01-13", "", "European Commission’s proposal on widgets"),
        ("Health Canada", "2024-01-13", "", "Health Canada and HTAs to align reviews"),
        ("ICH", "2024-01-13", "", "ICH reaches Step 4 on E99"),
        ("", "2024-01-13", "", "ICH guidelines: a primer"),
        ("CDE", "2024-01-13", "", "国家局药审中心发布支架问答"),
        ("State Council", "2024-01-13", "", "国办印发支架意见"),
        ("MHRA", "2024-01-13", "", "Updated MHRA guidance on widgets"),
        ("FDA", "2024-01-13", "", "USA – FDA guidance proposes a change"),
        ("CDE", "2024-01-13", "", "Acme receives breakthrough designation from the CDE"),
        ("FDA", "2024-01-13", "", "Acme gains approval from the US FDA"),
        ("", "2024-01-13", "", "A letter from the FDA"),
        ("FDA", "2024-01-13", "", "FDA places Acme on import alert"),
        ("FDA", "2024-01-13", "", "FDA Warning Letter to a widget maker"),
        ("FDA", "2024-01-13", "", "Gene Widgets - FDA updates requirements"),
        ("MHRA", "2024-01-13", "", "British Regulatory Authority MHRA criticises widgets"),
        ("European Commission", "2024-01-13", "", "Widgets: EU Commission issues version 12"),
        ("EMA", "2024-01-13", "", "EMA and EUnetWidget finalise joint plan"),
        ("Shanghai MPA", "2024-01-13", "", "上海药监：支架新政"),
        ("PMDA", "2024-01-13", "pmda/japanese", "[安全]使用上の注意の改訂指示通知(医薬品)を掲載しました"),
        ("FDA", "2024-01-13", "", "FDA approves a widget"),
        ("FDA,EMA", "2024-01-13", "x/news", "FDA and EMA issue principles for widgets"),
        ("MHRA", "2024-01-13", "x/news", "UK – MHRA approves a widget"),
        ("EMA", "2024-01-13", "x/news", "Acme gains EMA authorisation"),
        ("MHLW", "2024-01-13", "x/news", "Ministry of Health, Labour and Welfare revises the ordinance"),
        ("MFDS,HSA", "2024-01-13", "x/news", "Korea's MFDS and Singapore's HSA sign an agreement"),
        ("FDA", "2024-01-13", "x/news", "Guidance on widgets issued by the FDA"),
        ("", "2024-01-13", "x/news", "Saudi SFDA issues guidance on widgets"),
        ("", "2024-01-13", "x/news", "How widgets are approved by the FDA"),
        ("", "2024-01-13", "x/news", "FDA review times for widgets"),
        ("", "2024-01-13", "x/news", "Who approves widgets"),
        ("NMPA", "2024-01-13", "x/news", "Big step! NMPA streamlines the filing of widgets"),
        ("NMPA", "2024-01-13", "x/news", "No trials for widgets, new NMPA guideline says"),
        ("AQSIQ", "2018-01-13", "", "质检总局《支架办法》（总局令第5号）"),
        ("Guangdong MPA", "2024-01-13", "", "Guangdong Medical Products Administration Issues Measures on Widgets"),
        (
            "Guangdong MPA",
            "2024-01-13",
            "",
            "Notice of the Guangdong Provincial Medical Products Administration on Widgets",
        ),
        (
            "Zhejiang MPA",
            "2024-01-13",
            "",
            "Announcement of the Medical Products Administration of Zhejiang Province on Widgets",
        ),
        ("Beijing MPA", "2024-01-13", "", "Beijing Municipal Medical Products Administration Holds Training"),
        ("Shanghai MPA", "2016-01-13", "", "Shanghai FDA Issues Widget Rules"),
        ("Hainan MPA", "2016-01-13", "", "Hainan MPA Announcement on Widgets"),
        ("NMPA", "2024-01-13", "", "NMPA Announcement on Authorizing the Guangdong MPA to Review Widgets"),
        ("CFDA", "2016-01-13", "", "CFDA Announcement on Widgets"),
        ("SFDA", "2010-01-13", "", "Notice of the State Food and Drug Administration on Widgets"),
        (
            "NDCPA,NHC",
            "2024-01-13",
            "",
            "Notice of the National Disease Control and Prevention Administration and the NHC on Widgets",
        ),
        ("NMPA", "2024-01-13", "", "国家药监局批准支架上市"),
        ("SFDA", "2009-01-13", "", "食品药品监督管理局关于支架的通知"),
        ("SDA", "2001-05-01", "", "国家药品监督管理局关于支架的通知"),
        ("NMPA,MPS,NHC", "2024-01-13", "", "Announcement of NMPA, MPS and NHC on Widgets"),
        ("NMPA,MPS,NHC", "2024-01-13", "", "国家药监局 公安部 国家卫生健康委关于支架的公告"),
        ("CDE", "2024-01-13", "", "NMPA CDE Announcement on Widgets"),
        # Agencies that act together, one of them the publisher.
        ("FDA,Health Canada", "2024-01-13", "fr/fda", "FDA and Health Canada Joint Consultation on Widgets"),
        (
            "FDA,MHRA",
            *("2024-01-13", "fr/fda"),
            "US FDA and Medicines and Healthcare products Regulatory Agency Joint Statement on Widgets",
        ),
        ("FDA,EMA", "2024-01-13", "fr/fda", "Joint FDA and EMA Workshop on Widgets"),
        ("FDA,EMA", "2024-01-13", "fr/fda", "FDA and EMA to Hold Joint Workshop on Widgets"),
        ("EMA,FDA", "2024-01-13", "ema/news", "EMA/FDA joint pilot"),
        ("FDA,EMA", "2024-01-13", "fr/fda", "Joint Statement of the FDA and the EMA"),
        ("EMA,FDA", "2024-01-13", "ema/news", "Cooperation: EMA and FDA joint plan"),
        ("FDA", "2024-01-13", "fr/fda", "FDA and EMA guidance compared"),
        ("FDA", "2024-01-13", "fr/fda", "Joint Meeting of the Widget Advisory Committees"),
        ("HSA,MHRA", "2024-01-13", "hsa/announcements", "HSA and MHRA sign an accord on widgets"),
        ("HSA", "2024-01-13", "hsa/announcements", "HSA comments on rules of the MHRA and TGA"),
        ("TFDA", "2024-01-13", "", "Taiwan’s FDA announces rules for widgets"),
        ("FDA", "2024-01-13", "", "The US FDA announces rules for widgets"),
        ("FDA", "2024-01-13", "", "THE US-FDA announces rules for widgets"),
        ("EMA", "2024-01-13", "", "EU- EMA announces rules for widgets"),
        ("MFDS", "2024-01-13", "", "MFDS of Korea to phase out widgets"),
        ("CDSCO", "2024-01-13", "", "Central Drugs Standard Control Organisation issues rules for widgets"),
        ("IMDRF", "2024-01-13", "", "IMDRF publishes guidance on widgets"),
        ("", "2024-01-13", "", "IMDRF terms for widgets"),
        ("Medsafe", "2024-01-13", "medsafe/alerts", "Widgets and their gadgets"),
        # Its approval, as the subject of a headline.
        ("MHRA", "2024-01-13", "", "MHRA Approval Given to Acme Widget"),
        ("EMA", "2024-01-13", "", "EMA conditional authorisation granted for Widgets"),
        ("FDA", "2024-01-13", "", "FDA Clearance Issued for Widget"),
        ("", "2024-01-13", "", "FDA approval process explained"),
        # Another regulator acts in a title of the source, under a name that is not its publisher's as well.
        ("EMA", "2031-05-06", "hpra/news", "European Medicines Agency announces a review of widgets"),
        ("HPRA", "2031-05-06", "hpra/news", "Outcome of a European review of widgets"),
        ("HPRA", "2031-05-06", "hpra/news", "HPRA announces a review of widgets"),
        ("TFDA", "2031-05-06", "tfda/news", "FDA announces a review of widgets"),
        ("EMA", "2031-05-06", "ema/guidelines", "ICH guideline on widgets - Step 2b"),
        # The house of a meeting.
        ("CFDI", "2031-05-06", "", "The First Widget Forum Was Successfully Held at the CFDI"),
        ("", "2031-05-06", "", "Acme forum held at a hotel near the CFDI"),
        # Offices of Hong Kong and Taiwan, and names of the mainland in traditional characters.
        ("DH", "2031-05-06", "", "衞生署調查某某藥膏"),
        ("DH", "2031-05-06", "", "香港卫生署公布某某指引"),
        ("", "2031-05-06", "", "某公司回应卫生署"),
        ("TFDA", "2031-05-06", "", "食藥署公告修正「某某準則」"),
        ("TFDA", "2031-05-06", "", "衛生福利部食品藥物管理署公告某某"),
        ("NMPA", "2031-05-06", "", "國家藥監局批准某某上市"),
        ("", "2031-05-06", "", "財政部公告某某"),
        ("NMPA", "2031-05-06", "", "某處長與國家藥監局代表團會面"),
        ("", "2031-05-06", "", "某公司与国家药监局标准不同"),
        # The authority when food was its matter, by its day.
        ("CFDA", "2015-05-06", "", "国家食药监局发布某某"),
        ("SFDA", "2010-05-06", "", "国家食药监局发布某某"),
        ("NHFPC", "2015-05-06", "", "卫计委明确要求某某"),
        ("", "2015-05-06", "", "卫计委系统培训"),
        ("DRAP", "2031-05-06", "", "DRAP issues an alert on widgets"),
        ("", "2031-05-06", "", "DRAPES recalled"),
        ("FDA", "2031-05-06", "", "FDA classifies widgets"),
        ("EMA", "2031-05-06", "", "EMA classification of widgets"),
        ("", "2031-05-06", "", "FDA classics"),
        ("FDA,EMA", "2031-05-06", "", "FDA, EMA team up on a splint template"),
        ("", "2031-05-06", "", "FDA team works on splints"),
        ("EMA", "2031-05-06", "", "EMA Tries to Clamp Down on Splints"),
        ("FDA", "2031-05-06", "", "FDA Focuses on Closing the Splint Gap"),
        ("FDA", "2031-05-06", "", "FDA’s Actions to Address Unapproved Splints"),
        ("FDA", "2031-05-06", "", "FDA's OK of splints doesn't quell backlash"),
        ("FDA", "2031-05-06", "", "FDA Roundup: May 6, 2031"),
        ("FDA", "2031-05-06", "", "A Statement from FDA Commissioner Jo Doe: Splints"),
        ("", "2031-05-06", "", "A Statement from Acme on FDA splints"),
        ("FDA", "2031-05-06", "", "Pandemic prompts splint EUAs from FDA"),
        ("FDA", "2031-05-06", "", "EUA from FDA for a splint"),
        ("MHRA", "2031-05-06", "", "Updated MHRA no-deal guidance on splints"),
        ("EMA", "2031-05-06", "", "EMA advice on splints"),
        ("FDA", "2031-05-06", "", "US FDA flags shortage of splints"),
        ("FDA", "2031-05-06", "", "FDA Lays Out Splint Plan"),
        ("FDA", "2031-05-06", "", "FDA drafting three splint documents"),
        ("FDA", "2031-05-06", "", "Splint Given Orphan Designation by FDA"),
        ("FDA", "2031-05-06", "", "Not Quite a Splint, FDA Introduces New Program"),
        ("FDA", "2031-05-06", "", "Firms Still Bear the Burden of Splints If Platforms for Splints Change, FDA Says"),
        ("", "2031-05-06", "", "Acme sues over splints, FDA silent"),
        ("FDA,EMA", "2031-05-06", "", "‘New Splints’: FDA And EMA Release Splint Principles"),
    ],
)
def test_issuers_are_the_acting_bodies_or_the_publisher(issuers: str, day: str, source: str, title: str) -> None:
    found = read_facets(title=title, date=date.fromisoformat(day), sources=(source,) if source else ()).issuers
    assert ",".join(found) == issuers


@pytest.mark.parametrize(
    ("issuers", "source", "url", "title"),
    [
        ("FDA", "my/press", "https://www.fda.gov/news/1", "New rules for widgets"),
        ("EMA", "my/press", "https://www.ema.europa.eu/en/news/1", "New rules for widgets"),
        ("TFDA", "my/taiwan", "https://www.fda.gov.tw/TC/news.aspx?id=1", "某某準則"),
        ("CDE", "my/list", "https://www.cde.org.cn/main/news/1", "支架技术指导原则"),
        ("CFDI", "my/list", "https://www.cfdi.org.cn/1", "支架检查指南"),
        # A centre makes no rules, and the insurance no laws.
        ("", "my/list", "https://www.cde.org.cn/main/policy/view/1", "支架注册管理办法（2031年第7号）"),
        ("", "cde/policies", "https://www.cde.org.cn/main/policy/view/1", "《支架注册管理办法》"),
        ("", "my/list", "https://www.cfdi.org.cn/1", "中华人民共和国支架法（2031年修订）"),
        ("", "my/list", "https://www.nhsa.gov.cn/1", "支架监督管理条例"),
        ("NHSA", "my/list", "https://www.nhsa.gov.cn/1", "支架采购管理办法"),
        ("NIFDC", "my/list", "https://www.nifdc.org.cn/1", "支架检验方法"),
        ("CDE", "cde/rules", "https://www.cde.org.cn/main/policy/regulatview/1", "支架专家管理办法"),
        # What the title names comes first, and a list that republishes others stays without one.
        ("NMPA", "my/list", "https://www.cde.org.cn/main/news/1", "国家药监局关于支架的公告"),
        ("", "cde/laws", "https://www.cde.org.cn/main/policy/1", "支架管理办法"),
        # The domain of a government has the notices of many.
        ("", "my/press", "https://www.gov.uk/government/news/1", "New rules for widgets"),
        ("", "my/press", "https://www.nmpa.gov.cn/1.html", "支架管理办法"),
        ("", "my/press", "https://www.fda.gov.example.org/1", "New rules for widgets"),
    ],
)
def test_the_site_of_a_regulator_tells_the_issuer_of_a_source_that_a_user_named(
    issuers: str, source: str, url: str, title: str
) -> None:
    found = read_facets(title=title, date=date(2026, 1, 1), url=url, sources=(source,)).issuers
    assert ",".join(found) == issuers
    named = notice(title, sources=(source,), issuers=found, url=url)
    assert named_issuers(named) == read_facets(title=title, date=date(2026, 1, 1)).issuers


@pytest.mark.parametrize(
    ("name", "issuer"),
    [
        ("nmpa", "NMPA"),
        ("国家药监局", "NMPA"),
        ("总局", "NMPA"),
        ("国家药监局药审中心", "CDE"),
        ("药审中心", "CDE"),
        ("广东省药监局", "Guangdong MPA"),
        ("广东药监局", "Guangdong MPA"),
        ("guangdong mpa", "Guangdong MPA"),
        ("state council", "State Council"),
        ("国务院办公厅", "State Council"),
        ("health canada", "Health Canada"),
        ("HC", "Health Canada"),
        ("hc/recalls", None),
        ("european medicines agency", "EMA"),
        ("Therapeutic Goods Administration", "TGA"),
        ("medsafe", "Medsafe"),
        ("pic/s", "PIC/S"),
        ("Center for Drug Evaluation", "CDE"),
        ("食药总局", "CFDA"),
        ("Guangdong", None),
        ("NMPAA", None),
        ("某局", None),
        ("国家药监局 海关总署", None),
    ],
)
def test_an_issuer_is_found_by_its_names(name: str, issuer: str | None) -> None:
    assert find_issuer(name, today=TODAY) == issuer


def test_every_source_outside_china_has_a_publisher_and_no_carrier_has_one() -> None:
    carriers = {"nmpa", "nmpa-cn", "gov", "cde", "cdr", "cfdi", "nhsa", "nifdc"}
    for name in SOURCES:
        chinese = name.partition("/")[0] in carriers or province_of(name) is not None
        assert (foreign_publisher_of(name) is None) is chinese, name
        assert (publisher_of(name) or "NMPA") in known_issuers(), name
    assert publisher_of("gd-mpa/notices") is None


def test_relations_do_not_rely_on_the_publisher_of_a_source() -> None:
    """Two agencies have an `Annual Report`, and a centre's list republishes documents of the administration."""

    def guideline(title: str) -> Notice:
        return notice(title, sources=("cde/guidance",), issuers=("CDE",))

    assert named_issuers(guideline("支架技术指导原则")) == ()
    assert named_issuers(guideline("国家药监局药审中心关于发布支架技术指导原则的通告")) == ("CDE",)
    assert named_issuers(notice("Guideline for Widgets", sources=("nmpa/drugs",), issuers=())) == ()


@pytest.mark.parametrize("acronym", NAMES)
def test_each_regulator_heads_a_headline(acronym: str) -> None:
    """A name without a word in the cheap test would never be found."""
    assert regulators_abroad(f"{acronym} approves widgets") == ((acronym,), acronym)


def test_each_publisher_of_a_source_is_a_regulator_that_titles_name() -> None:
    """`EU` issues laws and heads no headline."""
    assert set(publishers()) - set(NAMES) == {"EU"}


def test_verbs_of_headlines_are_found_in_each_form_and_spelling() -> None:
    """The table has them as a dictionary has them."""
    titles = (
        "FDA notifies makers",
        "FDA delays a rule",
        "EMA finalises a paper",
        "EMA finalized a paper",
        "TGA to deny it",
    )
    assert [bool(regulators_abroad(title)[0]) for title in titles] == [True] * 5
