"""`stancewire status`: its exit code tells whether all of the local stack runs."""

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.local.endpoints import ProcessState, StackState, lock_of, write_state
from pipeline.local.locks import locked


def status(home):
    return CliRunner().invoke(cli, ["status"], env={"STANCEWIRE_HOME": str(home)})


@pytest.mark.parametrize(
    ("ready", "states", "code"),
    [
        pytest.param(True, ["running", "running"], 0, id="all-run"),
        pytest.param(True, ["running", "restarting"], 1, id="one-died"),
        pytest.param(True, ["starting", "running"], 1, id="one-was-started-again"),
        pytest.param(False, ["running", "running"], 1, id="the-stack-is-not-ready"),
    ],
)
def test_status_fails_while_anything_does_not_run(tmp_path, ready, states, code):
    processes = tuple(
        ProcessState(
            name=f"p{n}", state=state, pid=None, restarts=0, address=None, log=tmp_path / "log"
        )
        for n, state in enumerate(states)
    )
    write_state(tmp_path, StackState(pid=4711, ready=ready, processes=processes))

    with locked(lock_of(tmp_path)):
        shown = status(tmp_path)

    assert shown.exit_code == code
    assert all(process.name in shown.stdout for process in processes)


def test_status_fails_where_no_stack_runs(tmp_path):
    shown = status(tmp_path)

    assert shown.exit_code == 1
    assert "not running" in shown.stdout
