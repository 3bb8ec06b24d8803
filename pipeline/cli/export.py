"""`stancewire export`: rows as files for Gephi, R, spreadsheets, Discourse Network Analyzer."""

import functools
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from sqlalchemy import Connection, Engine

from pipeline.cli.filters import of_articles, of_stances, once_or_raw
from pipeline.database import check_schema, database_at
from pipeline.exports import rows as rows_files
from pipeline.exports import source
from pipeline.exports import timeline as timeline_files
from pipeline.exports.dna import DnaExport
from pipeline.exports.dna_tables import PASSWORD
from pipeline.exports.export import Export, Exported, Order, carry_out
from pipeline.exports.graph_files import GraphForm, NetworkExport
from pipeline.exports.network import NetworkKind, Shape
from pipeline.exports.rows import RowsExport, RowsForm
from pipeline.exports.source import Selection
from pipeline.exports.timeline import TimelineExport
from pipeline.local.endpoints import resolved
from pipeline.queries import Counted, Filters, Period
from pipeline.settings import Settings

FILTERS = {field.name for field in fields(Filters)}
STANDARD_OUTPUT = Path("-")
# The 33,000 edges between 300 actors took 330 MB to write, the 200,000 between 1,000 1.1 GB.
MOST = 300
Piece = TypeVar("Piece")
Form = TypeVar("Form", bound=StrEnum)
Command = Callable[..., None]


def _selecting(command: Command) -> Command:
    """Give an export what all have, and hand it where to write and the selection."""

    @functools.wraps(command)
    def whole(out: Path, *, counted: Counted, force: bool, **given: Any) -> None:  # noqa: ANN401  # click checks them
        filters = {name: given.pop(name) for name in given.keys() & FILTERS}
        command(Order(out, Selection(Filters(**filters), counted), force), **given)

    click.option("--force", is_flag=True, help="Replace OUT where it is there already.")(whole)
    chosen = of_stances(of_articles(once_or_raw(whole)))
    return click.argument("out", type=click.Path(path_type=Path))(chosen)


@click.group()
def export() -> None:
    """Write stances to files that other tools open.

    Rows are chosen as `stancewire query stances` chooses them, all that match. What several
    articles print counts once, by its first print; --raw takes every print. Beside OUT stands
    OUT.manifest.json: the query, counts, versions of code and models, what users corrected in
    names and codebook, and checksums. Both files appear whole or not at all.
    """


@export.command()
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in NetworkKind]),
    default=NetworkKind.AFFILIATION.value,
    show_default=True,
    help="Actors and issues; actors who are of one side on an issue; of opposite sides.",
)
@click.option(
    "--window",
    type=click.IntRange(min=1),
    metavar="DAYS",
    help="A stance holds for so many days: two must hold at once.  [default: for good]",
)
@click.option(
    "--least",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="Leave out an actor's side on an issue that has fewer rows.",
)
@click.option(
    "--most",
    type=click.IntRange(min=1),
    default=MOST,
    show_default=True,
    metavar="N",
    help="At most so many actors, and issues: those of most rows.",
)
@_selecting
def network(order: Order, *, kind: str, window: int | None, least: int, most: int) -> None:
    """A network for Gephi (OUT.gexf) or most others (OUT.graphml).

    Nodes have name, kind, identity, for, against, net, rows, first and last; edges those, or
    agreed, differed and issues between actors, and a weight: rows, or issues. In GEXF all have
    the spells of days in which they hold. An actor's side is what most of its rows say: those
    of the last DAYS days with --window, else all. Holders and targets that are nobody and
    nothing in particular across articles ("an official") are left out and counted.

    Exits with 0, and with 2 when OUT is there already or the database does not answer.
    """
    shape = Shape(NetworkKind(kind), most, least, window)
    found = _export(order, NetworkExport(shape, _form_of(order.out, GraphForm)))
    for what, option in (("actors", "actors_cut"), ("issues", "issues_cut")):
        if cut := found.holds[option]:
            click.echo(f"cut to the {most} {what} of most rows: --most has {cut} more", err=True)


