"""`stancewire names`: who is who, and what a user knows better."""

import csv
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from typing import BinaryIO

import click
from sqlalchemy import Engine

from pipeline.cli import correcting
from pipeline.cli.tables import Column, Form, day, form_options, show, show_found
from pipeline.corpus.corrections import CorrectionError
from pipeline.corpus.names_list import COLUMNS, LIST_BYTES, ListedName, listed_names
from pipeline.corpus.sightings import forms_of
from pipeline.database import Row
from pipeline.errors import SetupError
from pipeline.queries import names as known_names
from schemas.vocabulary import Corrected, CorrectionKind, IdentityKind, NameSource

SHOWN = (
    Column("id", "id"),
    Column("name", "name", share=1),
    Column("kind", "kind"),
    Column("source", "by"),
    Column("names", "names", align="right"),
    Column("articles", "articles", align="right"),
)
FORMS = (
    Column("name", "called", share=1),
    Column("articles", "articles", align="right"),
    Column("first", "first", shown=day("first")),
    Column("last", "last", shown=day("last")),
)


@click.group()
def names() -> None:
    """Say who is who, by a list of your own.

    An identity is one person, body or place across all articles. Rules tell which names are
    one; what you say here is kept for ever, outranks them, and holds for all that is stored and
    all that will come. Whoever is named by NAME may be named by an id, too.
    """


@names.command("list")
@click.option("--name", metavar="NAME", help="Only those called so.")
@click.option("--kind", type=click.Choice(list(IdentityKind)), help="Only of this kind.")
@click.option(
    "--by", "source", type=click.Choice(list(NameSource)), help="Only those of rules, or of users."
)
@correcting.limited
@form_options
def list_names(
    name: str | None, kind: str | None, source: str | None, limit: int, form: Form
) -> None:
    """List identities, those of most articles first.

    Exits with 0, and with 2 when the database does not answer.
    """
    with correcting.opened() as (_, engine):
        rows = known_names.identities(engine, name=name, kind=kind, source=source, limit=limit)
    show_found(rows, SHOWN, form)


@names.command("show")
@click.argument("name")
@form_options
def show_names(name: str, form: Form) -> None:
    """Show all ways in which articles name NAME.

    Exits with 0, and with 2 when nothing or several are called so.
    """
    with correcting.opened() as (_, engine):
        found = known_names.identity(engine, name)
        rows = known_names.forms(engine, str(found["id"]))
    if form is Form.TABLE:
        click.echo(
            f"{found['id']}  {found['name']}, {found['kind']}, {found['articles']} articles\n"
        )
    show(rows, FORMS, form)


@names.command("merge")
@click.argument("name")
@click.argument("into")
def merge(name: str, into: str) -> None:
    """Let NAME and INTO be one from now on.

    It has INTO's id and name; whoever asks for the other id is led there.

    Exits with 0, and with 2 when nothing or several are called so.
    """
    correcting.merge(Corrected.NAMES, known_names.identity, name, into)


@names.command("split")
@click.argument("name")
@click.argument("called", nargs=-1, required=True)
def split(name: str, called: tuple[str, ...]) -> None:
    """Let those CALLED so be somebody other than NAME.

    CALLED are one or more of the ways of naming that `names show NAME` lists.

    Exits with 0, and with 2 when NAME is not called so.
    """
    with correcting.correcting(Corrected.NAMES) as (engine, correct):
        whole = known_names.identity(engine, name)
        forms = {str(row["form"]): row for row in known_names.forms(engine, str(whole["id"]))}
        parted = [form for one in called for form in _known_form(one, forms, str(whole["name"]))]
        if len(set(parted)) == len(forms):
            raise SetupError(
                f"Nothing would be left of {whole['name']}; `names rename` it instead."
            )
        correct(CorrectionKind.SPLIT, {"forms": parted, "name": called[0]})
        click.echo(f"{', '.join(called)} is not {whole['name']} ({whole['id']}) now.")


@names.command("rename")
@click.argument("name")
@click.argument("to", type=correcting.Name())
def rename(name: str, to: str) -> None:
    """Call NAME by the name TO from now on.

    Exits with 0, and with 2 when nothing or several are called so.
    """
    correcting.rename(Corrected.NAMES, known_names.identity, name, to)


@names.command("import")
@click.argument("source", metavar="FILE|-", type=click.File("rb"))
def import_names(source: BinaryIO) -> None:
    """Import a list of who is who from CSV.

    The heading is name,kind,aliases,id; kinds are person, organisation, place, people or other,
    or entity types such as PERSON and ORG; aliases are parted by ";"; an id is Wikidata's or any
    other, and without one the wire mints it. Other columns are passed over. What an earlier list
    said of the same id no longer holds. A bad line is named by its number, and then nothing of
    the file is imported.

    Exits with 0 when all is imported, and with 2 when nothing is.
    """
    data = source.read(LIST_BYTES + 1)
    if len(data) > LIST_BYTES:
        raise SetupError(f"The list is longer than {LIST_BYTES // 1024**2} MB; import it in parts.")
    try:
        listed = listed_names(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SetupError(f"The list is not UTF-8: byte {error.start} is wrong.") from error
    except CorrectionError as error:
        raise SetupError(f"Nothing was imported.\n{error}") from error
    with correcting.correcting(Corrected.NAMES) as (engine, correct):
        whole = _with_ids(listed, engine)
        correct(CorrectionKind.IMPORT, {"names": [asdict(name) for name in whole]})
    click.echo(f"{len(whole)} names imported.")


@names.command("export")
@click.option("--all", "every", is_flag=True, help="All identities, not only those you spoke of.")
def export_names(*, every: bool) -> None:
    """Print what you said of names as CSV.

    These are the identities that you spoke of, as `import` takes them.

    Exits with 0, and with 2 when the database does not answer.
    """
    with correcting.opened() as (_, engine):
        rows = known_names.exported(engine, every=every)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        aliases = row["aliases"]
        joined = "; ".join(aliases) if isinstance(aliases, list) else ""
        writer.writerow([row["name"], row["kind"], joined, row["id"]])


def _known_form(called: str, forms: Mapping[str, Row], name: str) -> Iterator[str]:
    """Give the forms of an identity that a name stands for."""
    wanted = [form for form in forms_of(called) if form in forms]
    wanted += [form for form, row in forms.items() if row["name"] == called and form not in wanted]
    if not wanted:
        known = ", ".join(str(row["name"]) for row in forms.values())
        raise SetupError(f"{name} is not called {called!r}, but {known}.")
    yield from wanted


def _with_ids(listed: list[ListedName], engine: Engine) -> list[ListedName]:
    """Give a list whose names all have an id: their own, that of whom they name, or a new one.

    Raises SetupError for ids that look minted here and are nobody's.
    """
    minted = {name.id for name in listed if correcting.is_minted(name.id)}
    if unknown := sorted(minted - known_names.known_ids(engine, minted)):
        raise SetupError(
            f"Nothing was imported: nobody has the id {', '.join(unknown[:5])}. Ids like i5 are "
            "minted here; leave the id empty to have one minted."
        )
    owners = known_names.owners(engine, [form for name in listed for form in name.spellings])
    given = {name.id for name in listed}
    whole = []
    for name in listed:
        found = next((o for f in name.spellings if (o := owners.get(f)) and o not in given), None)
        id_ = name.id or found or known_names.new_ids(engine, 1)[0]
        given.add(id_)
        whole.append(replace(name, id=id_))
    return whole
