"""Training rows: read from the annotated sets, cleaned, and varied so that names teach nothing."""

from __future__ import annotations

import json
import random
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from made_sentences import FIRST, LAST, made_rows

from pipeline.analysis.model.model_input import Pair
from pipeline.analysis.model.name_forms import Span, whole_words
from pipeline.analysis.model.stance_model import LABELS

ANSWER = {"positive": "for", "negative": "against"}
PRONOUNS = frozenset(
    "he she him her his hers they them their it its i we us our you your who".split()
)
FULL_NAME = re.compile(r"^[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-zA-Z'-]+$")
PERSONAL_TITLE = r"(?:Mr|Mrs|Ms|Sen|Rep|Gov|Dr)\. ([A-Z][a-zA-Z'-]+)"
HELD_OUT = ("dev_rw", "test_rw", "dev_mt", "test_mt", "dev", "test")
READ_CERTAINTY = 0.95  # of a strict reader's verdict
MARKED_HELD_OUT = 0.04  # share of the marked articles, and of sentences marked by themselves


@dataclass(frozen=True)
class Row:
    """A question with its answer, the set it comes from and its weight in the loss.

    `certainty` is the probability of the answer; what is left of it goes to neutral, and from
    neutral to both others alike.
    """

    question: Pair
    label: int
    origin: str
    weight: float = 1.0
    certainty: float = 1.0

    @property
    def answer(self) -> tuple[float, ...]:
        """The probability of every label."""
        neutral, rest = LABELS.index("neutral"), 1 - self.certainty
        others = dict.fromkeys(range(len(LABELS)), rest / 2) if self.label == neutral else {}
        wanted = {neutral: rest, **others, self.label: self.certainty}
        return tuple(wanted.get(i, 0.0) for i in range(len(LABELS)))


@dataclass(frozen=True)
class People:
    """Names of persons seen in training text: full names by last name."""

    full: dict[str, str]

    def stranger(self, rng: random.Random) -> str:
        """A full name, real or made, taken at random."""
        if rng.random() < 0.5:
            return rng.choice(list(self.full.values()))
        return f"{rng.choice(FIRST)} {rng.choice(LAST)}"


def lines(path: Path) -> list[dict[str, Any]]:
    """The JSON rows of a file."""
    return [
        json.loads(line) for line in path.read_text(encoding="utf8").split("\n") if line.strip()
    ]


def normal(text: str) -> str:
    """The text's words alone, for finding one sentence twice."""
    return re.sub(r"\W+", " ", text.lower()).strip()


def is_held_out(name: str) -> bool:
    """Tell whether a marked text, "set/id" or "set/article:paragraph:sentence", is only scored."""
    return zlib.crc32(name.partition(":")[0].encode()) % 1000 < 1000 * MARKED_HELD_OUT


def as_row(raw: dict[str, object], origin: str) -> Row:
    """One line of newsmtsc or dse (or of a set only scored) as a row."""
    answer = str(raw.get("stance") or raw["label"])
    start, end = (
        raw.get("char_start", raw.get("target_start")),
        raw.get("char_end", raw.get("target_end")),
    )
    span = (int(str(start)), int(str(end))) if start is not None else None
    held = raw.get("source_start")
    question = Pair(
        text=str(raw["text"]),
        target=str(raw["target"]),
        target_span=span,
        holder=str(raw["source"]) if raw.get("source") else None,
        holder_span=(int(str(held)), int(str(raw["source_end"]))) if held is not None else None,
    )
    return Row(question, LABELS.index(ANSWER.get(answer, answer)), origin)


def read_split(data: Path, name: str, split: str) -> list[Row]:
    """Rows of one split as they stand; of dse only those whose text is not in its train split."""
    raws = lines(data / name / "eval.jsonl")
    return [as_row(r, name) for r in raws if r["split"] == split and not r.get("text_in_train")]


