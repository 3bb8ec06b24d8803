"""Sentences with the stances that they state, as `unit/stance_cases.txt` has them."""

from dataclasses import dataclass
from pathlib import Path

from schemas.contracts import AnalysedArticle, Stance

CASES = Path(__file__).with_name("unit") / "stance_cases.txt"


@dataclass(frozen=True)
class Wanted:
    """One stance that a sentence states."""

    holder: str
    polarity: str
    target: str
    marks: tuple[str, ...] = ()

    def is_met_by(self, stance: Stance, article: AnalysedArticle) -> bool:
        """Tell whether a stance says the same."""
        return self.is_of(stance.holder.name, stance.polarity, stance.target.name) and all(
            _is_marked(stance, mark, article) for mark in self.marks
        )

    def is_of(self, holder: str, polarity: str, target: str) -> bool:
        """Tell whether they are the same; names may be shorter or longer."""
        return (
            _agree(self.holder, holder)
            and self.polarity == polarity
            and _agree(self.target, target)
        )


def _agree(wanted: str, found: str) -> bool:
    return wanted.casefold() in found.casefold() or found.casefold() in wanted.casefold()


def _is_marked(stance: Stance, mark: str, article: AnalysedArticle) -> bool:
    if mark == "negated":
        return stance.negated
    if mark == "narrated":
        return stance.reported_by is None
    if mark.startswith("by="):
        name = next(e.name for e in article.entities if e.id == stance.reported_by)
        return _agree(mark.removeprefix("by="), name)
    return stance.modality == mark


def cases() -> list[tuple[str, list[Wanted]]]:
    """Read the table: each sentence with the stances it states."""
    found: list[tuple[str, list[Wanted]]] = []
    for line in CASES.read_text("utf8").splitlines():
        if line.startswith("    "):
            holder, polarity, target, *marks = (part.strip() for part in line.split("|"))
            found[-1][1].append(Wanted(holder, polarity, target, tuple(marks)))
        elif line and not line.startswith("#"):
            found.append((line, []))
    return found