@export.command()
@click.option(
    "--by",
    type=click.Choice([period.value for period in Period]),
    default=Period.WEEK.value,
    show_default=True,
    help="How long a period is; a week begins on Monday.",
)
@_selecting
def timeline(order: Order, *, by: str) -> None:
    """How many stances for and against, period by period, as CSV.

    Of an issue with --target, of a person with --holder or --entity. Each line has the first
    day of its period, the numbers for, against and neutral, net (for less against), rows,
    articles, outlets and holders; periods without rows have zeros. - writes to standard output,
    without a manifest.

    Exits with 0, and with 2 when OUT is there already or the database does not answer.
    """

    def pieces(connection: Connection) -> Iterator[bytes]:
        return timeline_files.pieces(source.stances(connection, order.selection), Period(by))

    if order.out == STANDARD_OUTPUT:
        _print(pieces)
    else:
        _export(order, TimelineExport(Period(by)))


@export.command()
@click.option(
    "--as",
    "form",
    type=click.Choice([form.value for form in RowsForm]),
    help="As what to write.  [default: what OUT ends in; csv for -]",
)
@_selecting
def rows(order: Order, *, form: str | None) -> None:
    """All columns of the rows, as CSV, JSON lines or Parquet.

    Oldest first, with the columns of the view current_stances; lists in CSV are JSON. Parquet
    needs pip install "stancewire[parquet]". - writes CSV or JSON lines to standard output,
    without a manifest.

    Exits with 0, and with 2 when OUT is there already or the database does not answer.
    """
    written = RowsForm(form) if form else _form_of(order.out, RowsForm, default=RowsForm.CSV)
    if order.out != STANDARD_OUTPUT:
        _export(order, RowsExport(written))
    elif written is RowsForm.PARQUET:
        raise click.BadParameter("Parquet goes to a file, not to standard output.")
    else:
        _print(lambda connection: rows_files.pieces(connection, order.selection, written))


@export.command(
    help=f"""A file for Discourse Network Analyzer 3.

    A document for each article with a stance for or against, and a statement for each stance:
    person or organization, concept (the issue), agreement, confidence in percent, evidence and
    rule, its highlight on the evidence. DNA asks for a password: it is {PASSWORD}. A character
    beyond U+FFFF, such as an emoji, is replaced, for DNA's highlights would shift.

    Exits with 0, and with 2 when OUT is there already or the database does not answer.
    """
)
@_selecting
def dna(order: Order) -> None:
    """Write what the help above says."""
    _export(order, DnaExport())


def _form_of(out: Path, forms: type[Form], default: Form | None = None) -> Form:
    """Tell by the ending of OUT as what to write."""
    if out == STANDARD_OUTPUT and default is not None:
        return default
    try:
        return forms(out.suffix.removeprefix(".").lower())
    except ValueError:
        endings = " or ".join(f".{form}" for form in forms)
        raise click.BadParameter(f"{out} does not end in {endings}.", param_hint="OUT") from None


def _export(order: Order, kind: Export) -> Exported:
    """Write the file and its manifest, and say on standard error what stands in it."""
    with _database() as engine, _progress() as progress:
        found = carry_out(engine, order, kind, functools.partial(_watched, progress))
    counts = found.counts
    if not counts.raw:
        click.echo("Nothing matches.", err=True)
    told = {"rows": counts.of(order.selection), **found.holds}
    line = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in told.items())
    click.echo(f"{order.out}: {line}", err=True)
    if counts.unresolved:
        waiting = f"{counts.unresolved} of {counts.raw} rows wait for the resolver"
        click.echo(f"{waiting}: each counts, and none is of an issue yet", err=True)
    return found


def _print(pieces: Callable[[Connection], Iterator[bytes]]) -> None:
    with _database() as engine, source.snapshot(engine) as connection:
        for piece in pieces(connection):
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()


@contextmanager
def _database() -> Iterator[Engine]:
    settings = resolved(Settings.from_environment(), kafka=False)
    with database_at(settings.database_url or "") as engine:
        check_schema(engine)
        yield engine


def _progress() -> Progress:
    return Progress(
        TextColumn("exporting"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.completed:,} rows"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
        transient=True,
    )


def _watched(progress: Progress, pieces: Iterable[Piece], total: int) -> Iterator[Piece]:
    if progress.disable:
        return iter(pieces)
    return iter(progress.track(pieces, total=total))
