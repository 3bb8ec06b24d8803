"""What `names` and `issues` share: a database to ask, and corrections that are kept for ever."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from sqlalchemy import Engine

from consumers.resolver.corrected import correct
from pipeline.database import Row, check_schema, database_at
from pipeline.errors import SetupError
from pipeline.local.endpoints import resolved
from pipeline.logs import set_up_logs
from pipeline.settings import Settings
from schemas.vocabulary import Corrected, CorrectionKind

Correct = Callable[[CorrectionKind, dict[str, object]], int]
One = Callable[[Engine, str], Row]  # finds the one of an id or name, or says why not
LONGEST_NAME = 300
limited = click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    metavar="N",
    help="At most so many.",
)
_MINTED = re.compile(r"[ist]\d+")


class Name(click.ParamType):
    """A name that a user gives: printable, with at least one letter or digit."""

    name = "name"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        name = " ".join(str(value).split())
        if not name.isprintable() or not any(c.isalnum() for c in name) or len(name) > LONGEST_NAME:
            self.fail(f"{name[:60]!r} is no name", param, ctx)
        return name


def is_minted(id_: str) -> bool:
    """Tell whether an id looks like those that are minted here."""
    return _MINTED.fullmatch(id_) is not None


@contextmanager
def opened() -> Iterator[tuple[Settings, Engine]]:
    """Open the database; SetupError says what to do where there is none."""
    settings = resolved(Settings.from_environment(), kafka=False)
    set_up_logs(settings.log_level, silent=["consumers.resolver"])
    with database_at(settings.database_url or "") as engine:
        check_schema(engine)
        yield settings, engine


@contextmanager
def correcting(what: Corrected) -> Iterator[tuple[Engine, Correct]]:
    """Open the database, and a way to have corrections of names or issues hold."""
    with opened() as (settings, engine):
        yield engine, lambda kind, body: correct(engine, settings, what, kind, body)


def merge(what: Corrected, one: One, name: str, into: str) -> None:
    """Have one identity or issue be another; SetupError where they are one already."""
    with correcting(what) as (engine, correct_):
        gone, kept = one(engine, name), one(engine, into)
        if gone["id"] == kept["id"]:
            raise SetupError(f"{gone['name']} and {kept['name']} are one already.")
        correct_(CorrectionKind.MERGE, {"id": gone["id"], "into": kept["id"]})
    click.echo(f"{gone['name']} ({gone['id']}) is {kept['name']} ({kept['id']}) now.")


def rename(what: Corrected, one: One, name: str, to: str) -> None:
    """Have an identity or issue be called otherwise."""
    with correcting(what) as (engine, correct_):
        found = one(engine, name)
        correct_(CorrectionKind.RENAME, {"id": found["id"], "name": to})
    click.echo(f"{found['name']} ({found['id']}) is called {to} now.")
