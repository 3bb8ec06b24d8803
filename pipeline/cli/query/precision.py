"""`stancewire query precision`: how often rows were right, by what readers said of them."""

import click

from pipeline.cli.filters import named, one_side, stances_or_quotations, sure
from pipeline.cli.query.options import View, answer, filtered
from pipeline.cli.tables import Column, Form, Row
from pipeline.queries import Filters
from pipeline.queries.verdicts import By
from pipeline.queries.verdicts import precision as rows_right
from schemas.vocabulary import Judged


def _percent(row: Row, *fields: str) -> str:
    return "–".join(f"{100 * float(str(row[field])):.0f}" for field in fields) + " %"


PRECISION = View(
    rows_right,
    (
        Column("by", "by"),
        Column("value", "of", share=1),
        Column("verdicts", "verdicts", align="right"),
        Column("rows", "rows", align="right"),
        Column("right", "right", align="right"),
        Column("share", "share", align="right", shown=lambda row: _percent(row, "share")),
        Column("low", "95 %", align="right", shown=lambda row: _percent(row, "low", "high")),
        Column("high"),
    ),
)


@click.command()
@click.option(
    "--by",
    type=click.Choice([by.value for by in By]),
    multiple=True,
    help="By this alone; may be given more than once.  [default: by each]",
)
@stances_or_quotations("Of quotations, not stances.")
@named("--holder", "Of this holder.")
@named("--target", "Towards this target, or on this issue.")
@named("--entity", "Of this holder or towards this target.")
@named("--speaker", "In the words of this speaker.")
@one_side
@sure("Count the stances that are at least so sure")
@filtered
def precision(filters: Filters, form: Form, by: tuple[str, ...], kind: Judged) -> None:
    """How often rows were right, as readers judged them.

    A row counts as right when more readers found it right than wrong, each by his last verdict.
    By rule, model, confidence, outlet, and in total; an article's row counts for each model that
    read the article. Of what is no longer found in the article nothing counts.

    The bounds are Wilson's, of 95 %: they hold for all rows only where the judged ones were
    drawn by chance, as by review --order random. Those that somebody came upon, or took for
    doubtful, tell of themselves.

    Exits with 0, and with 2 when the database does not answer.
    """
    chosen = [By(each) for each in by] or list(By)
    try:
        answer(PRECISION, filters, form, kind=kind, by=chosen)
    except ValueError as error:
        raise click.UsageError(f"Of {kind}s: {error}.") from error