def training_rows(data: Path) -> list[Row]:
    """The train splits of newsmtsc and dse, each question once, without any held-out sentence."""
    raws = [(name, r) for name in ("newsmtsc", "dse") for r in lines(data / name / "eval.jsonl")]
    held_out = {
        normal(str(r["text"]))
        for _, r in raws
        if r["split"] in HELD_OUT and not r.get("text_in_train")
    }
    rows: dict[tuple[object, ...], Row] = {}
    for name, raw in raws:
        if raw["split"] == "train" and normal(str(raw["text"])) not in held_out:
            row = as_row(raw, name)
            q = row.question
            if re.search(r"\w", q.target) and (q.holder is None or re.search(r"\w", q.holder)):
                rows[normal(q.text), q.target, q.target_span, q.holder] = row
    return list(rows.values())


def people_in(rows: Iterable[Row]) -> People:
    """Last names that the rows give a first name to, with the first name most often given."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    titled: set[str] = set()
    for row in rows:
        titled.update(re.findall(PERSONAL_TITLE, row.question.text))
        for name in (row.question.target, row.question.holder):
            if name and FULL_NAME.match(name):
                counts[name.split()[-1]][name] += 1
    usual = {last: names.most_common(1)[0][0] for last, names in counts.items()}
    firsts = set(FIRST) | {full.split()[0] for last, full in usual.items() if last in titled}
    return People(
        {last: full for last, full in usual.items() if full.split()[0] in firsts - {"The"}}
    )


def cleaned(row: Row) -> Row:
    """The row with clipped names made whole."""
    q = row.question
    target, target_span = whole_name(q.text, q.target, q.target_span)
    if q.holder is None:
        return replace(row, question=Pair(q.text, target, target_span))
    holder, holder_span = whole_name(q.text, q.holder, q.holder_span)
    return replace(row, question=Pair(q.text, target, target_span, holder, holder_span))


def whole_name(text: str, name: str, span: Span | None) -> tuple[str, Span | None]:
    """The name and its place widened to whole words."""
    if span is None:
        return name, None
    whole = whole_words(text, span)
    return text[slice(*whole)], whole


def reversed_rows(rows: Sequence[Row], share: float, rng: random.Random) -> list[Row]:
    """Directed dse rows asked the other way round: neutral, as the set's five-way label says."""
    out = []
    for row in rows:
        q = row.question
        if q.holder is not None and LABELS[row.label] != "neutral" and rng.random() < share:
            turned = Pair(q.text, q.holder, q.holder_span, q.target, q.target_span)
            out.append(Row(turned, LABELS.index("neutral"), "reversed", 0.6))
    return out


def renamed(row: Row, people: People, rng: random.Random) -> Row:
    """The row with its persons given other names, wherever the text has them."""
    q = row.question
    spans: dict[str, Span | None] = {"target": q.target_span, "holder": q.holder_span}
    names: dict[str, str | None] = {"target": q.target, "holder": q.holder}
    swaps: dict[str, str] = {}
    for name in names.values():
        last = name.split()[-1] if name else ""
        if last in people.full and last not in swaps:
            swaps[last] = people.stranger(rng)
    if not swaps:
        return row
    pattern = re.compile(
        "|".join(
            rf"(?:\b{re.escape(people.full[x].split()[0])} (?:[A-Z]\. )?)?\b{re.escape(x)}\b"
            for x in swaps
        )
    )

    def swap(found: re.Match[str]) -> str:
        old = found.group()
        new = swaps[old.split()[-1]]
        return new if " " in old else new.split()[-1]

    text, moved = rewritten(q.text, pattern, swap, spans)
    fresh = {role: text[slice(*span)] if span else names[role] for role, span in moved.items()}
    question = Pair(text, str(fresh["target"]), moved["target"], fresh["holder"], moved["holder"])
    return replace(row, question=question)


