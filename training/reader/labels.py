"""The label sets of every head, in the order the exported weights use them."""

TYPES = ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
         "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]

MODES = {
    "AGREE": [], "CONSULT": ["visit", "third-party", "multilateral", "phone"], "SUPPORT": [], "CONCEDE": [],
    "COOPERATE": [], "AID": [],
    "RETREAT": ["withdraw", "release", "disarm", "ceasefire", "access", "resign"],
    "REQUEST": ["assist", "change", "yield", "meet"],
    "ACCUSE": ["disapprove", "investigate", "allege"],
    "REJECT": ["assist", "change", "yield", "meet"],
    "THREATEN": ["restrict", "arrest", "relations", "expel", "territory", "violence"],
    "PROTEST": ["demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"],
    "SANCTION": ["convict", "expel", "withdraw", "discontinue"],
    "MOBILIZE": ["troops", "weapons", "police", "militia"],
    "COERCE": ["seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold",
               "misinformation", "cyber"],
    "ASSAULT": ["abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms",
                "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control",
                "unconventional"],
}
# One flat list for the mode head: "TYPE/mode", with "" first for none.
FLAT_MODES = [""] + [f"{t}/{m}" for t in TYPES for m in MODES[t]]

STATUSES = ["actual", "future", "hypothetical", "negated", "historical"]

CONTEXTS = ["military", "intelligence", "executive", "legislative", "election", "political_institutions",
            "pro_democracy", "pro_autocracy", "economic", "legal", "reparations", "human_rights", "rights_freedoms",
            "repression", "human_security", "gender", "lgbt", "religion_ethnicity", "inequality", "diplomatic",
            "territory", "peacekeeping", "health", "asylum", "migration", "disasters", "natural_resource",
            "environment", "technology", "terrorism", "cbrn", "cyber", "misinformation", "crime", "corruption",
            "illegal_drugs", "trafficking"]

TIES = ["alliance", "partnership", "diplomatic_relations", "membership", "trade", "energy_trade", "supply",
        "arms_transfer", "technology_transfer", "military_cooperation", "aid", "investment", "debt", "dependence",
        "sanctions", "territorial_dispute", "armed_conflict", "mediation"]
TRENDS = ["", "rising", "falling", "stable", "new", "ended"]

# Letter of the markup -> kind of mention.
MENTIONS = {"p": "person", "s": "state", "o": "organization", "g": "group", "n": "nationality", "l": "place",
            "t": "time", "q": "quantity", "w": "good", "r": "reference", "d": "document"}
