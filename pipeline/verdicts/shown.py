"""What a reader sees of a row: its claim in one line, and the words it was read in."""

import re
from collections.abc import Mapping

from schemas.vocabulary import Judged, Polarity

BESIDE = 240  # characters of an article that stand at most on either side of the words
LONGEST = 1_200  # characters of the words themselves
_SENTENCE_ENDS = re.compile(r"[.!?]['\"’”)\]]*\s+|\n\s*\n")
SIDES = {Polarity.FOR: "is for", Polarity.AGAINST: "is against", Polarity.NEUTRAL: "is neutral on"}


def claim_line(row: Mapping[str, object]) -> str:
    """Say what a row claims, how firmly and how surely: "Mara Venn is for the ban · asserted"."""
    if row["kind"] == Judged.QUOTATION:
        return f"{row['who'] or 'Somebody'} said this · {row['manner']}"
    side = SIDES[Polarity(str(row["polarity"]))]
    return f"{row['who']} {side} {row['target']} · {row['manner']} · {row['confidence']:.2f}"


def passage(before: str, words: str, after: str) -> tuple[str, str, str]:
    """Give the words between what is left of the sentences that they stand in, cut with "…"."""
    ends = list(_SENTENCE_ENDS.finditer(before))
    begun = before[ends[-1].end() :] if ends else before
    closes = _SENTENCE_ENDS.search(after)
    rest = after[: closes.end()] if closes else after
    if _SENTENCE_ENDS.search(words[-3:] + " "):
        rest = ""  # the words end their sentence
    head = begun if len(begun) <= BESIDE else "… " + begun[-BESIDE:].partition(" ")[2]
    tail = rest if len(rest) <= BESIDE else rest[:BESIDE].rpartition(" ")[0] + " …"
    if len(words) > LONGEST:
        begins, closing = words[: LONGEST // 2], words[-LONGEST // 2 :]
        words = f"{begins.rpartition(' ')[0]} … {closing.partition(' ')[2]}"
    return head, words, tail
