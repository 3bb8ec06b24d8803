"""Rows to read or to pass on: a table for people, JSON or CSV for programs."""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Literal, TextIO, TypeVar

import click

Row = Mapping[str, object]
Command = TypeVar("Command", bound=Callable[..., Any])


class Form(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


@dataclass(frozen=True)
class Column:
    """One field of the rows; without a heading it is left out of tables, for want of room."""

    field: str
    heading: str | None = None
    share: int | None = None  # of the room that columns of fixed width leave; None: fixed
    widest: int | None = None  # for a fixed width; None: as wide as what stands in it
    align: Literal["left", "right"] = "left"
    shown: Callable[[Row], str] | None = None  # what a table says instead of the value itself


def form_options(command: Command) -> Command:
    """Give a command `--json`, `--csv` and `--table`; it receives `form`."""
    for form, says in (
        (Form.TABLE, "Print a table (the default)."),
        (Form.CSV, "Print CSV with a heading; lists in it are JSON."),
        (Form.JSON, "Print one JSON array, a row a line."),
    ):
        command = click.option(
            f"--{form}", "form", flag_value=form, type=Form, default=Form.TABLE, help=says
        )(command)
    return command


def show(
    rows: Iterable[Row], columns: Sequence[Column], form: Form, out: TextIO | None = None
) -> None:
    """Print rows to standard output: every column in JSON and CSV, those with a heading else."""
    out = sys.stdout if out is None else out
    if form is Form.JSON:
        _show_json(rows, columns, out)
    elif form is Form.CSV:
        _show_csv(rows, columns, out)
    else:
        # Imported here: what draws takes longer to load than a question to be answered.
        from pipeline.cli.drawing import draw  # noqa: PLC0415

        draw(rows, columns, out)


def show_found(
    rows: Sequence[Row], columns: Sequence[Column], form: Form, none: str = "Nothing matches."
) -> None:
    """Print rows that were asked for; where there are none standard error says so."""
    if not rows:
        click.echo(none, err=True)
    if rows or form is not Form.TABLE:
        show(rows, columns, form)


def _show_json(rows: Iterable[Row], columns: Sequence[Column], out: TextIO) -> None:
    lines = (as_json({c.field: row.get(c.field) for c in columns}) for row in rows)
    out.write("[" + ",\n ".join(lines) + "]\n")


def _show_csv(rows: Iterable[Row], columns: Sequence[Column], out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(c.field for c in columns)
    writer.writerows([_plain(row.get(c.field)) for c in columns] for row in rows)


def day(field: str) -> Callable[[Row], str]:
    """Show a time of the rows as its day in UTC."""

    def shown(row: Row) -> str:
        time = row.get(field)
        return f"{time.astimezone(UTC):%Y-%m-%d}" if isinstance(time, datetime) else ""

    return shown


def as_json(value: object) -> str:
    """Write a value as JSON on one line; times as ISO 8601."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, date):  # or a time
        return value.isoformat()
    if isinstance(value, list | tuple | dict):
        return as_json(value)
    return "" if value is None else value
