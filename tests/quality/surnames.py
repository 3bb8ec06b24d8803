"""Whom a surname alone means, scored by full names that are cut to it one by one."""

import json
import re
import subprocess
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

from pipeline.cli.resolve import sighting_in
from pipeline.corpus.forms import folded
from pipeline.corpus.given_names import may_be_one
from pipeline.corpus.identities import Identities
from pipeline.corpus.person_names import PersonName, person_name
from pipeline.corpus.sightings import PERSON, Sighting, person_of
from pipeline.json_lines import line_of
from schemas.contracts import Entity

Article = list[Sighting]
SETS = ("seesaw/docs.jsonl", "aida/eval.jsonl")
_SURNAME = re.compile(r"[^\s,]+(?=(?:,? (?:Jr|Sr|II|III|IV)\.?)?$)")


class _Case(NamedTuple):
    """A person whom an article names in full: by that name, and by the surname alone."""

    article: int
    named: PersonName
    cut: Sighting


def scores_of(data: Path, stancewire: Path) -> dict[str, object]:
    """Score the persons of each set, with the rest of it known and as if nobody knew them.

    Who they are is told by their full names. A person beside a namesake in full is left out, since
    no paper cuts his name. Of two names that may be one man's, neither is held to be wrong.
    """
    return _scores(Counter(v for s in SETS for v in _verdicts(_articles(data / s, stancewire))))


def _articles(path: Path, stancewire: Path) -> list[Article]:
    rows = [json.loads(line) for line in path.read_text("utf8").splitlines()]
    asked = b"".join(line_of({"id": row["id"], "text": row["text"]}) for row in rows)
    done = subprocess.run(
        [stancewire, "analyse", "-"], input=asked, check=True, stdout=subprocess.PIPE
    )
    answers = map(json.loads, done.stdout.splitlines())
    return [list(map(_sighting, answer["entities"])) for answer in answers]


def _sighting(entity: dict[str, object]) -> Sighting:
    return sighting_in(Entity.model_validate(entity))


def _scores(found: Counter[tuple[str, str]]) -> dict[str, object]:
    right, wrong, left = (found["known", verdict] for verdict in ("right", "wrong", "left"))
    joined, known = right + wrong, right + wrong + left
    unknown = found["unknown", "wrong"] + found["unknown", "left"]
    return {
        "known": {"cases": known, "joined": _share(joined, known), "right": _share(right, joined)},
        "unknown": {"cases": unknown, "left": _share(found["unknown", "left"], unknown)},
    }


def _share(some: int, every: int) -> float:
    return round(100 * some / max(1, every), 1)


def _verdicts(articles: list[Article]) -> Iterator[tuple[str, str]]:
    """Yield for each case whether its owner is known, and what the engine made of it."""
    numbers = count(1)
    engine = Identities(lambda: f"i{next(numbers)}")
    _swap(engine, [], articles)
    for person, places in _people(engine, articles).items():
        rest = {i: [s for s in articles[i] if s not in those] for i, those in places.items()}
        cases = [case for i in places for case in _cases(i, places[i], rest[i])]
        if len(places) > 1:
            for case in cases:
                told = _told(engine, articles[case.article], [*rest[case.article], case.cut])
                yield "known", _verdict(engine, told, case.named, person)
        _swap(engine, [articles[i] for i in places], rest.values())
        for case in cases:
            others = rest[case.article]
            yield (
                "unknown",
                _verdict(engine, _told(engine, others, [*others, case.cut]), case.named),
            )
        _swap(engine, rest.values(), [articles[i] for i in places])


def _people(engine: Identities, articles: list[Article]) -> dict[str, dict[int, Article]]:
    """Map identities of full names to where they stand."""
    people: dict[str, dict[int, Article]] = defaultdict(lambda: defaultdict(list))
    for i, article in enumerate(articles):
        for sighting, named in zip(article, engine.told(article), strict=True):
            if named.short is None and named.form.startswith(PERSON):
                people[engine.identity_of(named.form).id][i].append(sighting)
    return people


def _cases(article: int, sightings: Article, others: Article) -> Iterator[_Case]:
    """Yield each sighting that no namesake in full stands beside."""
    full = [name for other in others if (name := person_name(other.name)) is not None]
    for sighting in sightings:
        surname, named = _SURNAME.search(sighting.name), person_name(sighting.name)
        if surname is None or named is None:
            continue
        beside = folded(surname[0]).split()[-1]
        if not any(beside in name.short_forms for name in full):
            cut = sighting._replace(name=surname[0], spellings=(surname[0],))
            yield _Case(article, named, cut)


def _told(engine: Identities, article: Article, cut: Article) -> str:
    """Give the form of the last of a cut article, where that stands for the article."""
    _swap(engine, [article], [cut])
    form = engine.told(cut)[-1].form
    _swap(engine, [cut], [article])
    return form


def _swap(engine: Identities, old: Collection[Article], new: Collection[Article]) -> None:
    for article in old:
        engine.forget(article)
    for article in new:
        engine.learn(article)


def _verdict(engine: Identities, form: str, named: PersonName, person: str | None = None) -> str:
    """Tell whether a form leaves the surname alone, is rightly or wrongly joined, or may be."""
    if not form.startswith(PERSON):
        return "left"
    if person is not None and engine.identity_of(form).id == person:
        return "right"
    return "open" if may_be_one(person_of(form).given, named.given) else "wrong"
