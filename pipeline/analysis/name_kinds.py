"""Kinds: what each name in an article is the name of, said once for all its mentions."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.analysis.gazetteer import given_names, peoples, places
from pipeline.analysis.names import Name, words_of
from pipeline.analysis.titles import is_title

# The last word of a longer name tells what it names.
_HEADS = {
    "ORG": """academy administration agency airlines airways alliance army assembly association
        authority bank bloc board brigade broadcasting bureau cabinet center centre chamber church
        club coalition college commission committee communications companies company confederation
        conference congress consortium consultancy co corp corporation corps council court
        department directorate enterprises exchange faction faculty federation fc firm force forces
        forum foundation front fund gazette government group guard herald holdings hospital hotels
        inc industries initiative inspectorate institute institution insurance international
        journal junta laboratory league ltd llc ministry mission monitor morning motors movement
        museum network news newspaper office orchestra organisation organization parliament
        partners party plc police post press regiment reserve resources review school secretariat
        senate service services society solutions systems tabloid taskforce team technologies
        telecom times tribunal tribune trust union united universities university volunteers watch
        workers works""",
    "FAC": """airport arena avenue base bridge building boulevard canal cathedral cemetery dam
        highway hotel lane mall memorial monument mosque motorway palace plaza port prison railway
        road square stadium station street temple terminal tower tunnel zoo""",
    "LOC": """bay basin beach canyon cape cliffs coast desert falls forest gulf hills island islands
        jungle lake lakes mountain mountains ocean park peninsula pole plateau region reserve ridge
        river sea strait valley volcano zone""",
    "GPE": "city county district emirate governorate municipality prefecture province republic "
    "state territory town township village",
    "LAW": "accord act agreement amendment bill code constitution convention pact protocol treaty",
    "EVENT": """championship championships cup expo festival games marathon olympics open prix
        summit tournament war""",
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

# How much each witness weighs; set on worldwide_newswire dev, with the model's word as 1.
_MODEL = 1.0
_HEAD_WORD = 6.0
_PLACE = 3.0
_TITLE = 4.0
_GIVEN_NAME = 2.0
_FAMILY = 3.0
_ACRONYM = 6.0


def reconciled(doc: Doc, names: Sequence[Name], full_forms: Mapping[str, str]) -> list[Name]:
    """Give all mentions of one name the kind that most witnesses speak for.

    `full_forms` maps acronyms to what they stand for.
    """
    words = [words_of(doc, name) for name in names]
    votes = _votes(doc, names, words)
    _hear_families(votes)
    for acronym, full in full_forms.items():
        if acronym in votes and full in votes:
            votes[acronym][_winner(votes[full])] += _ACRONYM
    kinds = {word: _winner(count) for word, count in votes.items()}
    return [replace(name, label=kinds[word]) for name, word in zip(names, words, strict=True)]


def _votes(doc: Doc, names: Sequence[Name], words: Sequence[str]) -> dict[str, dict[str, float]]:
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for name, word in zip(names, words, strict=True):
        count = votes[word]
        if not count:
            for kind, weight in _by_itself(word):
                count[kind] += weight
        count[name.label] += _MODEL
        if name.start and is_title(doc[name.start - 1].text) and doc[name.start].is_title:
            count["PERSON"] += _TITLE
    return votes


def _by_itself(name: str) -> Iterator[tuple[str, float]]:
    """Yield what a name says about its kind without its context."""
    words = name.split()
    if name in peoples():
        yield "NORP", _PLACE
    if name in places() or name.title() in places():
        yield "GPE", _PLACE
    if len(words) > 1:
        head = _HEAD.get(words[-1].casefold()) or _OPENINGS.get(words[0].casefold())
        if head is not None:
            yield head, _HEAD_WORD
        elif words[0] in given_names() and len(words) <= 4 and all(_is_cased(w) for w in words):
            yield "PERSON", _GIVEN_NAME


def _hear_families(votes: dict[str, dict[str, float]]) -> None:
    """Let the full names of people speak for their surnames and given names alone."""
    parts: set[str] = set()
    for name, count in votes.items():
        words = name.split()
        if len(words) > 1 and _winner(count) == "PERSON":
            parts |= {words[0], words[-1], " ".join(words[1:])}
    for name, count in votes.items():
        if name in parts and name not in places():
            count["PERSON"] += _FAMILY


def _winner(votes: Mapping[str, float]) -> str:
    return max(votes, key=lambda kind: votes[kind])


def _is_cased(word: str) -> bool:
    return word[0].isupper() or word in (
        "al",
        "bin",
        "da",
        "de",
        "del",
        "der",
        "di",
        "el",
        "van",
        "von",
    )


def head_kind(word: str) -> str | None:
    """Tell what a name with this last word names, if the word tells."""
    return _HEAD.get(word.casefold())
