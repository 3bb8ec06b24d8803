"""`stancewire review export|import`: verdicts as JSON lines."""

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

import click
from pydantic import ValidationError

from pipeline.cli.correcting import opened
from pipeline.cli.rows import reason_of
from pipeline.cli.tables import as_json
from pipeline.errors import ArticleRefusedError, SetupError
from pipeline.json_lines import lines_of, object_of, records_of
from pipeline.queries.verdicts import exported
from pipeline.reviews import check_reviews
from pipeline.reviews import import_verdicts as store
from pipeline.settings import Settings
from schemas.judgements import GivenVerdict

FAULTS_SHOWN = 20
CLOCKS_DIFFER = timedelta(minutes=5)  # so far ahead another machine's clock may be


@click.command("export")
def export_verdicts() -> None:
    """Print all verdicts as JSON lines.

    One a line, in the order in which they were given, those that a later one replaced too; as
    import takes them.

    Exits with 0, and with 2 when the database does not answer.
    """
    with opened() as (_, engine):
        for row in exported(engine):
            sys.stdout.write(as_json(row) + "\n")


@click.command("import")
@click.argument("source", metavar="FILE|-", type=click.File("rb"))
def import_verdicts(source: BinaryIO) -> None:
    """Import verdicts from JSON lines.

    As export prints them: kind, article_id, words, who, target and polarity tell what was
    judged; reader, verdict, fault, note and judged_at what was said of it. They need no row:
    one that comes later is judged already. What is there is passed over. A bad line is named
    by its number, and then nothing of the file is imported.

    Off unless STANCEWIRE_REVIEW is on. Exits with 0 when all is imported, and with 2 when
    nothing is.
    """
    check_reviews(Settings.from_environment())
    given = given_verdicts(lines_of(source), datetime.now(UTC))
    with opened() as (_, engine):
        new = store(engine, given)
    click.echo(f"{new} verdicts imported, {len(given) - new} were there.")


def given_verdicts(lines: Iterable[bytes], now: datetime) -> list[GivenVerdict]:
    """Read verdicts; raises SetupError naming the lines that are none."""
    given, faults = [], []
    for record in records_of(lines):
        try:
            given.append(_given(object_of(record), now))
        except (ArticleRefusedError, ValueError) as error:
            reason = reason_of(error) if isinstance(error, ValidationError) else str(error)
            faults.append(f"line {record.number}: {reason}")
    if faults:
        shown = "\n".join([*faults[:FAULTS_SHOWN], *_how_many_more(faults)])
        raise SetupError(f"Nothing was imported.\n{shown}")
    return given


def _given(row: dict[str, object], now: datetime) -> GivenVerdict:
    verdict = GivenVerdict.model_validate(row)
    if verdict.judged_at > now + CLOCKS_DIFFER:
        raise ValueError(f"judged_at: {verdict.judged_at.isoformat()} is still to come")
    return verdict


def _how_many_more(faults: list[str]) -> Iterator[str]:
    if len(faults) > FAULTS_SHOWN:
        yield f"and {len(faults) - FAULTS_SHOWN} more lines"
