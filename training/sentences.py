"""The annotated sentences as the stance model is told of them, with the marks between their nodes.

`annotations.tsv` marks sentences by themselves, `articles.tsv` sentences of whole articles. A line
holds the fields of `SentenceInput`, the `article`, the `marks` (holder, target, side, whether it is
certain; nodes by number) and the pairs `left_out` of the loss: those that a mark may mean as well,
and two names of one entity.

`disputed_pairs.tsv` holds pairs that the model took for stances, or did not though they were
marked, as a strict reader saw them: text, holder and target by place or `=Name`, side, and right
(r), wrong (w) or arguable (a). A line has them as `read`; of a text that nobody marked as a `whole`
they are all that is learnt.

    python sentences.py --data DATA articles.tsv > article_sentences.jsonl
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from annotated_questions import (
    ANNOTATIONS,
    SIGNS,
    annotated_sentences,
    annotated_texts,
    marked,
    sentences,
)
from rows import lines
from spacy.tokens import Span as Phrase

from pipeline.analysis.analyse import read_text
from pipeline.analysis.layout.zones import layout_of
from pipeline.analysis.model.name_forms import Span
from pipeline.analysis.model.sentence_input import Kind
from pipeline.analysis.reading.document import Reader
from pipeline.analysis.stances.pairs.nodes import Node, nodes_in, sentence_input
from pipeline.analysis.stances.parties.scene import Scene
from pipeline.settings import Settings

READ = Path(__file__).with_name("disputed_pairs.tsv")
ARTICLE_SETS = ("wikinews", "onestop", "gum_news")
CERTAIN = frozenset("+-")


@dataclass(frozen=True)
class Mark:
    """A stance as annotated: the characters of holder and target, and a sign."""

    holder: Span
    target: Span
    sign: str


@dataclass(frozen=True)
class ReadPair:
    """A pair that a strict reader judged: two places of the text, the holder's may be a name."""

    holder: Span | str
    target: Span
    side: str
    verdict: str


@dataclass(frozen=True)
class MarkedText:
    """A text by "set/id", the characters of it that were read, and the marks that have places.

    Without marks it was not read for any, but for single pairs.
    """

    name: str
    text: str
    read: tuple[Span, ...]
    marks: tuple[Mark, ...] | None


@dataclass(frozen=True)
class Meant:
    """The node that a marked name means, if any, and all that it may mean."""

    node: int | None
    perhaps: frozenset[int]


def placed(text: str, marks: list[list[str]]) -> Iterator[Mark]:
    """The marks of a text whose holder and target stand in it: not those of its own voice."""
    for holder, target, sign in marked(text, [mark[-3:] for mark in marks]):
        if holder is not None and holder.span is not None and target.span is not None:
            yield Mark(holder.span, target.span, sign)


def marked_sentences(data: Path, path: Path) -> Iterator[MarkedText]:
    """The sentences of `annotations.tsv`."""
    for name, text, marks in annotated_sentences(data, path):
        yield MarkedText(name, text, ((0, len(text)),), tuple(placed(text, marks)))


def marked_articles(data: Path, path: Path) -> Iterator[MarkedText]:
    """The articles of `articles.tsv`."""
    texts = {
        (name, raw["id"]): str(raw["text"])
        for name in ARTICLE_SETS
        for raw in lines(data / name / "eval.jsonl")
    }
    for (name, article, places), marks in annotated_texts(path):
        text = texts[name, article]
        spans = tuple(map(span_of, places.split()))
        yield MarkedText(f"{name}/{article}", text, spans, tuple(placed(text, marks)))


def pairs_read() -> dict[str, list[ReadPair]]:
    """The pairs that a strict reader judged, by text."""
    found: dict[str, list[ReadPair]] = defaultdict(list)
    with READ.open(encoding="utf8", newline="") as file:
        for name, holder, target, side, verdict in csv.reader(file, delimiter="\t"):
            by = holder[1:] if holder.startswith("=") else span_of(holder)
            found[name].append(ReadPair(by, span_of(target), side, verdict))
    return found


def span_of(place: str) -> Span:
    """The characters that `12-17` stands for."""
    start, end = map(int, place.split("-"))
    return start, end


def texts_read(data: Path) -> Iterator[MarkedText]:
    """The texts of `disputed_pairs.tsv` that nobody marked."""
    known = pairs_read()
    marked_ones = {t.name for t in marked_sentences(data, ANNOTATIONS)}
    for (name, place), text in sentences(data).items():
        if f"{name}/{place}" in known and f"{name}/{place}" not in marked_ones:
            yield MarkedText(f"{name}/{place}", text, ((0, len(text)),), None)


