"""`resolve`: who is who, and what is a copy, across what `analyse` printed, with no database."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from tempfile import TemporaryFile
from typing import BinaryIO

import click
from pydantic import BaseModel, ValidationError

from pipeline.cli.rows import Row, reason_of, refusal_of, row_of
from pipeline.corpus.copies import Copies, body_of
from pipeline.corpus.identities import Identities, Sighting
from pipeline.errors import ArticleRefusedError
from pipeline.json_lines import line_of, lines_of
from pipeline.logs import set_up_logs
from pipeline.settings import Settings
from schemas.contracts import Entity, Zone
from schemas.vocabulary import MentionKind


class _Analysis(BaseModel):
    """What is read of an analysed article."""

    entities: tuple[Entity, ...]
    zones: tuple[Zone, ...] = ()


@dataclass
class _Corpus:
    """What was learnt of all lines so far."""

    identities: Identities
    copies: Copies = field(default_factory=Copies)
    ids: list[object] = field(default_factory=list)  # of the articles, as they came

    def learn(self, line: bytes) -> object:
        """Take in a line; give the id of the article that it copies, or None."""
        try:
            row = row_of(line)
            analysis = _Analysis.model_validate(row)
        except (ArticleRefusedError, ValidationError):
            return None  # its answer will say so
        self.identities.learn(_sightings(analysis))
        self.ids.append(row["id"])
        first = self.copies.learn(body_of(analysis.zones))
        copied = None if first is None else self.ids[first]
        return None if copied == row["id"] else copied  # it may come again, revised


@click.command()
@click.argument("source", metavar="[PATH|-]", type=click.File("rb"), default="-")
@click.option(
    "--in-order",
    is_flag=True,
    help="Tell each article by it and those before it alone, and at once.",
)
def resolve(source: BinaryIO, *, in_order: bool) -> None:
    """Tell who is who, and what is a copy, across articles.

    Reads the lines that `stancewire analyse` prints and gives each back, in order, with an
    identity in every entity: an id, the same in all articles that mean the same person, place
    or body, and its usual name. Ids hold for one run. "copy_of" is the id of the first article
    whose body is the same but for a few words, or null. All lines are read before the first is
    answered, unless --in-order. A line that cannot be read is answered with its id and an error,
    and one that is an error is given back.

    Exits with 0 when every line was answered, with 1 at the end when one was bad.
    """
    set_up_logs(Settings.from_environment().log_level)
    numbers = count(1)
    corpus = _Corpus(Identities(lambda: f"i{next(numbers)}"))
    lines = _in_order(source, corpus) if in_order else _in_batch(source, corpus)
    all_good = True
    for line, copied in lines:
        answer = _answer(line, copied, corpus.identities)
        click.echo(line_of(answer), nl=False)
        all_good &= "error" not in answer
    if not all_good:
        raise SystemExit(1)


def _in_order(source: BinaryIO, corpus: _Corpus) -> Iterator[tuple[bytes, object]]:
    """Yield each line when it was learnt from, and whose copy it is."""
    for line in lines_of(source):
        yield line, corpus.learn(line)


def _in_batch(source: BinaryIO, corpus: _Corpus) -> Iterator[tuple[bytes, object]]:
    """Yield the same when all were learnt from; they wait in a file that has no name."""
    copied = []
    with TemporaryFile() as waiting:
        for line in lines_of(source):
            copied.append(corpus.learn(line))
            waiting.write(line.removesuffix(b"\n") + b"\n")
        waiting.seek(0)
        yield from zip(lines_of(waiting), copied, strict=True)


def _answer(line: bytes, copied: object, identities: Identities) -> Row:
    try:
        row = row_of(line)
        if "error" in row:
            return row
        found = identities.told(_sightings(_Analysis.model_validate(row)))
    except ArticleRefusedError as error:
        return refusal_of(line, str(error))
    except ValidationError as error:
        return refusal_of(line, reason_of(error))
    entities = row["entities"]
    assert isinstance(entities, list)  # noqa: S101  # the contract was checked above
    told = [
        {**entity, "identity": {"id": identity.id, "name": identity.name}}
        for entity, identity in zip(entities, found, strict=True)
    ]
    return {**row, "entities": told, "copy_of": copied}


def _sightings(analysis: _Analysis) -> list[Sighting]:
    return [_sighting(entity) for entity in analysis.entities]


def _sighting(entity: Entity) -> Sighting:
    names = tuple(m.text for m in entity.mentions if m.kind is MentionKind.NAME)
    return Sighting(entity.name, names, is_person=entity.type == "PERSON")
