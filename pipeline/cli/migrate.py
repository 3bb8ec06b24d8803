"""`stancewire migrate`: the database's tables, brought to this version."""

import click

from pipeline.database import wait_for_database
from pipeline.local.endpoints import resolved
from pipeline.logs import set_up_logs
from pipeline.migrations import migrate as migrate_database
from pipeline.settings import Settings


@click.command()
@click.option(
    "--wait",
    type=click.FloatRange(min=0),
    default=0,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for the database to answer.",
)
def migrate(wait: float) -> None:
    """Make the database's tables, or bring them to this version.

    What stands in them stays.

    Exits with 2 when the database does not answer.
    """
    settings = Settings.from_environment()
    set_up_logs(settings.log_level)
    url = str(resolved(settings, kafka=False).database_url)
    wait_for_database(url, wait)
    migrate_database(url)
    click.echo("The tables are of this version.")
