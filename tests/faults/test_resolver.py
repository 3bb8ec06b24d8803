"""Resolvers killed, stopped and overtaken: each article is resolved once, and none is skipped."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.analyses import claim
from tests.integration.test_resolver import Wire
from tests.processes import state
from tests.rows import count
from tests.stack.waiting import ended, eventually

pytestmark = pytest.mark.stack

ROOT = Path(__file__).parents[2]
ARTICLES = [
    claim(f"toll-{n}", name, hours=n)
    for n, name in enumerate(["Mara Venn", "Mara J. Venn", "Nora Vance", "Mara Venn"] * 3)
]


@pytest.fixture
def wire(settings):
    made = Wire(settings.database_url, settings)
    made.store(*ARTICLES)
    yield made
    made.engine.dispose()


@pytest.fixture
def run_broken_resolver(settings, tmp_path):
    """Start a resolver with one mistake in it; see `broken_resolvers`."""
    started = []

    def start(mistake):
        environment = os.environ | settings.to_environment() | {"PYTHONPATH": str(ROOT)}
        log = (tmp_path / f"broken-{mistake}.log").open("wb")
        command = [sys.executable, "-m", "tests.faults.broken_resolvers", mistake]
        started.append(subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log))
        log.close()
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def all_once(wire):
    """See that every article is resolved, and that three names of two people are two."""
    assert count(wire.url, "unresolved") == 0
    assert count(wire.url, "resolved") == len(ARTICLES)
    assert count(wire.url, "entity_identity") == len(ARTICLES)
    assert count(wire.url, "stance_statement") == len(ARTICLES)
    assert [name for _, name in wire.holders()][:2] == ["Mara Venn", "Nora Vance"]


def test_a_resolver_killed_before_the_commit_loses_and_doubles_nothing(wire, run_broken_resolver):
    broken = run_broken_resolver("die")
    assert ended(broken) == -signal.SIGKILL
    assert count(wire.url, "resolved") == count(wire.url, "identity") == 0
    assert count(wire.url, "unresolved") == len(ARTICLES)

    wire.resolve()

    all_once(wire)


def test_a_resolver_that_lets_go_too_early_is_found_out(wire, run_broken_resolver):
    broken = run_broken_resolver("let-go")
    assert ended(broken) == -signal.SIGKILL

    wire.resolve()

    with pytest.raises(AssertionError):
        all_once(wire)


def test_one_that_stands_still_holds_others_up_and_no_longer_when_it_is_killed(
    wire, run_broken_resolver, run
):
    broken = run_broken_resolver("stop")
    eventually(lambda: state(broken.pid).startswith("T"))
    run("resolver")
    waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    eventually(lambda: wire.rows(waiting) == [(1,)])
    assert count(wire.url, "resolved") == 0

    broken.kill()

    wire.resolve_by_others()
    all_once(wire)


def test_two_resolvers_at_once_do_no_article_twice(wire, run):
    run("resolver")
    run("resolver")
    wire.resolve_by_others()
    wire.store(*(claim(f"more-{n}", "Mara Venn", hours=n) for n in range(20)))
    wire.resolve_by_others()

    assert count(wire.url, "resolved") == len(ARTICLES) + 20
    assert wire.rows("SELECT count(*) FROM identity WHERE name = 'Mara Venn'") == [(1,)]
