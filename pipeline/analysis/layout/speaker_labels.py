"""Speaker labels: whether the words before a colon say who speaks, and whom they name."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from pipeline.analysis.names.dates import APART_FROM_NAMES
from pipeline.analysis.names.gazetteer import given_names, places
from pipeline.analysis.names.head_words import head_kind
from pipeline.analysis.names.titles import ARTICLES, is_title

# Small words within a name: "Margit de Halve".
PARTICLE = "(?:al|bin|da|de|del|der|di|do|dos|du|el|la|le|ten|van|von)"
# Words that open a line as a speaker's name would, and are none.
_NO_SPEAKERS = frozenset(
    """address advice agenda aim also analysis answers audio author background because best bottom
    breaking brief but caption cast category caveat claim clarification comment con conclusion cons
    contact context copyright correction corrections cost credit credits date day dear definition
    details directions director disclaimer disclosure duration edit editing editor email epilogue
    example exclusive exercise explainer fact facts fax figure final first flashback footnote
    format further genre goal goals headline highlights hint homework hours however image images
    important includes index info ingredients instructions interview introduction issue key last
    lesson level links live location map materials meaning media method minutes more myth name
    next no nominees not note notes notice now number objective objectives odds on one opinion
    option options original page part penalty percent phone photo photograph photographs photos
    picture pictures plot plus points poll position preparation prep previous price pro problem
    prologue pros ps publisher qualifications quote quotes rank rating ratio reason reasons
    recipe record referee related release report reporting result results review role ruling
    runtime salary schedule score scores scorers second section see serves show size solution
    source sources spoiler standings starring start statement stats status step steps story
    subject substitutes summary system table tags takeaway tel telephone theme then third time
    timeline tip tips title today tomorrow topic topics total transcript trivia truth twitter
    update updated updates url venue verdict verses video videos vote votes warning weather
    website weight what when where which who why winner winners with word words yes yesterday
    spring summer autumn winter""".split()
)
# Those who speak by what they do in an exchange, and are not named.
_PARTS = frozenset(
    """all anchor announcer answer audience both caller clerk court crowd female host interpreter
    interviewer journalist juror male man member moderator narrator newsreader panelist presenter
    press question questioner reader reporter student translator unidentified unknown voice witness
    woman""".split()
)
_ASKS, _ANSWERS = frozenset(("q", "question")), frozenset(("a", "answer"))
_INITIALS = re.compile(r"(?:[A-Z]\.?){2,3}$")
# Two words with capitals, the second the surname: "Margit de Halve", "Mr. Renn".
_FULL_NAME = re.compile(
    rf"(?=\b(?P<first>[^\W\d_a-z][\w.'’-]*)(?: {PARTICLE})* (?P<last>[^\W\d_a-z][\w'’-]+))"
)
_NO_FIRST_NAMES = ARTICLES | frozenset("and as at but by for from if in of on or to with".split())
# A caption runs into the credit of its picture: "Mara Venn Image: Vale Post".
_CAPTION = re.compile(r"(?:Images?|Photos?|Pictures?|Videos?)$")
_SMALL = re.compile(r"\b[a-z]{2,}\b")
_AGAIN = 2  # turns that somebody takes whom nothing else tells from a heading


class Naming(Enum):
    """How a label says who speaks."""

    NAME = auto()  # "TOBIAS RENN"
    INITIALS = auto()  # "TR", which only the article's names explain
    QUESTION = auto()  # "Q."
    ANSWER = auto()  # "A."
    PART = auto()  # "MODERATOR": somebody who is not named


@dataclass(frozen=True)
class SpeakerLabel:
    """The words of a label that say who speaks, and what the text tells of them."""

    words: str
    count: int  # of lines that they label
    bracketed: bool  # "((Mara Venn))"
    again: bool  # they stand elsewhere, or their last word is a label too
    asking: bool  # all that is said by it are questions
    in_company: bool = False  # it says something to somebody who is named


@dataclass(frozen=True)
class Surroundings:
    """What a text tells of its labels: how often it names whom in full, its words in small."""

    full_names: Counter[tuple[str, str]]
    surnames: frozenset[str]
    small: frozenset[str]


def surroundings_in(text: str) -> Surroundings:
    """Read the given names and titles with what follows them in a text, and its small words."""
    full = Counter(_full_names(text))
    return Surroundings(
        full_names=full,
        surnames=frozenset(last for first, last in full if first not in _NO_FIRST_NAMES),
        small=frozenset(_SMALL.findall(text)),
    )


def is_named(words: str, times: int, around: Surroundings) -> bool:
    """Tell whether a text has the full name of a label more than so many times."""
    return any(around.full_names[name] > times for name in _full_names(words))


def _full_names(text: str) -> Iterator[tuple[str, str]]:
    for name in _FULL_NAME.finditer(text):
        yield name["first"].casefold(), name["last"].casefold()


def untitled(words: str) -> str:
    """Give a label without the titles before the name: "RENN" of "SEN. RENN"."""
    left = words.split(" ")
    while left and (is_title(left[0]) or left[0].casefold() in ARTICLES):
        left = left[1:]
    return " ".join(left)


def naming_of(label: SpeakerLabel, around: Surroundings) -> Naming | None:
    """Tell how a label says who speaks, None where it is a heading or a place."""
    words = label.words.casefold().rstrip(".").split(" ")
    if len(words) == 1 and words[0] in _ASKS | _ANSWERS:
        return Naming.QUESTION if words[0] in _ASKS else Naming.ANSWER
    known = words[-1] in around.surnames
    if _is_heading(label.words, words[0]) or (_is_place(label.words) and not known):
        return None
    if _INITIALS.match(label.words) and not known and label.words.title() not in given_names():
        return Naming.INITIALS
    if _is_part(words) or (_is_strange(label, known=known) and (label.asking or label.bracketed)):
        return Naming.PART
    return Naming.NAME if _is_a_name(label, around, known=known) else None


def _is_heading(label: str, first: str) -> bool:
    if len(label) == 1 or _CAPTION.search(label):
        return True
    word = re.sub(r"['’]s$", "", first)
    return word in _NO_SPEAKERS or word in APART_FROM_NAMES


def _is_place(label: str) -> bool:
    return label.title() in places()


def _is_part(words: Sequence[str]) -> bool:
    """Tell whether words say what somebody does or a body is: "THE COURT", "VALE POST"."""
    if len(words) > 1 and head_kind(words[-1]) == "ORG":
        return True
    return all(word in _PARTS or word in ARTICLES or is_title(word) for word in words)


def _is_strange(label: SpeakerLabel, *, known: bool) -> bool:
    """Tell whether nothing says that one word is somebody's name, as it may be an outlet's."""
    return " " not in label.words and not known and label.words.title() not in given_names()


def _is_a_name(label: SpeakerLabel, around: Surroundings, *, known: bool) -> bool:
    words = untitled(label.words).split(" ")
    if (known and len(words) == 1) or (label.bracketed and len(words) > 1):
        return True
    if len(words) > 1 and (label.again or words[0].title() in given_names()):
        return True
    if words[-1].casefold() in around.small:
        return False
    return label.words.isupper() or label.count >= _AGAIN or label.in_company
