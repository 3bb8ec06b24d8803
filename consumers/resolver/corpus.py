"""What a resolver knows: the engines of `pipeline.corpus`, with all that the database has."""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from consumers.resolver.arrivals import Arrival, counted, counted_dates
from consumers.resolver.corrections import corrections, obey
from consumers.resolver.identities import IdentityRows
from consumers.resolver.issues import IssueRows
from consumers.resolver.mint import Mint
from consumers.resolver.turns import read_turn
from pipeline.corpus.identities import Identities
from pipeline.corpus.issues import Issues
from schemas.vocabulary import Corrected

READ_AT_ONCE = 500

logger = logging.getLogger(__name__)


@dataclass
class Corpus:
    """All that is known after a turn; thrown away when the transaction of the next one fails."""

    turn: int
    identities: IdentityRows
    issues: IssueRows
    mints: dict[str, Mint]
    read_seconds: float = 0.0
    outdated: bool = False  # an article was answered anew, and what it said before still counts

    def follow_identities(self) -> None:
        """Have issues that are identities follow those that were joined, led on or renamed."""
        self.issues.engine.follow(self.identities.moved)
        self.identities.moved.clear()

    def forget_changes(self) -> None:
        """Take it that all that the engines know is written."""
        engine = self.identities.engine
        engine.changed_forms(), engine.changed_owners(), engine.turned_forms()
        self.issues.engine.changed.clear()

    def work_on(self, connection: Connection) -> None:
        """Take new numbers over this connection."""
        for mint in self.mints.values():
            mint.work_on(connection)


def load(connection: Connection, go_on: Callable[[], None]) -> Corpus:
    """Read what every turn so far has left, 2 ms of a core an article; nobody writes meanwhile.

    Every few hundred articles `go_on` is called; what it raises ends the reading.
    """
    started = time.perf_counter()
    mints = {
        "identity": Mint("i", "identity_number"),
        "issue": Mint("t", "issue_number"),
        "statement": Mint("", "statement_number"),
    }
    identities = IdentityRows(Identities(mints["identity"]))
    issues = IssueRows(Issues(mints["issue"], current=identities.engine.current))
    corpus = Corpus(read_turn(connection), identities, issues, mints)
    corpus.work_on(connection)
    for correction in corrections(connection, waiting=False):
        if correction.list is Corrected.NAMES:
            obey(correction, identities.engine)
        else:
            issues.correct(correction.kind, correction.body)
    identities.load(connection)
    issues.load(connection)
    articles = 0
    for arrivals in _counted(connection, go_on):
        for arrival in arrivals:
            identities.engine.learn(arrival.sightings)
    known, forms, last = identities.by_form(), issues.by_number(), 0
    while dates := counted_dates(connection, after=last, limit=READ_AT_ONCE):
        issues.recall(connection, dates, known, forms)
        articles, last = articles + len(dates), max(dates)
        go_on()
    corpus.forget_changes()
    corpus.read_seconds = round(time.perf_counter() - started, 3)
    read = {"articles": articles, "seconds": corpus.read_seconds}
    logger.info("Read the corpus", extra=read)
    return corpus


def _counted(connection: Connection, go_on: Callable[[], None]) -> Iterator[list[Arrival]]:
    """Yield the articles that count as evidence, many at a time."""
    last = 0
    while arrivals := counted(connection, after=last, limit=READ_AT_ONCE):
        last = arrivals[-1].revision
        go_on()
        yield arrivals
