"""Where a text names somebody: by the whole name, an alias, the last word or a telling one."""

import re
from collections.abc import Iterator

Span = tuple[int, int]

UNNAMED = frozenset({"", "none", "null", "unknown", "unspecified", "author", "not in the list"})
CLIPPED_TAIL = re.compile(r"(?:['’]s?|[\s.,;:])+$")
TITLES = frozenset(
    "mr mrs ms dr sir lord lady president vice senator sen rep representative congressman "
    "congresswoman gov governor mayor secretary minister prime judge justice gen general "
    "the a an of for in on to and by with at from his her its their jr sr iii".split()
)
VAGUE_WORDS = frozenset(
    "party department united states state house national federal new north south east west "
    "lawmakers officials administration committee house senate court act government "
    "campaign group members leaders former senior american report plan".split()
)
ALIASES: dict[str, tuple[str, ...]] = {
    "democratic party": ("Democrats", "Democratic", "Democrat"),
    "democrats": ("Democrats", "Democratic", "Democrat"),
    "republican party": ("Republicans", "GOP", "Republican"),
    "republicans": ("Republicans", "GOP", "Republican"),
    "gop": ("GOP", "Republicans", "Republican"),
    "united states": ("United States", "U.S.", "U. S.", "US", "America", "American", "Washington"),
    "america": ("America", "United States", "U.S.", "US", "American"),
    "united kingdom": ("United Kingdom", "U.K.", "UK", "Britain", "British"),
    "european union": ("European Union", "EU", "E.U.", "Brussels"),
    "affordable care act": (
        "Affordable Care Act",
        "Obamacare",
        "ObamaCare",
        "health care law",
        "ACA",
    ),
    "federal bureau of investigation": ("FBI", "F.B.I.", "bureau"),
    "central intelligence agency": ("CIA", "C.I.A."),
    "united states department of justice": ("Justice Department", "Department of Justice", "DOJ"),
    "united states house of representatives": ("House of Representatives", "House"),
    "united states senate": ("Senate",),
    "united states congress": ("Congress",),
    "supreme court of the united states": ("Supreme Court", "justices"),
    "islamic state": ("Islamic State", "ISIS", "ISIL"),
    "house democrats": ("House Democrats", "Democrats"),
    "house republicans": ("House Republicans", "Republicans"),
    "news media": ("media", "press", "reporters"),
    "north atlantic treaty organization": ("NATO",),
    "united nations": ("United Nations", "U.N.", "UN"),
    "russia": ("Russia", "Russian", "Moscow", "Kremlin"),
    "china": ("China", "Chinese", "Beijing"),
    "france": ("France", "French", "Paris"),
    "israel": ("Israel", "Israeli", "Jerusalem"),
    "white house": ("White House", "administration"),
}


def whole_words(text: str, span: Span) -> Span:
    """The span widened to whole words, without a trailing possessive or punctuation mark."""
    start, end = span
    while 0 < start < len(text) and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    bare = CLIPPED_TAIL.sub("", text[start:end])
    return (start, start + len(bare)) if bare else (start, end)


def place_of(text: str, name: str) -> Span | None:
    """Where the text names it: whole name, known alias, last word, or a telling word; else None."""
    for form in forms_of(name):
        found = re.search(rf"(?<!\w){written(form)}(?!\w)", text)
        if found:
            return found.span()
    for form in [name, *reversed(telling_words(name))]:
        found = re.search(rf"(?<!\w){written(stem(form))}\w{{0,5}}(?!\w)", text, re.IGNORECASE)
        if found:
            return found.span()
    return None


def written(form: str) -> str:
    """A pattern for the form with either apostrophe."""
    return re.sub("['’]", "['’]", re.escape(form))


def stem(word: str) -> str:
    """A common word without its last two letters, so that "tariffs" finds "tariff"; names whole."""
    return word if " " in word or not word.islower() else word[: max(5, len(word) - 2)]


def forms_of(name: str) -> Iterator[str]:
    """Ways a text may write the name, most telling first."""
    yield name
    bare = re.sub(r"^the\s+", "", name, flags=re.IGNORECASE)
    yield bare
    yield from ALIASES.get(bare.casefold(), ())


def telling_words(name: str) -> list[str]:
    """Words of the name that say more than a title or a kind of body does.

    A name that ends in a common word is a thing ("Trump's emergency declaration"): the capitals
    in it are other names.
    """
    words = re.findall(r"\w[\w'’-]*\w", name)
    telling = [w for w in words if len(w) > 2 and w.casefold() not in TITLES | VAGUE_WORDS]
    common = [w for w in telling if w.islower()]
    return common if common and telling[-1].islower() else telling


def is_named(name: str | None) -> bool:
    """Whether it names anybody at all."""
    return name is not None and name.casefold().strip() not in UNNAMED
