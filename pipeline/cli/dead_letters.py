"""`stancewire dead-letters`: messages that could not be answered, and sending them again."""

import base64
import functools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import click
from sqlalchemy import Engine

from consumers.watch.replay import LetterFilters, ids_in_order, letter, letters, replayed
from pipeline.cli.moments import Moment
from pipeline.cli.tables import Column, Form, Row, as_json, form_options, show_found
from pipeline.database import check_schema, database_at
from pipeline.local.endpoints import resolved
from pipeline.logs import set_up_logs
from pipeline.settings import Settings
from schemas.topics import topics_of
from schemas.vocabulary import RejectionKind

COLUMNS = (
    Column("id", "id"),
    Column("rejected_at", "rejected"),
    Column("kind", "kind", share=3),
    Column("reason", "reason", share=5),
    *map(Column, ("topic", "partition", "record_offset", "bytes", "rejected_by")),
    *map(Column, ("article_id", "fingerprint", "replayed_at")),
)


def _filtered(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that choose dead letters, and hand it them as filters."""

    @functools.wraps(command)
    def with_filters(**given: Any) -> None:  # noqa: ANN401  # click checks the types
        filters = {name: given.pop(name) for name in ("kind", "topic", "article", "since", "until")}
        command(LetterFilters(**filters), **given)

    for option in reversed(
        (
            click.option(
                "--kind",
                type=click.Choice([kind.value for kind in RejectionKind]),
                metavar="KIND",
                help=f"Rejected as {', '.join(RejectionKind)}.",
            ),
            click.option("--topic", metavar="NAME", help="Rejected from this topic."),
            click.option("--article", metavar="ID", help="Of this article."),
            click.option("--since", type=Moment(), metavar="DATE", help="Rejected then or later."),
            click.option(
                "--until", type=Moment(last=True), metavar="DATE", help="Rejected then or earlier."
            ),
        )
    ):
        option(with_filters)
    return with_filters


@click.group()
def dead_letters() -> None:
    """Show or replay messages that could not be answered.

    A dead letter keeps the original bytes, where they came from and why they were rejected.
    """


@dead_letters.command("list")
@_filtered
@click.option("--waiting", is_flag=True, help="Only those that were not sent again.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    metavar="N",
    help="At most so many rows.",
)
@form_options
def list_letters(filters: LetterFilters, *, waiting: bool, limit: int, form: Form) -> None:
    """List dead letters, the last rejected first.

    Exits with 0, and with 2 when the database does not answer.
    """
    chosen = replace(filters, replayed=False if waiting else None, limit=limit)
    with _opened() as (_, engine):
        rows = letters(engine, chosen)
    show_found(rows, COLUMNS, form)


@dead_letters.command("show")
@click.argument("letter_id", metavar="ID")
@click.option("--raw", is_flag=True, help="Write the original bytes and nothing else.")
@click.option("--json", "as_object", is_flag=True, help="Print one JSON object; bytes as base64.")
def show_letter(letter_id: str, *, raw: bool, as_object: bool) -> None:
    """Show dead letter ID and the message it was.

    Exits with 1 when there is no such dead letter, and with 2 when the database does not answer.
    """
    with _opened() as (_, engine):
        found = letter(engine, letter_id)
    if found is None:
        click.echo(f"There is no dead letter {letter_id}.", err=True)
        raise SystemExit(1)
    if raw:
        sys.stdout.buffer.write(_bytes(found, "original"))
    elif as_object:
        click.echo(as_json({name: _encoded(value) for name, value in found.items()}))
    else:
        _show(found)


@dead_letters.command()
@click.argument("ids", metavar="[ID]…", nargs=-1)
@click.option("--all", "every", is_flag=True, help="All that were not sent again yet.")
@_filtered
def replay(filters: LetterFilters, ids: tuple[str, ...], *, every: bool) -> None:
    """Send dead letters back to where they came from.

    Do it when the cause is mended. Give IDs, or --all with any of the options that choose among
    them. What arrives twice is stored once.

    Exits with 2, having said how many were sent, when one is unknown or broker or database
    does not answer.
    """
    if bool(ids) == every:
        raise click.UsageError("give either IDs or --all")
    done = 0
    try:
        with _opened(kafka=True) as (settings, engine):
            chosen = ids or ids_in_order(engine, replace(filters, replayed=False))
            topics = topics_of(settings.namespace)
            for _ in replayed(engine, settings.kafka or "", topics, chosen):
                done += 1
    finally:
        click.echo(f"replayed {done}")


@contextmanager
def _opened(*, kafka: bool = False) -> Iterator[tuple[Settings, Engine]]:
    settings = resolved(Settings.from_environment(), kafka=kafka)
    set_up_logs(settings.log_level)
    with database_at(settings.database_url or "") as engine:
        check_schema(engine)
        yield settings, engine


def _show(found: Row) -> None:
    for name, value in found.items():
        if name not in {"original", "key"} and value is not None:
            click.echo(f"{name:14} {value}")
    click.echo(f"{'key':14} {_printable(_bytes(found, 'key'))}")
    click.echo(f"\n{_printable(_bytes(found, 'original'))}")


def _bytes(found: Row, name: str) -> bytes:
    value = found[name]
    return value if isinstance(value, bytes) else b""


def _printable(original: bytes) -> str:
    """Show bytes without letting them speak to the terminal."""
    text = original.decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() or c == "\n" else repr(c)[1:-1] for c in text)


def _encoded(value: object) -> object:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value
