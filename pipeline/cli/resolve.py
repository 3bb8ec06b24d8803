"""`resolve`: who is who across the articles that `analyse` printed, with no database."""

from collections.abc import Iterator
from itertools import count
from tempfile import TemporaryFile
from typing import BinaryIO

import click
from pydantic import BaseModel, ValidationError

from pipeline.cli.rows import Row, reason_of, refusal_of, row_of
from pipeline.corpus.identities import Identities, Sighting, sighting_of
from pipeline.errors import ArticleRefusedError
from pipeline.json_lines import line_of, lines_of
from pipeline.logs import set_up_logs
from pipeline.settings import Settings
from schemas.contracts import Entity
from schemas.vocabulary import MentionKind


class _Analysis(BaseModel):
    """What is read of an analysed article."""

    entities: tuple[Entity, ...]


@click.command()
@click.argument("source", metavar="[PATH|-]", type=click.File("rb"), default="-")
@click.option(
    "--in-order",
    is_flag=True,
    help="Tell each article by it and those before it alone, and at once.",
)
def resolve(source: BinaryIO, *, in_order: bool) -> None:
    """Tell who is who across articles analysed before.

    Reads the lines that `stancewire analyse` prints and gives each back, in order, with an
    identity in every entity: an id, the same in all articles that mean the same person, place
    or body, and its usual name. Ids hold for one run. All lines are read before the first is
    answered, unless --in-order. A line that cannot be read is answered with its id and an error,
    and one that is an error is given back.

    Exits with 0 when every line was answered, with 1 at the end when one was bad.
    """
    set_up_logs(Settings.from_environment().log_level)
    numbers = count(1)
    identities = Identities(lambda: f"i{next(numbers)}")
    lines = _in_order(source, identities) if in_order else _in_batch(source, identities)
    all_good = True
    for line in lines:
        answer = _answer(line, identities)
        click.echo(line_of(answer), nl=False)
        all_good &= "error" not in answer
    if not all_good:
        raise SystemExit(1)


def _in_order(source: BinaryIO, identities: Identities) -> Iterator[bytes]:
    """Yield each line when it was learnt from."""
    for line in lines_of(source):
        _learn(line, identities)
        yield line


def _in_batch(source: BinaryIO, identities: Identities) -> Iterator[bytes]:
    """Yield the lines when all were learnt from; they wait in a file that has no name."""
    with TemporaryFile() as waiting:
        for line in lines_of(source):
            _learn(line, identities)
            waiting.write(line.removesuffix(b"\n") + b"\n")
        waiting.seek(0)
        yield from lines_of(waiting)


def _learn(line: bytes, identities: Identities) -> None:
    try:
        identities.learn(_sightings(row_of(line)))
    except (ArticleRefusedError, ValidationError):
        return  # its answer will say so


def _answer(line: bytes, identities: Identities) -> Row:
    try:
        row = row_of(line)
        if "error" in row:
            return row
        named = identities.told(_sightings(row))
    except ArticleRefusedError as error:
        return refusal_of(line, str(error))
    except ValidationError as error:
        return refusal_of(line, reason_of(error))
    entities = row["entities"]
    assert isinstance(entities, list)  # noqa: S101  # the contract was checked above
    found = [identities.identity_of(name.form) for name in named]
    told = [
        {**entity, "identity": {"id": identity.id, "name": identity.name}}
        for entity, identity in zip(entities, found, strict=True)
    ]
    return {**row, "entities": told}


def _sightings(row: Row) -> list[Sighting]:
    return [_sighting(entity) for entity in _Analysis.model_validate(row).entities]


def _sighting(entity: Entity) -> Sighting:
    names = tuple(m.text for m in entity.mentions if m.kind is MentionKind.NAME)
    return sighting_of(entity.name, names, entity.type)
