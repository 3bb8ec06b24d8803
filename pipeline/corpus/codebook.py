"""A user's codebook: issues by the phrases that mean them, on either side; it outranks the keys."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.analysis.stances.words import nouns
from pipeline.analysis.wordset import wordset
from pipeline.corpus.topic_keys import topic_key
from pipeline.corpus.topic_phrases import Kind, words_of
from pipeline.errors import CodebookError

# Beside the words of a phrase these leave it what it is: "gun control laws".
_CARRIERS = nouns.CONTAINERS | wordset("act policy rule regulation agenda program push reform")
_CHAMBERS = wordset("house senate congress")
_LONGEST = 300  # characters of a name, an id or a phrase


@dataclass(frozen=True)
class CodedIssue:
    """An issue of a user's, and the phrases that mean it or its contrary."""

    id: str
    name: str
    phrases: tuple[str, ...] = ()
    reversed: tuple[str, ...] = ()
    match_case: frozenset[str] = frozenset()  # of these phrases the case counts


@dataclass(frozen=True)
class Placed:
    """The issue of a phrase, and whether the phrase is against it."""

    issue: CodedIssue
    reversed: bool


@dataclass(frozen=True)
class _Entry:
    phrase: str
    placed: Placed
    stems: frozenset[str]
    is_case_bound: bool

    def is_in(self, words: Sequence[str]) -> bool:
        """Tell whether its words stand in a phrase, in the case that counts."""
        return not self.is_case_bound or all(word in words for word in self.phrase.split())


@dataclass(frozen=True)
class Codebook:
    """The issues of a codebook, and the place of any phrase among them."""

    issues: tuple[CodedIssue, ...] = ()
    _known: dict[str, Placed | None] = field(default_factory=dict, compare=False, repr=False)

    def placed(self, phrase: str) -> Placed | None:
        """Give the issue of a phrase; None where none of the codebook's is meant.

        Other words than those of bills and parties make it another thing ("gun control
        opponents"), and so do those of a longer name ("Gun Control Act").
        """
        if not self.issues:
            return None
        if phrase not in self._known:
            self._known[phrase] = self._place_of(phrase)
        return self._known[phrase]

    def _place_of(self, phrase: str) -> Placed | None:
        key = topic_key(phrase)
        if key is None:
            return None
        words = words_of(phrase, frozenset())
        here = [word.text for word in words]
        stems = frozenset(key.form.removeprefix("^").split())
        spare = _carrying(phrase)
        entries = {e for stem in stems for e in self._entries.get(stem, ())}
        fitting = (e for e in entries if e.stems <= stems and stems - e.stems <= spare)
        found = max(
            (e for e in fitting if e.is_in(here)),
            key=lambda e: (len(e.stems), e.phrase),
            default=None,
        )
        if found is None:
            return None
        return Placed(found.placed.issue, found.placed.reversed ^ key.reversed)

    @cached_property
    def _entries(self) -> Mapping[str, Sequence[_Entry]]:
        by_stem: dict[str, list[_Entry]] = {}
        for issue in self.issues:
            for entry in _entries_of(issue):
                for stem in entry.stems:
                    by_stem.setdefault(stem, []).append(entry)
        return by_stem


NO_CODEBOOK = Codebook()


class _IssueTable(BaseModel):
    """One [[issue]] of the file."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: str
    id: str | None = None
    phrases: list[str] = []
    reversed: list[str] = []
    match_case: list[str] = []


def codebook_from(text: str) -> Codebook:
    """Read a codebook's TOML, all of it or nothing; CodebookError names every issue at fault."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CodebookError([str(error)]) from error
    if unknown := sorted(tables.keys() - {"issue"}):
        raise CodebookError([f"{unknown[0]!r}: only [[issue]] tables are read"])
    listed = tables.get("issue", [])
    if not isinstance(listed, list):
        raise CodebookError(["issue: write [[issue]], with two brackets"])
    faults: list[str] = []
    issues = [issue for i, row in enumerate(listed, 1) if (issue := _issue(i, row, faults))]
    faults += _shared_by_two(issues)
    if faults:
        raise CodebookError(faults)
    return Codebook(tuple(issues))


