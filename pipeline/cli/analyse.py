"""`analyse` and `judge`: the worker's own code on JSON lines, with no broker and no database."""

from functools import partial
from typing import BinaryIO

import click

from pipeline.analysis.analyse import analyse as analysis_of
from pipeline.analysis.model.judge import Question, judgement_of
from pipeline.analysis.reading.document import Reader
from pipeline.cli.lines import Row, Solve, answers
from pipeline.json_lines import lines_of
from pipeline.settings import Settings
from schemas.contracts import FetchedArticle, fingerprint

_source = click.argument("source", metavar="[PATH|-]", type=click.File("rb"), default="-")
_workers = click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    metavar="N",
    help="Processes that work side by side.",
)


@click.command()
@_source
@_workers
def analyse(source: BinaryIO, workers: int) -> None:
    """Analyse articles given as JSON lines.

    A line holds id, text and, if you like, title. Each is answered by one line, in order: entities,
    quotations, stances and all else that an analysed article holds. A bad line is answered with
    its id and an error. Neither Kafka nor a database is needed.

    Exits with 0 when every line was answered, and with 1 at the end when one was bad.
    """
    _answer_all(source, _analysed, workers)


@click.command()
@_source
@_workers
def judge(source: BinaryIO, workers: int) -> None:
    """Judge stances towards targets given as JSON lines.

    A line holds id, text, target and, if you like, holder. Where they stand in the text may be
    given as target_start, target_end, holder_start and holder_end. Each line is answered in
    order with a polarity (for, against or neutral), its confidence and the scores of all three.
    A bad line is answered with its id and an error.

    Exits with 0 when every line was answered, and with 1 at the end when one was bad.
    """
    _answer_all(source, _judged, workers)


def _answer_all(source: BinaryIO, solve: Solve, workers: int) -> None:
    settings = Settings.from_environment()
    reader = partial(Reader, settings.model, blis=settings.blis)
    all_good = True
    for answer in answers(lines_of(source), solve, reader, workers):
        click.echo(answer.line, nl=False)
        all_good &= answer.good
    if not all_good:
        raise SystemExit(1)


def _analysed(row: Row, reader: Reader) -> Row:
    text = row.get("text")
    article = FetchedArticle(
        article_id=str(row["id"]),
        revision=fingerprint(text) if isinstance(text, str) else "none",
        text=text,
        title=row.get("title"),
    )
    return {**analysis_of(article, reader).model_dump(mode="json"), "id": row["id"]}


def _judged(row: Row, reader: Reader) -> Row:
    judgement = judgement_of(Question.model_validate(row), reader)
    return {"id": row["id"], **judgement.model_dump(mode="json")}
