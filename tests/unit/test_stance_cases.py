"""Who is for or against what, sentence by sentence; the cases are in `stance_cases.txt`."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.analysis.analyse import analyse
from schemas.contracts import AnalysedArticle, FetchedArticle, Stance
from tests.reading import reader

CASES = Path(__file__).with_name("stance_cases.txt")


@dataclass(frozen=True)
class Wanted:
    """One stance that a sentence states."""

    holder: str
    polarity: str
    target: str
    marks: tuple[str, ...] = ()

    def is_met_by(self, stance: Stance, article: AnalysedArticle) -> bool:
        """Tell whether a stance says the same; names may be shorter or longer."""
        return (
            _agree(self.holder, stance.holder.name)
            and self.polarity == stance.polarity
            and _agree(self.target, stance.target.name)
            and all(_is_marked(stance, mark, article) for mark in self.marks)
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


def test_the_table_is_long_enough_to_mean_something():
    assert len(cases()) >= 150


@pytest.mark.parametrize(("sentence", "wanted"), [pytest.param(*c, id=c[0]) for c in cases()])
def test_a_sentence_states_these_stances_and_no_others(sentence, wanted):
    article = analyse(FetchedArticle(article_id="a", revision="r", text=sentence), reader())

    unmet = [w for w in wanted if not any(w.is_met_by(s, article) for s in article.stances)]
    extra = [s for s in article.stances if not any(w.is_met_by(s, article) for w in wanted)]
    assert (unmet, extra) == ([], [])
