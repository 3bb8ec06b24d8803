"""The state of the local stack: what a command may believe of it."""

import stat

import pytest

from pipeline.errors import SetupError
from pipeline.local.endpoints import (
    StackState,
    lock_of,
    read_state,
    resolved,
    running_state,
    write_state,
)
from pipeline.local.locks import HeldError, is_locked, locked
from pipeline.settings import Settings

STATE = StackState(
    pid=4711, ready=True, kafka="127.0.0.1:9092", database_url="postgresql://u:secret@127.0.0.1/n"
)


@pytest.fixture
def home(tmp_path):
    write_state(tmp_path, STATE)
    return tmp_path


def test_the_state_comes_back_as_it_was_written(home):
    assert read_state(home) == STATE


def test_the_state_is_for_its_owner_alone_for_it_holds_a_password(home):
    assert stat.S_IMODE((home / "stack.json").stat().st_mode) == 0o600


def test_writing_leaves_no_other_file(home):
    write_state(home, STATE)

    assert [path.name for path in home.iterdir()] == ["stack.json"]


@pytest.mark.parametrize(
    "text", [pytest.param("", id="empty"), pytest.param('{"pid": 1, "ready": []}', id="foreign")]
)
def test_a_state_that_cannot_be_read_counts_as_none(home, text):
    (home / "stack.json").write_text(text)

    assert read_state(home) is None


def test_a_state_counts_only_while_its_supervisor_lives(home):
    assert running_state(home) is None
    with locked(lock_of(home)):
        assert running_state(home) == STATE
    assert running_state(home) is None


def test_endpoints_that_are_not_set_come_from_the_running_stack(home):
    with locked(lock_of(home)):
        found = resolved(Settings(home=home))

    assert (found.kafka, found.database_url) == (STATE.kafka, STATE.database_url)


def test_endpoints_that_are_set_win_over_the_running_stack(home):
    with locked(lock_of(home)):
        found = resolved(Settings(home=home, kafka="other:9092"))

    assert (found.kafka, found.database_url) == ("other:9092", STATE.database_url)


@pytest.mark.parametrize(
    ("given", "needs", "named"),
    [
        pytest.param({}, {}, "STANCEWIRE_KAFKA and STANCEWIRE_DATABASE_URL", id="both"),
        pytest.param({"kafka": "a:1"}, {}, "STANCEWIRE_DATABASE_URL", id="database"),
        pytest.param({}, {"database": False}, "STANCEWIRE_KAFKA", id="broker"),
    ],
)
def test_what_is_neither_set_nor_running_is_named_with_its_remedy(home, given, needs, named):
    with pytest.raises(SetupError, match="`stancewire up`") as failed:
        resolved(Settings(home=home, **given), **needs)

    assert f"set {named}." in str(failed.value)


def test_a_command_may_do_without_what_it_does_not_need(tmp_path):
    found = resolved(Settings(home=tmp_path, kafka="a:1"), database=False)

    assert found.database_url is None


def test_a_stack_that_is_still_starting_is_not_used(tmp_path):
    write_state(tmp_path, StackState(pid=4711))
    with locked(lock_of(tmp_path)), pytest.raises(SetupError, match="not ready yet"):
        resolved(Settings(home=tmp_path))


def test_a_lock_is_held_by_one_and_freed_at_the_end(tmp_path):
    path = tmp_path / "lock"
    with locked(path):
        assert is_locked(path)
        with pytest.raises(HeldError), locked(path, seconds=0.1):
            pass
    assert not is_locked(path)
