"""Tables as a person reads them: as wide as the terminal, and nothing in them that acts on it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.analysis.received.as_read import as_read
from pipeline.cli.tables import Column, Row

PLAIN_WIDTH = 80  # columns of a table that no terminal asked for


def draw(rows: Iterable[Row], columns: Sequence[Column], out: TextIO) -> None:
    """Draw those columns that have a heading, as wide as the terminal or PLAIN_WIDTH."""
    console = Console(file=out, width=None if out.isatty() else PLAIN_WIDTH, highlight=False)
    table = Table(box=box.SIMPLE_HEAD if out.isatty() else None, padding=(0, 1, 0, 0), expand=True)
    shown = [c for c in columns if c.heading is not None]
    for c in shown:
        table.add_column(
            c.heading or "", justify=c.align, ratio=c.share, max_width=c.widest, overflow="fold"
        )
    for row in rows:
        table.add_row(*(Text(_cell(row, c)) for c in shown))
    console.print(table)


def _cell(row: Row, column: Column) -> str:
    if column.shown is not None:
        return readable(column.shown(row))
    return readable(row.get(column.field))


def readable(value: object) -> str:
    """Say a value as a person would read it; control characters cannot reach the terminal."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, list | tuple):
        return ", ".join(readable(part) for part in value)
    text = "" if value is None else as_read(str(value)).text
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))
