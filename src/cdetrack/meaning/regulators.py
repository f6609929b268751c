"""The regulators outside the mainland of China, and others that titles and texts name by an acronym: one list.

The names in `model/publishers` say which of them publishes a source; a test holds that each is here. Patterns that
search a whole sentence in any case, in `facets/{approval,headline}`, keep short lists of their own: there, `WHO` would
be `who`. So do topics, whose words stand apart from code.
"""

NAMES = {
    "FDA": r"(?:US ?)?FDA|(?i:(?:united states |u\.?s\.? )?food (?:and|&) drug administration)",
    "EMA": r"EMA|(?i:european medicines agency)",
    "European Commission": r"(?i:(?:european|EU) commission)",
    "EDQM": r"EDQM",
    "MHRA": r"MHRA|(?i:medicines (?:and|&) healthcare products regulatory (?:agency|authority))",
    "TGA": r"TGA|(?i:therapeutic goods administration)",
    "Health Canada": r"(?i:health canada)",
    "PMDA": r"PMDA|(?i:pharmaceuticals and medical devices agency)",
    "MHLW": r"MHLW|(?i:ministry of health,? labou?r,? and welfare)",
    "MFDS": r"MFDS|(?i:ministry of food and drug safety)",
    "TFDA": r"TFDA|Taiwan(?:['’]s)? (?:FDA|(?i:food (?:and|&) drug administration))",
    "HSA": r"HSA|(?i:health sciences authority)",
    "ANVISA": r"ANVISA|Anvisa",
    "Swissmedic": r"Swissmedic|SWISSMEDIC",
    "ICH": r"ICH|(?i:international (?:council|conference) (?:for|on) harmoni[sz]ation(?: of technical requirements for"
    r" (?:the )?(?:registration of )?pharmaceuticals for human use)?)",
    "WHO": r"WHO(?!\s[A-Z]{2})|(?i:world health organi[sz]ation)",
    "ANSM": r"ANSM",
    "BfArM": r"BfArM",
    "CDSCO": r"CDSCO|(?i:central drugs standard control organi[sz]ation)",
    "DRAP": r"DRAP|(?i:drug regulatory authority of pakistan)",
    "HPRA": r"HPRA",
    "IMDRF": r"IMDRF|(?i:international medical device regulators forum)",
    "Medsafe": r"Medsafe|MEDSAFE",
    "NAFDAC": r"NAFDAC",
    "NPRA": r"NPRA",
    "PIC/S": r"PIC/S",
    "SAHPRA": r"SAHPRA|(?i:south african health products regulatory authority)",
}
"""The acronym of a regulator or organisation abroad -> the pattern of its names in headlines.

An acronym is found in capitals only: `who` is a word. A new one also needs a word in `issuers_abroad._WORDS`.
"""
ABROAD = "|".join(NAMES)
"""The source of a pattern for their acronyms, `FDA|EMA|…`, for places that only a name can have, as before a colon."""
OF_CHINA = "NMPA|CDE|CMDE|CFDI|NIFDC|SAMR|NHSA|NHC|SFDA"
"""The same for the authorities of China."""
OTHERS = "AEMPS|AIFA|COFEPRIS|INVIMA|MDA"
"""The same for regulators that texts name and that issue no notice of a source."""
