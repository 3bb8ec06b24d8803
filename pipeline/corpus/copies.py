"""Copies: which articles print one text, by MinHash over runs of five words (Broder 1997).

A group is a first article and those that resemble it. Only firsts are looked for, by bands of
which each belongs to the first that had it, so that an article costs the same beside any number.
"""

import struct
from array import array
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import islice

from rensa import RMinHash

from pipeline.corpus.wording import folded_words, name_of
from schemas.contracts import Zone
from schemas.vocabulary import ZoneName

# Bands of another version are not to be compared with these: raise it with whatever changes them
# (folding, runs, the numbers below, rensa's own `RMinHash.ALGORITHM_VERSION`).
ALGORITHM_VERSION = 1
RUN = 5  # words
# Shared runs among all runs of two bodies. Of pairs of Reuters reports read, 12 of 12 from 0.8 on
# were one report, cut or corrected; from 0.65 on 8 of 9, from 0.5 on 3 of 9: others were a series.
RESEMBLANCE = 0.8
# Under so many words one other word is another report: only equal words are a copy.
SHORT = 30
# 21 bands of 6 find over 99.8 % of made-up copies that resemble their first by 0.81, 16 of 8 find
# 96 %; beside 1,500 articles of which 85 % is common to all, 98.7 and 92 %.
PERMUTATIONS, SEED = 128, 17
BANDS, SLOTS = 21, 6


def body_of(zones: Iterable[Zone]) -> str:
    """Give what of an article is compared: its body, without headline, dateline and credit."""
    return "\n".join(zone.text for zone in zones if zone.name is ZoneName.BODY)


def shingles_of(body: str) -> frozenset[int]:
    """Name the runs of five words in a body; a short one is a single run, an empty one has none."""
    words = folded_words(body)
    run = RUN if len(words) >= SHORT else max(len(words), 1)
    runs = zip(*(islice(words, first, None) for first in range(run)), strict=False)
    names = b"".join(blake2b(" ".join(run).encode(), digest_size=8).digest() for run in runs)
    return frozenset(struct.unpack(f"<{len(names) // 8}Q", names))


def bands_of(shingles: Set[int]) -> tuple[int, ...]:
    """Name what two copies share at least one of: 64-bit numbers, signed; none for an empty body.

    A body of a single run has one band, all others as many as each other.
    """
    if len(shingles) < 2:
        return tuple(name_of(struct.pack("<Q", only)) for only in shingles)
    hashes, rows = array("Q", shingles), array("Q", (0, len(shingles)))
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(hashes, rows, PERMUTATIONS, SEED)
    slots = matrix.to_rows()[0]
    return tuple(_band(number, slots) for number in range(BANDS))


def _band(number: int, slots: list[int]) -> int:
    first = number * SLOTS
    return name_of(struct.pack(f"<{1 + SLOTS}I", number, *slots[first : first + SLOTS]))


def are_copies(a: Set[int], b: Set[int]) -> bool:
    """Tell exactly whether two bodies share so much (Jaccard's index); nothing is like nothing."""
    common = len(a & b)
    return common > 0 and common / (len(a) + len(b) - common) >= RESEMBLANCE


def original_of(shingles: Set[int], firsts: Mapping[int, Set[int]]) -> int | None:
    """Tell which of the groups' first articles a body copies: the oldest that resembles it.

    `firsts` are those that own one of its bands, by numbers that grow; None: it copies none. As
    later firsts change nothing, equal bodies are in one group whenever they come.
    """
    alike = (first for first in sorted(firsts) if are_copies(shingles, firsts[first]))
    return next(alike, None)


@dataclass
class Copies:
    """Learns bodies one after the other and tells at once whose copy each is, all in memory."""

    _shingles: dict[int, "array[int]"] = field(default_factory=dict)  # of each group's first
    _owners: dict[int, int] = field(default_factory=dict)  # the first that had a band
    _learnt: int = 0

    def learn(self, body: str) -> int | None:
        """Take in a body; give the number of the first in its group, or None where it is that.

        Bodies are numbered from 0 as they come. An empty one is in no group.
        """
        number, self._learnt = self._learnt, self._learnt + 1
        shingles = shingles_of(body)
        bands = bands_of(shingles)
        owners = {self._owners[band] for band in bands if band in self._owners}
        found = original_of(shingles, {first: set(self._shingles[first]) for first in owners})
        if found is None and shingles:
            self._shingles[number] = array("Q", shingles)
            for band in bands:
                self._owners.setdefault(band, number)
        return found
