"""`stancewire review agreement`: how far readers of the same rows agree."""

from dataclasses import asdict

import click

from pipeline.cli.correcting import opened
from pipeline.cli.filters import stances_or_quotations
from pipeline.cli.tables import Column, Form, Row, form_options, show_found
from pipeline.queries import verdicts
from schemas.vocabulary import Judged


def _percent(row: Row) -> str:
    return f"{100 * float(str(row['alike'])) / float(str(row['rows'])):.0f} %"


COLUMNS = (
    Column("readers", "readers", share=1),
    Column("rows", "rows shared", align="right"),
    Column("alike", "judged alike", align="right"),
    Column("share", "share", align="right", shown=_percent),
    Column("alpha", "alpha", align="right"),
)


@click.command()
@stances_or_quotations("On quotations, not stances.")
@form_options
def agreement(form: Form, kind: Judged) -> None:
    """How far readers agree on the rows they share.

    Of all readers together, where there are more than two, and of each two: how many claims
    both judged, how many alike, and Krippendorff's alpha, which takes off what chance would
    give: 1 is full agreement, 0 chance. It is empty where all verdicts are the same, for then
    chance explains everything. Each reader's last verdict counts.

    Exits with 0, and with 2 when the database does not answer.
    """
    with opened() as (_, engine):
        found = verdicts.agreement(engine, kind)
    rows = [asdict(each) | {"share": each.alike / each.rows} for each in found]
    show_found(rows, COLUMNS, form, none="No row has two readers.")
