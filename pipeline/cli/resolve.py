"""`resolve`: who is who, what stances are about and what is a copy; no database."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

import click
from pydantic import AwareDatetime, BaseModel, ValidationError

from pipeline.cli.rows import Row, reason_of, refusal_of, row_of
from pipeline.corpus.codebook import NO_CODEBOOK, Codebook, codebook_from
from pipeline.corpus.copies import Copies, body_of
from pipeline.corpus.identities import Identities, Identity
from pipeline.corpus.issues import Issue, Issues, Spoken, Topic
from pipeline.corpus.sightings import Sighting, sighting_of
from pipeline.errors import ArticleRefusedError, CodebookError
from pipeline.json_lines import line_of, lines_of
from pipeline.logs import set_up_logs
from pipeline.settings import Settings
from schemas.contracts import Entity, Stance, Zone
from schemas.vocabulary import MentionKind


class _Analysis(BaseModel):
    """What is read of an analysed article."""

    published_at: AwareDatetime | None = None
    entities: tuple[Entity, ...]
    stances: tuple[Stance, ...] = ()
    zones: tuple[Zone, ...] = ()

    @property
    def sightings(self) -> list[Sighting]:
        """Its entities."""
        return [sighting_in(entity) for entity in self.entities]

    def spoken(self, identities: list[Identity]) -> Spoken:
        """What its stances are about, given who its entities are."""
        phrases = [s.target.name for s in self.stances if s.target.entity is None]
        day = None if self.published_at is None else self.published_at.date()
        return Spoken(phrases, day, list(zip(self.sightings, identities, strict=True)))


def _numbered(letter: str) -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"{letter}{next(numbers)}"


@dataclass
class _Corpus:
    """What was learnt of all lines so far."""

    issues: Issues
    identities: Identities = field(default_factory=lambda: Identities(_numbered("i")))
    copies: Copies = field(default_factory=Copies)
    ids: list[object] = field(default_factory=list)  # of the articles, as they came
    copied: list[object] = field(default_factory=list)  # of each line, whose copy it is

    def learn(self, line: bytes) -> bool:
        """Take in who appears in a line, and whose copy it is; tell whether it says more."""
        if (analysis := _analysis(line)) is None:
            self.copied.append(None)
            return False
        id_ = row_of(line)["id"]
        first = self.copies.learn(body_of(analysis.zones))
        of = None if first is None else self.ids[first]
        self.ids.append(id_)
        self.copied.append(None if of == id_ else of)  # it may come again, revised
        if first is None:  # a copy says nothing more
            self.identities.learn(analysis.sightings)
        return first is None

    def learn_issues(self, line: bytes) -> None:
        """Take in what a line's stances are about, when it is known who appears in it."""
        if (analysis := _analysis(line)) is not None:
            self.issues.learn(analysis.spoken(self._told(analysis)))

    def answer(self, line: bytes, copied: object) -> Row:
        """Give a line back with identities, issues and whose copy it is, or its error."""
        try:
            row = row_of(line)
            if "error" in row:
                return row
            analysis = _Analysis.model_validate(row)
        except ArticleRefusedError as error:
            return refusal_of(line, str(error))
        except ValidationError as error:
            return refusal_of(line, reason_of(error))
        found = self._told(analysis)
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
        return {**row, "entities": told, "stances": targeted, "copy_of": copied}

    def _told(self, analysis: _Analysis) -> list[Identity]:
        named = self.identities.told(analysis.sightings)
        return [self.identities.identity_of(name.form) for name in named]

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
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="A codebook of issues in TOML, which outranks the rules.",
)
def resolve(source: BinaryIO, *, in_order: bool, codebook_file: Path | None) -> None:
    """Tell who is who and what is at issue across articles.

    Reads the lines that `stancewire analyse` prints and gives each back, in order, with an
    identity in every entity: an id, the same in all articles that mean the same person, place
    or body, and its usual name; and with an issue in every stance's target: id, name, and whether
    the target is against it ("repealing the law" / "the law"), null where the target's words say
    too little. An entity's identity is its issue. "copy_of" is the id of the first article whose
    body is the same but for a few words, or null. Ids hold for one run. All lines are read before
    the first is answered, unless --in-order. A line that cannot be read is answered with its id
    and an error, and one that is an error is given back.

    A codebook holds tables of [[issue]] with name, phrases, and if you like id, reversed (phrases
    for the other side) and match_case (those of the phrases whose capitals count).

    Exits with 0 when every line was answered, with 1 at the end when one was bad, and with 2 when
    the codebook is.
    """
    set_up_logs(Settings.from_environment().log_level)
    corpus = _Corpus(Issues(_numbered("t"), _codebook(codebook_file)))
    lines = _in_order(source, corpus) if in_order else _in_batch(source, corpus)
    all_good = True
    for line, copied in zip(lines, corpus.copied, strict=False):  # as many are known by then
        answer = corpus.answer(line, copied)
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
        if corpus.learn(line):
            corpus.learn_issues(line)
        yield line


def _in_batch(source: BinaryIO, corpus: _Corpus) -> Iterator[bytes]:
    """Yield the lines when all were learnt from; they wait in a file that has no name.

    What they are about is learnt when it is known of all who is who.
    """
    says_more = []
    with TemporaryFile() as waiting:
        for line in lines_of(source):
            says_more.append(corpus.learn(line))
            waiting.write(line.removesuffix(b"\n") + b"\n")
        waiting.seek(0)
        for line, more in zip(lines_of(waiting), says_more, strict=True):
            if more:
                corpus.learn_issues(line)
        waiting.seek(0)
        yield from lines_of(waiting)


def _analysis(line: bytes) -> _Analysis | None:
    """Read what a line says; None where its answer will say what is wrong."""
    try:
        return _Analysis.model_validate(row_of(line))
    except (ArticleRefusedError, ValidationError):
        return None


def _issue_row(issue: Issue, *, is_reversed: bool) -> Row:
    return {"id": issue.id, "name": issue.name, "reversed": is_reversed}


def sighting_in(entity: Entity) -> Sighting:
    """Give what the rules on who is who read of an entity."""
    words: dict[MentionKind, list[str]] = defaultdict(list)
    for mention in entity.mentions:
        words[mention.kind].append(mention.text)
    spelt, pronouns = words[MentionKind.NAME], words[MentionKind.PRONOUN]
    return sighting_of(entity.name, spelt, entity.type, pronouns)
