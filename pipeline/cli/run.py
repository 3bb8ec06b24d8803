"""`stancewire run`: one process in the foreground."""

import importlib
import signal
import sys

import click

from pipeline.local.endpoints import resolved
from pipeline.logs import set_up_logs
from pipeline.settings import Settings

PROCESSES = {
    "analyser": "consumers.analyser.analyser:run_analyser",
    "sink": "consumers.sink.sink:run_sink",
    "resolver": "consumers.resolver.resolver:run_resolver",
    "fetcher": "consumers.fetcher.fetcher:run_fetcher",
    "web": "pipeline.web.server:run_web",
    "monitor": "consumers.monitor.monitor:run_monitor",
}
NEEDS = {
    "analyser": {"database": False},
    "sink": {},
    "resolver": {"kafka": False},
    "fetcher": {},
    "web": {"kafka": False},
    "monitor": {"database": False},
}

# kafka-python warns at each look of what it cannot read of Faust's members, and nobody needs.
SILENT = {"fetcher": ["kafka"], "monitor": ["kafka.admin"], "web": ["kafka.admin"]}


@click.command()
@click.argument("name", type=click.Choice(list(PROCESSES)))
@click.option(
    "--retract-gone",
    is_flag=True,
    help="Have the fetcher take back articles whose pages are gone.",
)
@click.option(
    "--group",
    "patterns",
    multiple=True,
    metavar="PATTERN",
    help="Another group that the monitor watches, such as 'billing-*'; may be given again.",
)
def run(name: str, patterns: tuple[str, ...], *, retract_gone: bool) -> None:
    """Run one process in the foreground.

    It is meant for compose, systemd or Kubernetes.

    \b
    analyser   answers fetched articles; start more of them to go faster
    sink       stores the answers in the database
    resolver   tells who is who across all that is stored
    fetcher    fetches what `stancewire sources` names; several share it
    web        serves pages and API on STANCEWIRE_WEB_HOST and STANCEWIRE_WEB_PORT
    monitor    tells Prometheus and a webhook how far they are behind, and why

    Analyser, sink, fetcher and monitor wait for the broker; sink, resolver, fetcher and web for
    the database. SIGTERM
    stops each within ten seconds, and SIGKILL loses nothing. Whatever is unforeseen ends the
    process: have it started again. `stancewire health` tells whether it is well.

    Exits with 0 after SIGTERM or Ctrl-C, with 70 when it made no progress for
    STANCEWIRE_STALL_SECONDS although articles wait or when its topic was made anew, and with 1
    on anything unforeseen.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # until the process has its own way
    settings = Settings.from_environment()
    if patterns:
        if name != "monitor":
            raise click.UsageError(f"--group is for the monitor, not for the {name}.")
        settings = settings.model_copy(update={"monitor_groups": ",".join(patterns)})
    if retract_gone:
        if name != "fetcher":
            raise click.UsageError(f"--retract-gone is for the fetcher, not for the {name}.")
        settings = settings.model_copy(update={"retract_gone": True})
    set_up_logs(settings.log_level, silent=SILENT.get(name, ()))
    module, function = PROCESSES[name].split(":")
    getattr(importlib.import_module(module), function)(resolved(settings, **NEEDS[name]))
