"""`analyse` and `judge`: the worker's own code on JSON lines, with no broker and no database."""

from functools import partial
from typing import BinaryIO

import click

from pipeline.cli.lines import answer_lines
from pipeline.json_lines import lines_of
from pipeline.logs import set_up_logs
from pipeline.pool.child import Task
from pipeline.pool.pool import Pool
from pipeline.settings import MOST_WORKERS, Settings

# Lines in work per process: enough to keep it busy, few enough to stream.
AHEAD = 4

_source = click.argument("source", metavar="[PATH|-]", type=click.File("rb"), default="-")
_workers = click.option(
    "--workers",
    type=click.IntRange(1, MOST_WORKERS),
    show_default="STANCEWIRE_WORKERS, or the number of processors",
    metavar="N",
    help="Processes that work side by side, one thread each.",
)


@click.command()
@_source
@_workers
def analyse(source: BinaryIO, workers: int | None) -> None:
    """Analyse articles given as JSON lines.

    A line holds id, text and, if you like, title and published_at. Each is answered by one line,
    in order: entities, quotations, stances and all else that an analysed article holds. A bad line
    is answered with its id and an error, and so is one that takes over STANCEWIRE_ARTICLE_SECONDS
    or ends its process. Neither Kafka nor a database is needed.

    Exits with 0 when every line was answered, with 1 at the end when one was bad, and with 130
    on Ctrl-C.
    """
    _answer_all(source, "pipeline.cli.solvers:analysed", workers)


@click.command()
@_source
@_workers
def judge(source: BinaryIO, workers: int | None) -> None:
    """Judge stances towards targets given as JSON lines.

    A line holds id, text, target and, if you like, holder. Where they stand in the text may be
    given as target_start, target_end, holder_start and holder_end. Each line is answered in
    order with a polarity (for, against or neutral), its confidence and the scores of all three.
    A bad line is answered with its id and an error.

    Exits with 0 when every line was answered, with 1 at the end when one was bad, and with 130
    on Ctrl-C.
    """
    _answer_all(source, "pipeline.cli.solvers:judged", workers)


def _answer_all(source: BinaryIO, solver: str, workers: int | None) -> None:
    settings = Settings.from_environment()
    set_up_logs(settings.log_level)
    workers = workers or settings.workers
    task = Task(solver, settings.model, blis=settings.blis)
    pool = Pool[bytes](task, workers=workers, seconds=settings.article_seconds)
    write = partial(click.echo, nl=False)
    if not answer_lines(lines_of(source), pool, write, ahead=AHEAD * workers):
        raise SystemExit(1)
