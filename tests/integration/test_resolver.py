"""The resolver on a real database: who is who and what counts once, whatever comes and goes."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from types import SimpleNamespace

import pytest

from consumers.resolver import resolver
from consumers.resolver.resolver import Resolver, resolver_engine
from consumers.resolver.turns import OvertakenError
from consumers.sink.store import Batch, store_batch
from pipeline import queries
from pipeline.corpus.identities import Identities
from pipeline.database import connection_to, database_at
from pipeline.queries import Counted, Filters
from schemas.contracts import Retraction
from tests.analyses import NOON, analysed, claim
from tests.rows import count, rows
from tests.stack.waiting import eventually

pytestmark = pytest.mark.stack


class Wire:
    """A database with a resolver that works when told to."""

    def __init__(self, url, settings):
        self.url = url
        self.engine = resolver_engine(url)
        self.settings = settings
        self.again()

    def again(self):
        """Start a new resolver, which knows what the database knows."""
        self.resolver = Resolver(self.engine, self.settings)

    def store(self, *analyses):
        with database_at(self.url) as engine, connection_to(engine) as connection:
            store_batch(connection, Batch((), analyses))

    def take_back(self, article_id, hours):
        """Have an article retracted so many hours after noon."""
        gone = Retraction(
            article_id=article_id, retracted_at=NOON + timedelta(hours=hours), fetched_by="test"
        )
        with database_at(self.url) as engine, connection_to(engine) as connection:
            store_batch(connection, Batch((), retractions=[gone]))

    def positions(self, counted=Counted.ONCE):
        """Give who stands where: for, against and in how many articles."""
        found = queries.ask(self.engine, queries.positions(Filters(), counted))
        return [(r["holder_name"], r["for"], r["against"], r["articles"]) for r in found]

    def resolve(self):
        with suppress(OvertakenError):  # by a command that obeyed a correction
            self.resolver.obey()
        while self.resolver.step().articles:
            pass
        self.engine.dispose()  # nobody may take it for a resolver that runs

    def resolve_by_others(self):
        """Wait until a resolver of its own process has resolved all."""
        eventually(lambda: count(self.url, "unresolved") == 0)

    def rows(self, statement, **parameters):
        return rows(self.url, statement, **parameters)

    def everything(self):
        """Give all rows that the resolver writes, but for those it needs itself."""
        tables = ("identity", "identity_form", "entity_identity", "stance_statement", "resolved")
        every = "SELECT * FROM {table} ORDER BY 1, 2"
        return [self.rows(every.replace("{table}", table)) for table in tables]

    def holders(self):
        return self.rows(
            "SELECT DISTINCT holder_identity, holder_name FROM current_stances ORDER BY 1"
        )


@pytest.fixture
def wire(database_url, tmp_path) -> Iterator[Wire]:
    made = Wire(database_url, SimpleNamespace(home=tmp_path))
    yield made
    made.engine.dispose()


BALLAST = " ".join(f"Word{n} stands here for nothing." for n in range(20))
MAN = [
    claim("a", "Mara J. Venn"),
    claim("b", "Mara Venn"),
    claim("c", "Mara Venn", "rejects"),
]


def called_short(article_id):
    """Make an article that calls Mara Venn by her surname, too."""
    return claim(article_id, "Mara Venn", more=f"Venn said so. {article_id}", short="Venn")


def test_three_names_of_one_person_are_one_identity(wire):
    wire.store(*MAN)
    wire.resolve()

    assert wire.holders() == [("i1", "Mara Venn")]
    assert count(wire.url, "unresolved") == 0


@pytest.mark.parametrize("restart", [False, True], ids=["same-resolver", "another-resolver"])
def test_a_late_full_name_mends_what_was_stored(wire, restart):
    wire.store(claim("a", "Venn"))
    wire.resolve()
    before = wire.holders()
    if restart:
        wire.again()
    wire.store(*map(called_short, "bcd"))
    wire.resolve()

    assert before == [("i1", "Venn")]
    assert [name for _, name in wire.holders()] == ["Mara Venn"]


def test_names_that_late_evidence_joins_lead_on_to_one_identity(wire):
    wire.store(claim("a", "Mara Jane Venn"), claim("b", "Mara Venn"))
    wire.resolve()
    before = wire.holders()
    both = claim("c", "Mara Jane Venn", more="Mara Venn said so.", short="Mara Venn")
    wire.store(both)
    wire.resolve()

    assert [id_ for id_, _ in before] == ["i1", "i2"]
    assert [id_ for id_, _ in wire.holders()] == ["i1"]
    assert wire.rows("SELECT id, redirect_to FROM identity ORDER BY 1") == [
        ("i1", None),
        ("i2", "i1"),
    ]


def test_a_retired_revision_no_longer_counts_as_evidence(wire):
    joined = claim("c", "Mara Jane Venn", more="Mara Venn said so.", short="Mara Venn")
    wire.store(claim("a", "Mara Jane Venn"), claim("b", "Mara Venn"), joined)
    wire.resolve()
    before = wire.holders()
    wire.store(claim("c", "Mara Jane Venn", hours=1, more="Nobody else did."))
    wire.resolve()

    assert (len(before), len(wire.holders())) == (1, 2)


def test_copies_count_once_as_evidence_and_as_statements(wire):
    papers = [claim(f"a{n}", "Mara Venn", more=BALLAST, hours=n) for n in range(6)]
    wire.store(*papers)
    wire.resolve()

    found = (
        "SELECT count(*), count(DISTINCT statement), count(DISTINCT copies) FROM current_stances"
    )
    assert wire.rows(found) == [(6, 1, 1)]
    assert wire.rows("SELECT count(*) FROM resolved WHERE counted") == [(1,)]


def test_of_copies_the_next_counts_when_the_first_is_retired(wire):
    wire.store(*(claim(f"a{n}", "Mara Venn", more=BALLAST, hours=n) for n in range(2)))
    wire.resolve()
    wire.store(claim("a0", "Mara Venn", more="All is new. " + BALLAST[::-1], hours=5))
    wire.resolve()

    counted = wire.rows(
        "SELECT article_id, current FROM resolved JOIN revision ON revision.id = revision_id"
        " WHERE counted ORDER BY 1"
    )
    assert counted == [("a0", True), ("a1", True)]


def test_what_another_resolver_did_is_read_before_going_on(wire):
    wire.store(MAN[0])
    wire.resolve()
    first = wire.resolver
    wire.again()
    wire.store(MAN[1])
    wire.resolve()
    wire.store(MAN[2])
    with pytest.raises(OvertakenError):
        first.step()
    first.step()

    assert wire.holders() == [("i1", "Mara Venn")]
    assert count(wire.url, "unresolved") == 0


def test_nothing_is_resolved_twice_and_a_second_look_changes_nothing(wire):
    wire.store(*MAN)
    wire.resolve()
    before = wire.everything()
    wire.rows("INSERT INTO unresolved SELECT id FROM revision")
    wire.again()
    wire.resolve()

    assert wire.everything() == before


def test_what_is_retracted_holds_no_position_until_it_comes_back(wire):
    wire.store(*MAN)
    wire.resolve()
    wire.take_back("a", hours=1)
    wire.resolve()
    without = wire.positions()
    wire.store(claim("a", "Mara J. Venn", more="Again.", hours=2))
    wire.resolve()

    assert without == [("Mara Venn", 0, 2, 2)]
    assert wire.positions() == [("Mara Venn", 0, 3, 3)]


def test_a_change_of_position_is_found_with_both_proofs(wire):
    wire.store(claim("a", "Mara Venn", "supports"), claim("b", "Mara J. Venn", "opposes", hours=30))
    wire.resolve()

    (change,) = queries.ask(wire.engine, queries.changes(Filters()))
    assert (change["holder_name"], change["earlier_side"], change["later_side"]) == (
        "Mara Venn",
        "for",
        "against",
    )
    assert change["earlier_evidence"] == "Mara Venn supports the harbour toll."
    assert change["later_evidence"] == "Mara J. Venn opposes the harbour toll."


def test_three_names_and_six_copies_are_one_position(wire):
    papers = [claim(f"p{n}", "Mara Venn", more=BALLAST, hours=n, outlet=str(n)) for n in range(6)]
    wire.store(*papers, claim("a", "Mara J. Venn", hours=50), claim("b", "M. Venn", hours=99))
    wire.resolve()

    assert wire.positions() == [("Mara Venn", 0, 3, 3)]
    assert wire.positions(Counted.RAW) == [("Mara Venn", 0, 8, 8)]


def test_what_is_answered_anew_is_learnt_anew_once_nothing_waits(wire, monkeypatch):
    monkeypatch.setattr(resolver, "QUIET_READINGS", 0)
    joined = claim("c", "Mara Jane Venn", more="Mara Venn said so.", short="Mara Venn")
    wire.store(claim("a", "Mara Jane Venn"), claim("b", "Mara Venn"), joined)
    wire.resolve()
    before = wire.holders()
    anew = joined.provenance.model_copy(update={"asked_anew_at": NOON})
    (entity,) = joined.entities
    alone = entity.model_copy(update={"mentions": entity.mentions[:1]})
    wire.store(joined.model_copy(update={"provenance": anew, "entities": (alone,)}))
    wire.resolve()
    wire.store(claim("d", "Mara Venn", hours=9))
    wire.resolve()

    assert (len(before), len(wire.holders())) == (1, 2)


def test_a_print_that_outlives_its_quotation_misleads_nobody(wire):
    first = analysed("a")
    wire.store(first, analysed("b"))
    wire.resolve()
    anew = first.provenance.model_copy(update={"asked_anew_at": NOON})
    wire.store(first.model_copy(update={"provenance": anew, "quotations": ()}), analysed("c"))
    wire.resolve()

    assert wire.rows("SELECT count(*), count(DISTINCT saying) FROM quotation_saying") == [(2, 1)]
    assert wire.rows("SELECT count(DISTINCT revision_id) FROM saying_print") == [(3,)]


ODD_NAMES = ["/", "\u200b", "J. /", "e" * 250, "中" * 250]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_names_are_resolved_and_taken_back(wire, name):
    wire.store(claim("a", name, target="defund this"))
    wire.resolve()
    wire.store(claim("a", name, target="defund this", hours=1, more="Later."))
    wire.resolve()

    assert count(wire.url, "unresolved") == 0


def test_articles_of_the_first_and_the_last_day_are_resolved(wire):
    days = [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)]
    wire.store(
        *(
            claim(f"{day.year}-{n}", "Mara Venn", target="House bill", published_at=day)
            for day in days
            for n in range(2)
        )
    )
    wire.resolve()

    assert count(wire.url, "unresolved") == 0


def test_an_article_that_no_engine_can_read_is_passed_over_and_named_by_the_audit(
    wire, monkeypatch
):
    told = Identities.told

    def fails(self, article):
        if any("Poison" in sighting.name for sighting in article):
            raise ZeroDivisionError
        return told(self, article)

    monkeypatch.setattr(Identities, "told", fails)
    wire.store(MAN[0], claim("p", "Poison Venn"), *MAN[1:])
    stop = Event()
    running = Thread(target=wire.resolver.run, args=[stop])
    running.start()
    eventually(lambda: wire.rows("SELECT count(*) FROM resolved") == [(3,)])
    failed = "SELECT article_id FROM unresolved JOIN revision ON revision.id = revision_id"
    eventually(lambda: wire.rows(f"{failed} WHERE failed_at IS NOT NULL") == [("p",)])
    stop.set()
    running.join()

    assert wire.holders() == [("i1", "Mara Venn"), (None, "Poison Venn")]
