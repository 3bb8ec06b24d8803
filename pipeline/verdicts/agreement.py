"""How far readers agree on the rows that more than one of them judged."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from schemas.vocabulary import Verdict


@dataclass(frozen=True)
class Agreement:
    """Of some readers on the rows they share: how many, alike judged, and beyond chance."""

    readers: tuple[str, ...]
    rows: int
    alike: int  # judged the same by all of them who judged it
    alpha: float | None  # Krippendorff's, nominal; None where all verdicts are one


def agreements(verdicts: Iterable[tuple[str, str, Verdict]]) -> list[Agreement]:
    """Give the agreement of all readers and then of each two, those with most rows in common first.

    `verdicts` are reader, row and what he says of it, once each.
    """
    said: dict[str, dict[str, Verdict]] = defaultdict(dict)
    for reader, row, verdict in verdicts:
        said[row][reader] = verdict
    shared = {row: by for row, by in said.items() if len(by) > 1}
    pairs = Counter(pair for by in shared.values() for pair in combinations(sorted(by), 2))
    everybody = tuple(sorted({reader for by in shared.values() for reader in by}))
    groups = [everybody] if len(everybody) > 2 else []
    most_first = sorted(pairs, key=lambda pair: (-pairs[pair], pair))
    return [_agreement(group, shared) for group in (*groups, *most_first)]


def _agreement(readers: tuple[str, ...], said: Mapping[str, Mapping[str, Verdict]]) -> Agreement:
    theirs = [
        {reader: by[reader] for reader in readers if reader in by}
        for by in said.values()
        if sum(reader in by for reader in readers) > 1
    ]
    alike = sum(len(set(by.values())) == 1 for by in theirs)
    return Agreement(readers, len(theirs), alike, _alpha(theirs))


def _alpha(said: list[dict[str, Verdict]]) -> float | None:
    """Give Krippendorff's alpha: 1 is full agreement, 0 what chance gives."""
    if len({verdict for by in said for verdict in by.values()}) < 2:
        return None
    from nltk.metrics.agreement import AnnotationTask  # noqa: PLC0415  # 0.3 s, for this one number

    triples = [
        (reader, row, verdict.value)
        for row, by in enumerate(said)
        for reader, verdict in by.items()
    ]
    return float(AnnotationTask(triples).alpha())