def _issue(number: int, row: object, faults: list[str]) -> CodedIssue | None:
    """Read one table; what is wrong with it is added to the faults."""
    called = row.get("name") if isinstance(row, dict) else None
    where = f"issue {number}" + (f" {called!r:.60}" if called else "")
    try:
        table = _IssueTable.model_validate(row)
    except ValidationError as error:
        problems = error.errors(include_url=False)
        faults += [f"{where}: {'.'.join(map(str, p['loc']))}: {p['msg']}" for p in problems]
        return None
    own = [*_unwritable(table), *_own_faults(table)]
    faults += [f"{where}: {fault}" for fault in own]
    if own:
        return None
    name = table.name.strip()
    return CodedIssue(
        (table.id or _slug(name)).strip(),
        name,
        tuple(table.phrases),
        tuple(table.reversed),
        frozenset(table.match_case),
    )


def _unwritable(table: _IssueTable) -> Iterator[str]:
    for words in (table.name, table.id or "", *table.phrases, *table.reversed):
        if len(words) > _LONGEST or not words.isprintable():
            yield f"{words!r:.60} is longer than {_LONGEST} characters, or not printable"


def _own_faults(table: _IssueTable) -> Iterator[str]:
    if not table.name.strip():
        yield "name is empty"
    elif not _slug(table.name) and not (table.id or "").strip():
        yield "an id is needed, as the name has no letters"
    if table.id is not None and not table.id.strip():
        yield "id is empty"
    if not table.phrases and not table.reversed:
        yield "it has no phrases"
    for phrase in (*table.phrases, *table.reversed):
        if not phrase.strip():
            yield "a phrase is empty"
        elif topic_key(phrase) is None:
            yield f"{phrase!r:.60} says too little to tell an issue by"
    for phrase in table.match_case:
        if phrase not in (*table.phrases, *table.reversed):
            yield f"match_case {phrase!r:.60} is none of its phrases"


def _slug(name: str) -> str:
    return "-".join(word.stem for word in words_of(name.casefold(), frozenset()))


def _shared_by_two(issues: Sequence[CodedIssue]) -> Iterator[str]:
    """Yield the ids, names and phrases that two issues have, or one on both its sides."""
    owners: dict[tuple[str, str], tuple[CodedIssue, bool]] = {}
    for issue in issues:
        named = [(("id", issue.id), False), (("name", issue.name.casefold()), False)]
        phrases = [(("phrase", _mark(e)), e.placed.reversed) for e in _entries_of(issue)]
        for (what, value), side in (*named, *phrases):
            owner, other = owners.setdefault((what, value), (issue, side))
            if owner is not issue:
                yield f"issue {issue.name!r:.60}: {what} {value!r:.60} is {owner.name!r:.60}'s too"
            elif side != other:
                yield f"issue {issue.name!r:.60}: {value!r:.60} is on both sides"


def _mark(entry: _Entry) -> str:
    return entry.phrase if entry.is_case_bound else " ".join(sorted(entry.stems))


def _entries_of(issue: CodedIssue) -> Iterator[_Entry]:
    for is_against, phrases in ((False, issue.phrases), (True, issue.reversed)):
        for phrase in phrases:
            key = topic_key(phrase)
            if key is not None:
                stems = frozenset(key.form.removeprefix("^").split())
                placed = Placed(issue, is_against ^ key.reversed)
                yield _Entry(phrase, placed, stems, phrase in issue.match_case)


def _carrying(phrase: str) -> frozenset[str]:
    """Give the words of a phrase that may stand beside those of an issue."""
    carriers = set()
    for word in words_of(phrase, frozenset()):
        is_common = word.kind is Kind.COMMON and word.stem in _CARRIERS
        is_owner = word.is_owner or word.kind in (Kind.PARTY, Kind.PERSON)
        if is_common or is_owner or word.stem in _CHAMBERS:
            carriers.add(word.stem)
    return frozenset(carriers)