def rewritten(
    text: str,
    pattern: re.Pattern[str],
    swap: Callable[[re.Match[str]], str],
    spans: dict[str, Span | None],
) -> tuple[str, dict[str, Span | None]]:
    """The text with every match swapped, and the spans moved along.

    A span that cuts a match takes all of it in.
    """
    out, at, cuts = "", 0, []
    for m in pattern.finditer(text):
        out += text[at : m.start()]
        new = swap(m)
        cuts.append((m.start(), m.end(), len(out), len(out) + len(new)))
        out, at = out + new, m.end()
    out += text[at:]

    def move(span: Span | None) -> Span | None:
        if span is None:
            return None
        start, end = span
        shift_start = shift_end = 0
        for old_start, old_end, new_start, new_end in cuts:
            if old_end <= span[0]:
                shift_start = new_end - old_end
            elif old_start < span[0] or (old_start <= span[0] < old_end):
                start, shift_start = new_start, 0
            if old_end <= span[1]:
                shift_end = new_end - old_end
            elif old_start < span[1]:
                end, shift_end = new_end, 0
        return start + shift_start, end + shift_end

    return out, {role: move(span) for role, span in spans.items()}


def varied(row: Row, people: People, renamed_share: float, rng: random.Random) -> Row:
    """The row as it is, or asked in another way: other or fuller names, no place, no holder.

    The way the stance points stays the same.
    """
    if row.origin == "made" or rng.random() < PLAIN_SHARE:
        return row
    if row.origin == "annotated":
        return replace(row, question=unplaced(as_said(row.question, rng), rng))
    if rng.random() < renamed_share:
        row = renamed(row, people, rng)
    decided = LABELS[row.label] != "neutral"
    q = row.question
    if q.holder is not None and decided and rng.random() < CHANGED_SHARE:
        q = Pair(q.text, q.target, q.target_span)
    if rng.random() < CHANGED_SHARE:
        q = hidden(q, "target", people, rng)
    if q.holder is not None and rng.random() < CHANGED_SHARE:
        q = hidden(q, "holder", people, rng)
    q = replace(q, **asked(q.target, q.target_span, people, rng).of("target"))
    if q.holder is not None:
        q = replace(q, **asked(q.holder, q.holder_span, people, rng).of("holder"))
    elif rng.random() < CHANGED_SHARE:
        q = replace(q, holder=rng.choice(ABSENT) or people.stranger(rng))
    return replace(row, question=q)


def as_said(q: Pair, rng: random.Random) -> Pair:
    """The question with some names as the text has them, not as the world knows them."""
    if q.target_span is not None and rng.random() < SAID_SHARE:
        q = replace(q, target=q.text[slice(*q.target_span)])
    if q.holder_span is not None and rng.random() < SAID_SHARE:
        q = replace(q, holder=q.text[slice(*q.holder_span)])
    return q


def unplaced(q: Pair, rng: random.Random) -> Pair:
    """The question with some of its places left for the names to be looked up."""
    if rng.random() < UNPLACED_SHARE:
        q = replace(q, target_span=None)
    return replace(q, holder_span=None) if rng.random() < UNPLACED_SHARE else q


PLAIN_SHARE = 0.4
CHANGED_SHARE = 0.1  # of the varied rows, for each change that takes something away
UNPLACED_SHARE = 0.5
SAID_SHARE = 0.5
ABSENT = (
    *("None", "author", "Not in the list", "", ""),
    *("Democratic Party", "Republican Party", "United States", "White House"),
)
PERSON_WORDS = "he she he the_president the_senator the_candidate the_minister his_opponent".split()
OTHER_WORDS = "it they it the_group the_country the_government the_party the_agency them".split()


@dataclass(frozen=True)
class Named:
    """A name and its place, as a question gives them."""

    name: str
    span: Span | None

    def of(self, role: str) -> dict[str, Any]:
        """The question's fields for the role."""
        return {role: self.name, f"{role}_span": self.span}


def hidden(q: Pair, role: str, people: People, rng: random.Random) -> Pair:
    """The question about a text that says "he" or "the group" where it named the role."""
    roles = {"target": q.target_span, "holder": q.holder_span}
    span, other = roles.pop(role), next(iter(roles.values()))
    name = q.target if role == "target" else str(q.holder)
    if span is None or (other is not None and span[0] < other[1] and other[0] < span[1]):
        return q
    human = name.rsplit(maxsplit=1)[-1] in people.full
    word = rng.choice(PERSON_WORDS if human else OTHER_WORDS).replace("_", " ")
    if name.casefold() in PRONOUNS:
        word, name = q.text[slice(*span)], people.stranger(rng)
    word = word.capitalize() if span[0] == 0 else word
    text = q.text[: span[0]] + word + q.text[span[1] :]
    shift = len(word) - (span[1] - span[0])
    if other is not None and other[0] >= span[1]:
        other = (other[0] + shift, other[1] + shift)
    if role == "target":
        return Pair(text, name, None, q.holder, other)
    return Pair(text, q.target, other, name, None)


