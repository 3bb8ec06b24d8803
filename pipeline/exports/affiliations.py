"""Who spoke how often for and against what: the tallies that networks are made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, cast

from pipeline.database import Row
from pipeline.exports.days import day_of
from schemas.vocabulary import Polarity

VOTES = {Polarity.FOR: 1, Polarity.AGAINST: -1, Polarity.NEUTRAL: 0}


class Party(NamedTuple):
    """An identity or issue: its id across articles, its name, and what it is."""

    id: str
    name: str
    kind: str


@dataclass(slots=True)
class Affiliation:
    """The rows of one actor on one issue: their days, and 1, -1 or 0 for their sides."""

    actor: Party
    issue: Party
    votes: list[tuple[date, int]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return len(self.votes)

    @property
    def taking_sides(self) -> list[tuple[date, int]]:
        return [vote for vote in self.votes if vote[1]]


@dataclass(frozen=True)
class Tallied:
    """All affiliations, and how many rows speak of nobody or nothing known across articles."""

    affiliations: Sequence[Affiliation]
    rows: int
    nameless_rows: int
    last: date | None  # of all rows; None: there are none


def tallied(rows: Iterable[Row]) -> Tallied:
    """Add up rows that come by date."""
    found: dict[tuple[object, object], Affiliation] = {}
    count = nameless = 0
    day = None
    for row in rows:
        count += 1
        if row["holder_identity"] is None or row["issue"] is None:
            nameless += 1
            continue
        day = day_of(row)
        key = (row["holder_identity"], row["issue"])
        if key not in found:
            found[key] = Affiliation(_party(row, "holder_identity", "holder"), _party(row, "issue"))
        found[key].votes.append((day, VOTES[Polarity(cast(str, row["side"]))]))
    return Tallied(list(found.values()), count, nameless, day)


def _party(row: Row, id_: str, prefix: str = "issue") -> Party:
    return Party(*(str(row[name]) for name in (id_, f"{prefix}_name", f"{prefix}_kind")))
