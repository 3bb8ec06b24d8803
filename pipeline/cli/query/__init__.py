"""`stancewire query`: what the database knows, as a table, JSON or CSV."""

import click

from pipeline.cli.query import positions, rows
from pipeline.cli.query.precision import precision
from pipeline.cli.query.revisions import revisions


@click.group()
def query() -> None:
    """Ask what was said, by whom, and who stands where.

    The newest come first, of what is counted the most frequent. Names match by their words, in
    any form that an article uses: Putin finds Vladimir Putin, and case, accents and punctuation
    do not count. Whatever goes by several names is one person, body, place or issue, and may be
    asked for by its id, too. Dates are of publication, else of fetching.

    What several articles print alike counts once, as the first of those that match has it; --raw
    counts each. A table shows the fields that 80 columns hold; --json and --csv give all of
    them, the rule or model that found a row among them, and whether once or raw was counted.
    When nothing matches, standard error says so.
    """


for _command in (
    rows.articles,
    rows.entities,
    rows.quotations,
    rows.stances,
    positions.positions,
    positions.timeline,
    positions.changes,
    positions.contradictions,
    positions.voices,
    positions.coalitions,
    precision,
    revisions,
):
    query.add_command(_command)
