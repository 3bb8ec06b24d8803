"""The options that queries share, and how their answers are shown."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import click

from pipeline.cli.filters import Command, of_articles
from pipeline.cli.tables import Column, Form, Row, form_options, show_found
from pipeline.database import check_schema, database_at
from pipeline.local.endpoints import resolved
from pipeline.queries import LIMIT, Counted, Filters, Question, ask
from pipeline.settings import Settings
from schemas.vocabulary import QuotationKind

FILTERS = {field.name for field in fields(Filters)}


@dataclass(frozen=True)
class View:
    """One kind of row: how it is asked for, and its columns."""

    asked: Callable[..., Question]
    columns: Sequence[Column]


SHOWN = 4  # names that one cell of a table has room for


def some_of(field: str, but: str | None = None) -> Callable[[Row], str]:
    """Show the first names of a list, but for the one that stands in another field."""

    def shown(row: Row) -> str:
        names = row[field]
        listed = names if isinstance(names, list) else []
        others = [name for name in listed if but is None or name != row[but]]
        return ", ".join(others[:SHOWN]) + (", …" if len(others) > SHOWN else "")

    return shown


def _all_or_some(
    ctx: click.Context, param: click.Parameter, kinds: Sequence[str]
) -> Sequence[str] | None:
    return tuple(QuotationKind) if "all" in kinds else kinds or None


def of_kinds(command: Command) -> Command:
    """Filter quotations by their kind."""
    return click.option(
        "--kind",
        "kinds",
        type=click.Choice([*(kind.value for kind in QuotationKind), "all"]),
        multiple=True,
        callback=_all_or_some,
        help="Of this kind; may be given more than once.  [default: all but attitude]",
    )(command)


def least_rows(command: Command) -> Command:
    """Leave out who takes a side in a few rows only."""
    return click.option(
        "--least",
        type=click.IntRange(min=1),
        default=1,
        show_default=True,
        metavar="N",
        help="Only who is so often told to take a side on an issue.",
    )(command)


def limited(command: Command) -> Command:
    """Bound how many rows there are."""
    return click.option(
        "--limit",
        type=click.IntRange(min=1),
        default=LIMIT,
        show_default=True,
        metavar="N",
        help="At most so many rows.",
    )(command)


def filtered(answer: Callable[..., None]) -> Callable[..., None]:
    """Give a query the options that all have, and hand it those that are filters as such."""

    @functools.wraps(answer)
    def command(form: Form, **given: Any) -> None:  # noqa: ANN401  # click checks the types
        own = {name: given.pop(name) for name in given.keys() - FILTERS}
        answer(Filters(**given), form, **own)

    form_options(command)
    return of_articles(limited(command))


def answer(view: View, filters: Filters, form: Form, **choices: object) -> None:
    """Ask and show; standard error says when nothing matches, and beside a table what counts."""
    settings = resolved(Settings.from_environment(), kafka=False)
    with database_at(settings.database_url or "") as engine:
        check_schema(engine)
        rows = ask(engine, view.asked(filters, **choices))
    show_found(rows, view.columns, form)
    if rows and form is Form.TABLE and isinstance(counted := choices.get("counted"), Counted):
        click.echo(COUNTED[counted], err=True)


COUNTED = {
    Counted.ONCE: "Counted once: what several articles print alike is one; --raw counts each.",
    Counted.RAW: "Counted raw: each print of what several articles print alike.",
}
