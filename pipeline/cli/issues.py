"""`stancewire issues`: what stances are about, and a codebook of a user's own."""

from typing import BinaryIO

import click

from pipeline.cli import correcting
from pipeline.cli.tables import Column, Form, form_options, show_found
from pipeline.corpus.codebook import codebook_from
from pipeline.errors import CodebookError, SetupError
from pipeline.queries import issues as known_issues
from schemas.vocabulary import Corrected, CorrectionKind, NameSource

CODEBOOK_BYTES = 4 * 1024 * 1024  # 40,000 phrases
SHOWN = (
    Column("id", "id"),
    Column("name", "issue", share=1),
    Column("source", "by"),
    Column("phrases", "phrases", align="right"),
    Column("stances", "stances", align="right"),
)
SUGGESTED = (
    Column("phrase", "phrase", share=1),
    Column("stances", "stances", align="right"),
    Column("outlets", "outlets", align="right"),
    Column("issue", "issue"),
)


@click.group()
def issues() -> None:
    """Say what stances are about, by a codebook of your own.

    An issue is what stances of many articles are about, however each puts it. Rules tell which
    phrases are one; what you say here is kept for ever, outranks them, and holds for all that is
    stored and all that will come. Whatever is named by NAME may be named by an id, too.
    """


@issues.command("list")
@click.option("--name", metavar="NAME", help="Only those called so.")
@click.option(
    "--by", "source", type=click.Choice(list(NameSource)), help="Only those of rules, or of users."
)
@correcting.limited
@form_options
def list_issues(name: str | None, source: str | None, limit: int, form: Form) -> None:
    """List issues, those of most stances first.

    What several papers print alike counts once.

    Exits with 0, and with 2 when the database does not answer.
    """
    with correcting.opened() as (_, engine):
        rows = known_issues.issues(engine, name=name, source=source, limit=limit)
    show_found(rows, SHOWN, form)


@issues.command("suggest")
@correcting.limited
@form_options
def suggest(limit: int, form: Form) -> None:
    """List the most frequent phrases outside the codebook.

    What several papers print alike counts once.

    Exits with 0, and with 2 when the database does not answer.
    """
    with correcting.opened() as (_, engine):
        rows = known_issues.suggested(engine, limit=limit)
    show_found(rows, SUGGESTED, form, none="Nothing is left to suggest.")


@issues.command("merge")
@click.argument("name")
@click.argument("into")
def merge(name: str, into: str) -> None:
    """Let NAME and INTO be one issue from now on.

    It has INTO's id and name; whoever asks for the other id is led there.

    Exits with 0, and with 2 when nothing or several are called so.
    """
    correcting.merge(Corrected.ISSUES, known_issues.issue, name, into)


@issues.command("rename")
@click.argument("name")
@click.argument("to", type=correcting.Name())
def rename(name: str, to: str) -> None:
    """Call NAME by the name TO from now on.

    Exits with 0, and with 2 when nothing or several are called so.
    """
    correcting.rename(Corrected.ISSUES, known_issues.issue, name, to)


@issues.command("import")
@click.argument("source", metavar="FILE|-", type=click.File("rb"))
def import_codebook(source: BinaryIO) -> None:
    """Import a codebook from TOML.

    It has tables of [[issue]] with name, phrases, and if you like id, reversed (phrases for the
    other side) and match_case (those of the phrases whose capitals count). It takes the place of
    the codebook before. When anything in it is wrong, all of that is named and nothing imported.

    Exits with 0 when all is imported, and with 2 when nothing is.
    """
    data = source.read(CODEBOOK_BYTES + 1)
    if len(data) > CODEBOOK_BYTES:
        raise SetupError(f"The codebook is longer than {CODEBOOK_BYTES // 1024**2} MB.")
    try:
        toml = data.decode("utf-8-sig")
        codebook = codebook_from(toml)
    except UnicodeDecodeError as error:
        raise SetupError(f"The codebook is not UTF-8: byte {error.start} is wrong.") from error
    except CodebookError as error:
        raise SetupError(f"Nothing was imported.\n{error}") from error
    if minted := [issue.id for issue in codebook.issues if correcting.is_minted(issue.id)]:
        raise SetupError(f"Nothing was imported: ids like {minted[0]} are minted here.")
    with correcting.correcting(Corrected.ISSUES) as (_, correct):
        correct(CorrectionKind.IMPORT, {"toml": toml})
    click.echo(f"{len(codebook.issues)} issues imported.")


@issues.command("export")
def export_codebook() -> None:
    """Print the codebook that holds, as it was imported.

    Exits with 0, and with 2 when the database does not answer.
    """
    with correcting.opened() as (_, engine):
        click.echo(known_issues.codebook(engine), nl=False)
