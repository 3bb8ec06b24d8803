"""`stancewire review`: readers judge rows, pass their verdicts on, and see how far they agree."""

import getpass
import random
from dataclasses import fields
from typing import Any

import click

from pipeline.cli.correcting import opened
from pipeline.cli.filters import named, of_articles, one_side, stances_or_quotations, sure
from pipeline.cli.query.options import limited, of_kinds
from pipeline.cli.review.agreement import agreement
from pipeline.cli.review.files import export_verdicts, import_verdicts
from pipeline.cli.review.rounds import hold
from pipeline.queries import Filters, ask
from pipeline.queries.verdicts import ReviewOrder, Round, to_judge
from pipeline.reviews import check_reviews
from pipeline.settings import Settings
from schemas.judgements import READER_LENGTH
from schemas.vocabulary import Judged

SEEDS = 1_000_000
FILTERS = {field.name for field in fields(Filters)}


class _Reader(click.ParamType):
    """A reader's name: printable, and short."""

    name = "name"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        reader = " ".join(str(value).split())
        if not reader or len(reader) > READER_LENGTH or not reader.isprintable():
            self.fail(f"{reader[:READER_LENGTH]!r} is no name for a reader", param, ctx)
        return reader


def _user() -> str:
    """Give the name of whoever runs this; "" where the machine does not know him."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


@click.group(invoke_without_command=True)
@click.option(
    "--as",
    "reader",
    type=_Reader(),
    default=_user,
    metavar="NAME",
    help="Who judges.  [default: the user of this machine]",
)
@stances_or_quotations("Judge quotations, not stances.")
@click.option(
    "--order",
    type=click.Choice([order.value for order in ReviewOrder]),
    callback=lambda _, __, order: ReviewOrder(order),
    default=ReviewOrder.NEWEST.value,
    show_default=True,
    help="The newest first, those nearest to 0.5 in confidence, or by chance.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=lambda: random.randrange(SEEDS),  # noqa: S311  # no secret
    metavar="N",
    help="Draw the same random order again.",
)
@click.option("--again", is_flag=True, help="Show what you have judged, too.")
@named("--holder", "Of this holder.")
@named("--target", "Towards this target, or on this issue.")
@named("--entity", "Of this holder or towards this target.")
@named("--speaker", "In the words of this speaker.")
@one_side
@sure("At least so sure")
@of_kinds
@of_articles
@limited
@click.pass_context
def review(ctx: click.Context, /, **chosen: Any) -> None:  # noqa: ANN401  # click checks the types
    """Judge rows right or wrong, by one key each.

    \b
    Keys:  r right   w wrong, then of what   s skip   b back   q quit

    Without a command it shows rows that you have not judged, as the options choose: the words,
    and what was read in them. Each verdict is stored at once. It hangs on the article, its
    words and what is claimed, and so stays when the article is read anew, as long as the same
    is found. Your later verdict on a claim takes the place of your earlier one. What as many
    readers judged wrong as right, or more, is hidden from all that does not ask --with-wrong.
    Where standard input is no terminal, each line of it is a key.

    Off unless STANCEWIRE_REVIEW is on. Exits with 0, with 2 when reviews are off or the
    database does not answer, and with 130 on Ctrl-C.
    """
    if ctx.invoked_subcommand is None:
        filters = Filters(**{name: chosen.pop(name) for name in chosen.keys() & FILTERS})
        _review(filters, Round(**chosen))


def _review(filters: Filters, wanted: Round) -> None:
    if wanted.kind is Judged.QUOTATION and wanted.order is ReviewOrder.UNSURE:
        raise click.UsageError("Quotations have no confidence: --order newest or random.")
    check_reviews(Settings.from_environment())
    with opened() as (_, engine):
        try:
            rows = ask(engine, to_judge(filters, wanted))
        except ValueError as error:
            raise click.UsageError(f"Of {wanted.kind}s: {error}.") from error
        if wanted.order is ReviewOrder.RANDOM:
            click.echo(f"Drawn by --seed {wanted.seed}.", err=True)
        hold(engine, rows, wanted.reader)


for _command in (export_verdicts, import_verdicts, agreement):
    review.add_command(_command)
