"""`stancewire health`: is a process well? For the health checks of containers."""

import click

from pipeline.cli.run import PROCESSES
from pipeline.health import FRESH_SECONDS, seconds_since_beat
from pipeline.settings import Settings


@click.command()
@click.argument("name", type=click.Choice(list(PROCESSES)))
def health(name: str) -> None:
    """Tell whether a process of this machine is well.

    Exits with 0 when it is, and with 1 when it has not said so for 20 seconds.
    """
    seconds = seconds_since_beat(Settings.from_environment().home, name)
    said = "has never said" if seconds is None else f"said {seconds:.0f} s ago"
    click.echo(f"The {name} {said} that it is well.")
    if seconds is None or seconds > FRESH_SECONDS:
        raise SystemExit(1)
