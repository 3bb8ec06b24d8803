"""Labels: one spelling of a name in an article, and what tells two people of one surname apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.analysis.names.gendered import gender_of_given
from pipeline.analysis.names.names import Name
from pipeline.analysis.names.titles import FEMALE_TITLES, HONORIFICS, MALE_TITLES, is_title


@dataclass(frozen=True)
class Label:
    """One spelling of a name: its words and kind, how often and where it stands."""

    words: str
    kind: str
    count: int
    first: int  # the token where it first stands
    gender: str | None = None  # "m" or "f", where title or given name tell
    introduced: bool = False  # first named with an office, as nobody is who was named before


def label_of(doc: Doc, words: str, mentions: Sequence[Name], above: int) -> Label:
    """Describe one spelling by all its mentions; those before the token `above` are a headline's.

    A headline introduces nobody: "President Venn" there is who the body names in full.
    """
    titles = [doc[name.start - 1].lower_.rstrip(".") for name in mentions if name.start]
    below = [name for name in mentions if name.start >= above]
    first = below[0] if below else mentions[0]
    before = doc[first.start - 1].text if below and first.start else ""
    return Label(
        words=words,
        kind=first.label,
        count=len(mentions),
        first=first.start,
        gender=_gender(words, titles),
        introduced=is_title(before) and before.casefold().rstrip(".") not in HONORIFICS,
    )


def may_be_one(short: Label, full: Label) -> bool:
    """Tell whether a surname can be short for a full name: no conflict of gender, none of order.

    "President Obama" before the first "Michelle Obama" is somebody else.
    """
    if short.gender and full.gender and short.gender != full.gender:
        return False
    return not (short.introduced and short.first < full.first)


def _gender(words: str, titles: Sequence[str]) -> str | None:
    if any(title in MALE_TITLES for title in titles):
        return "m"
    if any(title in FEMALE_TITLES for title in titles):
        return "f"
    first, _, rest = words.partition(" ")
    return gender_of_given(first) if rest else None