def asked(name: str, span: Span | None, people: People, rng: random.Random) -> Named:
    """A name and span as a question may give them: the full name, without a place, or both."""
    if name.casefold() in PRONOUNS:
        return Named(people.stranger(rng) if rng.random() < 0.5 else name, span)
    if name.rsplit(maxsplit=1)[-1] in people.full and rng.random() < 0.6:
        name = people.full[name.rsplit(maxsplit=1)[-1]]
    return Named(name, None if rng.random() < 0.4 else span)


def rows_of_made(count: int, seed: int) -> list[Row]:
    """Made sentences as rows; half of them without offsets."""
    rng = random.Random(seed + 1)  # noqa: S311 - not for secrets
    out = []
    for made in made_rows(count, seed):
        spans = [
            None if place is None or rng.random() < 0.5 else span_of(made.text, place)
            for place in (made.target_place, made.holder_place)
        ]
        question = Pair(made.text, made.target, spans[0], made.holder, spans[1])
        out.append(Row(question, LABELS.index(made.stance), "made", 0.6))
    return out


def span_of(text: str, name: str) -> Span | None:
    """First place of the name in the text, whatever the case of its first letter."""
    at = text.lower().find(name.lower())
    return (at, at + len(name)) if at >= 0 else None


REVERSED_SHARE = 0.15  # at 0.4 the model answered neutral too often


def annotated_rows(path: Path) -> list[Row]:
    """Pairs of `annotated_questions.py`: the stances marked in a sentence, and pairs with none."""
    return [
        Row(
            annotated_question(raw),
            LABELS.index(raw["stance"]),
            "annotated",
            weight=raw["weight"],
            certainty=raw["certainty"],
        )
        for raw in lines(path)
    ]


def annotated_question(raw: dict[str, Any]) -> Pair:
    """One of its lines as a question."""
    spans = {k: None if raw[k] is None else tuple(raw[k]) for k in ("target_span", "holder_span")}
    return Pair(text=raw["text"], target=raw["target"], holder=raw["holder"], **spans)


def read_rows(line: dict[str, Any]) -> Iterator[Row]:
    """The pairs of a line of `sentences.py` that a strict reader judged: his side, or neutral."""
    for holder, target, side, verdict in line["read"]:
        if verdict != "a":
            by, held_at = named_node(line, holder)
            about, stands_at = named_node(line, target)
            question = Pair(line["text"], about, stands_at, by, held_at)
            answer = side if verdict == "r" else "neutral"
            yield Row(question, LABELS.index(answer), "read", certainty=READ_CERTAINTY)


def named_node(line: dict[str, Any], node: int) -> tuple[str, Span | None]:
    """A node's words and their place; of a speaker of another sentence, the name alone."""
    if node < len(line["speakers"]):
        return line["speakers"][node], None
    start, end = line["places"][node]
    return line["text"][start:end], (start, end)


@dataclass(frozen=True)
class Copying:
    """How often a row is copied, and what share of the varied copies has its persons renamed."""

    copies: int
    renamed: float
    newsmtsc: int  # how often each of newsmtsc's rows is taken for one of all others


def rows_to_learn(
    data: Path, more: Sequence[Row], made: int, copying: Copying, seed: int
) -> list[Row]:
    """Training rows, some asked in reverse, made rows and `more`; each copied and varied anew."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    base = [cleaned(r) for r in training_rows(data)]
    people = people_in(base)
    originals = [*base, *reversed_rows(base, REVERSED_SHARE, rng), *rows_of_made(made, seed)]
    originals += [r for r in base if r.origin == "newsmtsc"] * (copying.newsmtsc - 1)
    originals += more
    return [varied(row, people, copying.renamed, rng) for row in originals * copying.copies]