def shared(one: Span, other: Span) -> int:
    """How many characters two places share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


class Sentence:
    """A sentence with its nodes, in which marked names are looked for."""

    def __init__(self, sentence: Phrase, scene: Scene) -> None:
        self.sentence = sentence
        self.scene = scene
        self.nodes: Sequence[Node] = nodes_in(sentence, scene)
        self.entities = [scene.cast.at(node.head) for node in self.nodes]
        self.speakers = [i for i, n in enumerate(self.nodes) if n.kind is Kind.SPEAKER]

    def target(self, place: Span) -> Meant:
        """What a mark means by its target."""
        touched = self.touched(place)
        return self.with_same_entity(self.nearest(place, touched), touched)

    def holder(self, place: Span) -> Meant:
        """What a mark means by its holder, who may stand in another sentence."""
        if self.sentence.start_char <= place[0] < self.sentence.end_char:
            return self.target(place)
        words = self.words(place)
        entity = next(filter(None, map(self.scene.cast.at, words)), None)
        said = (
            i
            for i in self.speakers
            if (entity is not None and self.entities[i] == entity)
            or words.start <= self.nodes[i].head.i < words.end
        )
        same = (i for i, e in enumerate(self.entities) if entity is not None and e == entity)
        node = next(said, next(same, None))
        return self.with_same_entity(node, self.speakers if node is None else [node])

    def words(self, place: Span) -> Phrase:
        """The words that a place touches; ValueError where there are none."""
        words = self.sentence.doc.char_span(*place, alignment_mode="expand")
        if words is None:
            raise ValueError(f"no words at {place} of {self.sentence.doc.text!r:.80}")
        return words

    def overlap(self, node: int, place: Span) -> int:
        """How many characters of a place a node has."""
        span = self.nodes[node].span
        return shared((span.start_char, span.end_char), place)

    def touched(self, place: Span) -> list[int]:
        """The nodes with characters of a place."""
        inside = range(len(self.speakers), len(self.nodes))
        return [i for i in inside if self.overlap(i, place)]

    def nearest(self, place: Span, touched: Sequence[int]) -> int | None:
        """The node of the words' head, or the tightest around it, or the longest inside of them."""
        words = self.words(place)
        root, spans = words.root, [node.span for node in self.nodes]
        for i in touched:
            if self.nodes[i].head == root:
                return i
        around = [i for i in touched if spans[i].start <= root.i < spans[i].end]
        if around:
            return max(around, key=lambda i: self.overlap(i, place) / len(spans[i].text))
        inside = (i for i in touched if words.start <= self.nodes[i].head.i < words.end)
        return max(inside, key=lambda i: self.overlap(i, place), default=None)

    def with_same_entity(self, node: int | None, others: Sequence[int]) -> Meant:
        """The node, beside the others and all that name its entity."""
        entity = None if node is None else self.entities[node]
        same = {i for i, e in enumerate(self.entities) if entity is not None and e == entity}
        return Meant(node, frozenset(others) | same)

    def line(
        self, article: str, marks: Sequence[Mark], pairs: Sequence[ReadPair]
    ) -> dict[str, object]:
        """What the model is told, what was marked, what is left out, and the pairs judged."""
        told = sentence_input(self.sentence, self.nodes, self.scene)
        found, left_out = [], set(self.of_one_entity())
        for mark in marks:
            holder, target = self.holder(mark.holder), self.target(mark.target)
            left_out.update(product(holder.perhaps, target.perhaps))
            if holder.node is not None and target.node is not None:
                side, certain = SIGNS[mark.sign][0], mark.sign in CERTAIN
                found.append((holder.node, target.node, side, certain))
        fields = {**vars(told), "speaks": sorted(told.speaks)}
        known = {(holder, target) for holder, target, *_ in found}
        return {
            "article": article,
            **fields,
            "marks": found,
            "left_out": sorted(left_out - known),
            "read": list(self.judged(pairs, told.speakers)),
        }

    def judged(self, pairs: Sequence[ReadPair], speakers: Sequence[str]) -> Iterator[object]:
        """The pairs whose nodes the sentence has: holder, target, side, verdict."""
        names: dict[Span | str, int] = {name: i for i, name in enumerate(speakers)}
        for i in range(len(self.speakers), len(self.nodes)):
            span = self.nodes[i].span
            names[span.start_char, span.end_char] = i
        for pair in pairs:
            if pair.holder in names and pair.target in names:
                yield names[pair.holder], names[pair.target], pair.side, pair.verdict

    def of_one_entity(self) -> Iterator[tuple[int, int]]:
        """The pairs of nodes that name one entity."""
        for (i, one), (j, other) in product(enumerate(self.entities), repeat=2):
            if i != j and one is not None and one == other:
                yield i, j


def sentence_lines(
    marked_text: MarkedText, pairs: Sequence[ReadPair], reader: Reader
) -> Iterator[dict[str, object]]:
    """The sentences of a text that were read, each with the marks whose targets it holds.

    Of a text without marks, those in which a pair was read.
    """
    text = marked_text.text
    article = read_text(text, layout_of(text, None), reader)
    for sentence in article.scene.cast.doc.sents:
        place = (sentence.start_char, sentence.end_char)
        was_read = any(shared(place, read) for read in marked_text.read)
        if was_read and article.said[sentence.start] and sentence.text.strip():
            marks = [m for m in marked_text.marks or () if place[0] <= m.target[0] < place[1]]
            line = Sentence(sentence, article.scene).line(marked_text.name, marks, pairs)
            if marked_text.marks is not None:
                yield {**line, "whole": True}
            elif line["read"]:
                yield {**line, "whole": False}


def main() -> None:
    """Writes the sentences, one a line, in the order of the file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("marks", type=Path, help="annotations, articles or disputed_pairs.tsv")
    options = parser.parse_args()
    texts = {
        "annotations": lambda: marked_sentences(options.data, options.marks),
        "articles": lambda: marked_articles(options.data, options.marks),
        "disputed_pairs": lambda: texts_read(options.data),
    }[options.marks.stem]()
    reader, pairs = Reader(Settings().model), pairs_read()
    for text in texts:
        for line in sentence_lines(text, pairs.get(text.name, ()), reader):
            sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
