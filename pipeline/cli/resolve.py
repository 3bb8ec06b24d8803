"""`resolve`: who is who, and what stances are about, across analysed articles; no database."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

import click
from pydantic import AwareDatetime, BaseModel, ValidationError

from pipeline.cli.rows import Row, reason_of, refusal_of, row_of
from pipeline.corpus.codebook import NO_CODEBOOK, Codebook, codebook_from
from pipeline.corpus.identities import Identities, Identity, Sighting
from pipeline.corpus.issues import Issue, Issues, Spoken, Topic
from pipeline.errors import ArticleRefusedError, CodebookError
from pipeline.json_lines import line_of, lines_of
from pipeline.logs import set_up_logs
from pipeline.settings import Settings
from schemas.contracts import Entity, Stance
from schemas.vocabulary import MentionKind


class _Analysis(BaseModel):
    """What is read of an analysed article."""

    published_at: AwareDatetime | None = None
    entities: tuple[Entity, ...]
    stances: tuple[Stance, ...] = ()

    @property
    def sightings(self) -> list[Sighting]:
        """Its entities."""
        return [_sighting(entity) for entity in self.entities]

    def spoken(self, identities: list[Identity]) -> Spoken:
        """What its stances are about, given who its entities are."""
        phrases = [s.target.name for s in self.stances if s.target.entity is None]
        day: date | None = None if self.published_at is None else self.published_at.date()
        return Spoken(phrases, day, list(zip(self.sightings, identities, strict=True)))


class _Corpus:
    """Who is who and what stances are about, as far as lines were learnt from."""

    def __init__(self, codebook: Codebook) -> None:
        self.identities = Identities(_numbered("i"))
        self.issues = Issues(_numbered("t"), codebook)

    def learn(self, line: bytes, *, who: bool, what: bool) -> None:
        """Take in who appears in a line, what its stances are about, or both."""
        try:
            analysis = _Analysis.model_validate(row_of(line))
        except (ArticleRefusedError, ValidationError):
            return  # its answer will say so
        if who:
            self.identities.learn(analysis.sightings)
        if what:
            self.issues.learn(analysis.spoken(self.identities.told(analysis.sightings)))

    def answer(self, line: bytes) -> Row:
        """Give a line back with identities and issues, or its error."""
        try:
            row = row_of(line)
            if "error" in row:
                return row
            analysis = _Analysis.model_validate(row)
        except ArticleRefusedError as error:
            return refusal_of(line, str(error))
        except ValidationError as error:
            return refusal_of(line, reason_of(error))
        found = self.identities.told(analysis.sightings)
        entities, stances = row["entities"], row.get("stances", [])
        assert isinstance(entities, list)  # noqa: S101  # the contract was checked above
        assert isinstance(stances, list)  # noqa: S101
        told = [
            {**entity, "identity": {"id": identity.id, "name": identity.name}}
            for entity, identity in zip(entities, found, strict=True)
        ]
        issues = self._issues_in(analysis, found)
        targeted = [
            {**stance, "target": {**stance["target"], "issue": next(issues)}} for stance in stances
        ]
        return {**row, "entities": told, "stances": targeted}

    def _issues_in(self, analysis: _Analysis, found: list[Identity]) -> Iterator[Row | None]:
        """Yield what each stance is about: an entity's identity is its issue."""
        topics = iter(self.issues.told(analysis.spoken(found)))
        of_entity = {e.id: i for e, i in zip(analysis.entities, found, strict=True)}
        for stance in analysis.stances:
            if stance.target.entity is None:
                yield self._issue_row(next(topics))
            else:
                identity = of_entity.get(stance.target.entity)
                issue = None if identity is None else Issue(identity.id, identity.name)
                yield None if issue is None else _issue_row(issue, is_reversed=False)

    def _issue_row(self, topic: Topic | None) -> Row | None:
        if topic is None:
            return None
        issue = self.issues.issue_of(topic.form)
        return _issue_row(issue, is_reversed=topic.reversed ^ issue.reversed)


@click.command()
@click.argument("source", metavar="[PATH|-]", type=click.File("rb"), default="-")
@click.option(
    "--in-order",
    is_flag=True,
    help="Tell each article by it and those before it alone, and at once.",
)
@click.option(
    "--codebook",
    "codebook_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Issues of your own, as TOML; they outrank what is told without them.",
)
def resolve(source: BinaryIO, *, in_order: bool, codebook_file: Path | None) -> None:
    """Tell who is who and what is at issue across articles.

    Reads the lines that `stancewire analyse` prints and gives each back, in order, with an
    identity in every entity: an id, the same in all articles that mean the same person, place
    or body, and its usual name; and with an issue in every stance's target: id, name, and whether
    the target is against it ("repealing the law" / "the law"), null where the target's words say
    too little. An entity's identity is its issue. Ids hold for one run. All lines are read before
    the first is answered, unless --in-order. A line that cannot be read is answered with its id and
    an error, and one that is an error is given back.

    A codebook holds tables of [[issue]] with name, phrases, and if you like id, reversed (phrases
    for the other side) and match_case (those of the phrases whose capitals count).

    Exits with 0 when every line was answered, with 1 at the end when one was bad, and with 2 when
    the codebook is.
    """
    set_up_logs(Settings.from_environment().log_level)
    corpus = _Corpus(_codebook(codebook_file))
    lines = _in_order(source, corpus) if in_order else _in_batch(source, corpus)
    all_good = True
    for line in lines:
        answer = corpus.answer(line)
        click.echo(line_of(answer), nl=False)
        all_good &= "error" not in answer
    if not all_good:
        raise SystemExit(1)


def _codebook(file: Path | None) -> Codebook:
    try:
        return NO_CODEBOOK if file is None else codebook_from(file.read_text("utf8"))
    except (CodebookError, UnicodeDecodeError) as error:
        raise click.BadParameter(f"{file}:\n{error}") from error


def _in_order(source: BinaryIO, corpus: _Corpus) -> Iterator[bytes]:
    """Yield each line when it was learnt from."""
    for line in lines_of(source):
        corpus.learn(line, who=True, what=True)
        yield line


def _in_batch(source: BinaryIO, corpus: _Corpus) -> Iterator[bytes]:
    """Yield the lines when all were learnt from; they wait in a file that has no name.

    What they are about is learnt when it is known of all who is who.
    """
    with TemporaryFile() as waiting:
        for line in lines_of(source):
            corpus.learn(line, who=True, what=False)
            waiting.write(line.removesuffix(b"\n") + b"\n")
        waiting.seek(0)
        for line in lines_of(waiting):
            corpus.learn(line, who=False, what=True)
        waiting.seek(0)
        yield from lines_of(waiting)


def _numbered(letter: str) -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"{letter}{next(numbers)}"


def _issue_row(issue: Issue, *, is_reversed: bool) -> Row:
    return {"id": issue.id, "name": issue.name, "reversed": is_reversed}


def _sighting(entity: Entity) -> Sighting:
    names = tuple(m.text for m in entity.mentions if m.kind is MentionKind.NAME)
    return Sighting(entity.name, names, is_person=entity.type == "PERSON")
