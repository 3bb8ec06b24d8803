"""`stancewire up`, `down` and `status`: the local stack in the background."""

import json
import signal
import sys
import time
from pathlib import Path

import click

from pipeline.cli.tables import Column, Form, show
from pipeline.local.control import start_stack, stop_stack
from pipeline.local.endpoints import ProcessState, StackState, logs_of, running_state
from pipeline.logs import set_up_logs
from pipeline.settings import Settings

COLUMNS = (
    Column("name", "process"),
    Column("state", "state"),
    Column("pid", "pid", align="right"),
    Column("restarts", "restarts", align="right"),
    Column("address", "address", share=1),
    Column("file", "log"),
)


@click.command()
def up() -> None:
    """Start the local stack in the background.

    It is a broker, a database, an analyser, a sink, a resolver, a fetcher, a monitor and the
    pages. What STANCEWIRE_KAFKA or STANCEWIRE_DATABASE_URL name is used instead of a local one.
    Records and rows stay in STANCEWIRE_HOME. Whatever dies is started again.

    Exits with 0 when all is ready, or ran already, and with 2 when it cannot start.
    """
    settings = _settings()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    began = time.monotonic()
    click.echo("Starting the local stack …", err=True)
    if start_stack(settings, tell_ready, tied=False) is None:
        click.echo("The local stack runs already; `stancewire status` shows it.")
        return
    click.echo(
        f"Ready after {time.monotonic() - began:.0f} s. Logs: {logs_of(settings.home)}\n"
        f"Look at it: {settings.web_address}\n"
        "Go on with `stancewire publish ARTICLES…`; end it with `stancewire down`."
    )


@click.command()
def down() -> None:
    """End the local stack; what it stored stays for the next `up`.

    Exits with 0, also when it was not running.
    """
    ended = stop_stack(_settings().home)
    click.echo("The local stack is stopped." if ended else "The local stack is not running.")


@click.command()
@click.option("--json", "as_object", is_flag=True, help="Print one JSON object, on one line.")
@click.option(
    "--database-url",
    "only_url",
    is_flag=True,
    help="Print only the database's URL, password included, as psql takes it.",
)
def status(*, as_object: bool, only_url: bool) -> None:
    """Show the local stack's processes, addresses and logs.

    Exits with 0 when all of them run, and with 1 when one does not or there is no local stack.
    """
    settings = _settings()
    state = running_state(settings.home)
    if only_url:
        url = settings.database_url or (state and state.database_url)
        click.echo(for_psql(url or ""))
        sys.exit(0 if url else 1)
    if as_object:
        click.echo(_json(state, settings.home))
    elif state is None:
        click.echo("The local stack is not running; `stancewire up` starts it.")
    else:
        rows = [{**_fields(p), "file": p.log.name} for p in state.processes]
        show(rows, COLUMNS, Form.TABLE)
        click.echo(f"Logs: {logs_of(settings.home)}")
    sys.exit(0 if state is not None and _is_well(state) else 1)


def for_psql(url: str) -> str:
    """Write a database's URL without the driver, which only SQLAlchemy knows."""
    scheme, mark, rest = url.partition("://")
    return f"{scheme.removesuffix('+psycopg')}{mark}{rest}"


def tell_ready(process: ProcessState) -> None:
    """Say on standard error that a process is ready, and where."""
    click.echo(f"  {process.name:<9} ready {process.address or ''}".rstrip(), err=True)


def _settings() -> Settings:
    settings = Settings.from_environment()
    set_up_logs(settings.log_level)
    return settings


def _is_well(state: StackState) -> bool:
    return state.ready and all(process.state == "running" for process in state.processes)


def _json(state: StackState | None, home: Path) -> str:
    processes = [] if state is None else [_fields(process) for process in state.processes]
    return json.dumps(
        {
            "running": state is not None,
            "ready": state is not None and state.ready,
            "supervisor": None if state is None else state.pid,
            "kafka": None if state is None else state.kafka,
            "logs": str(logs_of(home)),
            "processes": processes,
        }
    )


def _fields(process: ProcessState) -> dict[str, object]:
    return process.model_dump(mode="json")
