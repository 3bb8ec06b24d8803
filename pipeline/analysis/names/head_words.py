"""Head words: the words of a longer name that tell what it names."""

from collections.abc import Sequence

from pipeline.analysis.names.titles import is_title

# The last word of a longer name tells what it names.
_HEADS = {
    "ORG": """academy administration agency airlines airways alliance analytics army assembly
        association authority bank biosciences biotech bloc board brigade broadcasting
        bureau cabinet center centre chamber church club co coalition college commission
        committee communications companies company confederation conference congress
        consortium consultancy corp corporation corps council court department
        directorate enterprises exchange faction faculty fc federation firm force forces
        forum foundation front fund gazette government group guard herald holdings
        hospital hotels inc industries initiative inspectorate institute institution
        insurance international journal junta laboratory labs league llc logistics ltd
        ministry mission monitor morning motors movement museum network news newspaper
        office orchestra organisation organization parliament partners party pharma
        pharmaceuticals plc police post press regiment reserve resources review school
        secretariat senate service services society software solutions studios systems
        tabloid taskforce team technologies telecom times tribunal tribune trust union
        united universities university ventures volunteers watch workers works""",
    "FAC": """airport arena avenue base bridge building boulevard canal cathedral cemetery dam
        highway hotel lane mall memorial monument mosque motorway palace plaza port prison railway
        road square stadium station street temple terminal tower tunnel zoo""",
    "LOC": """bay basin beach canyon cape cliffs coast desert falls forest gulf hills island islands
        jungle lake lakes mountain mountains ocean park peninsula pole plateau region ridge
        river sea strait valley volcano zone block district sector""",
    "GPE": "city county emirate governorate municipality prefecture province republic "
    "state territory town township village",
    "PRODUCT": """app atlas index machine model program programme project report scheme survey
        test""",
    "LAW": "accord act agreement amendment bill code constitution convention pact protocol treaty "
    "framework plan policy resolution strategy",
    "EVENT": """award awards championship championships cup expo fair fest festival fellowship games
        marathon olympics open prix prize
        summit tournament war day week month""",
}
_HEAD = {word: kind for kind, words in _HEADS.items() for word in words.split()}
_OPENINGS = {
    "ministry": "ORG", "department": "ORG", "university": "ORG", "bank": "ORG", "house": "ORG",
    "lake": "LOC", "mount": "LOC", "gulf": "LOC", "cape": "LOC", "bay": "LOC", "isle": "LOC",
    "university of": "ORG", "republic": "GPE", "association": "ORG", "federation": "ORG",
    "council": "ORG", "institute": "ORG", "party": "ORG", "group": "ORG", "office": "ORG",
    "committee": "ORG", "commission": "ORG", "organization": "ORG", "organisation": "ORG",
    "treaty": "LAW", "battle": "EVENT",
}  # fmt: skip


def head_kind(word: str) -> str | None:
    """Tell what a name with this last word names, if the word tells."""
    return _HEAD.get(word.casefold())


def is_body_of(words: Sequence[str]) -> bool:
    """Tell whether a body may be called by the end of its name: "Church of Scientology".

    Not where the end is a word for people or an office: "House of Representatives".
    """
    if len(words) < 3 or words[-2] != "of" or words[-1].endswith("s") or is_title(words[-1]):
        return False
    return head_kind(words[0]) == "ORG" or opening_kind(words[0]) == "ORG"


def opening_kind(word: str) -> str | None:
    """Tell what a name with this first word names: "University of …", "Lake …"."""
    return _OPENINGS.get(word.casefold())
