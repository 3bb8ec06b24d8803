"""The local stack as its users meet it: up, status, down and the demo, and what dies meanwhile."""

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from pipeline.cli.drawing import PLAIN_WIDTH
from pipeline.local.children import free_port, is_free
from pipeline.local.endpoints import StackState, running_state
from pipeline.local.postgres import LocalPostgres
from pipeline.settings import Settings
from tests.stack.plugin import STANCEWIRE
from tests.stack.waiting import LAST_RESORT_SECONDS, eventually

pytestmark = pytest.mark.stack

# What options, properties, lists, URLs and shells would take for their own.
AWKWARD = "-Zoë's 50% off, #1: \\ $HOME {x}"


class Machine:
    """A home and a port of its own, and `stancewire` run there."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = free_port()
        self.environment = os.environ | {
            "STANCEWIRE_HOME": str(home),
            "STANCEWIRE_CACHE": str(Settings.from_environment().cache),
            "STANCEWIRE_KAFKA_PORT": str(self.port),
            "STANCEWIRE_WEB_PORT": str(free_port()),
            "STANCEWIRE_WORKERS": "1",
            "STANCEWIRE_METRICS_PORT": str(free_port()),
        }

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(STANCEWIRE), *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=LAST_RESORT_SECONDS,
        )

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [str(STANCEWIRE), *arguments],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            # A shell that starts tests in the background has them ignore Ctrl-C.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
        )

    def status(self) -> dict[str, dict]:
        shown = json.loads(self.run("status", "--json").stdout)
        return {process["name"]: process for process in shown["processes"]}

    def state(self) -> StackState | None:
        """Give what its supervisor last wrote down, sooner than a command is started."""
        return running_state(self.home)

    def restarts(self) -> dict[str, int]:
        state = self.state()
        return {} if state is None else {each.name: each.restarts for each in state.processes}

    def processes(self) -> list[str]:
        """Name every living process that was started for this home, and by whomever."""
        found = []
        for process in psutil.process_iter():
            try:
                if process.environ().get("STANCEWIRE_HOME") == str(self.home):
                    found.append(" ".join(process.cmdline())[:100])
            except psutil.Error:
                continue  # another user's, or gone
        return found

    def left(self, *ports: int) -> list[str]:
        """Name the processes that live and the ports that are taken."""
        taken = [f"port {port}" for port in (self.port, *ports) if not is_free(port)]
        return self.processes() + taken


@pytest.fixture
def machine() -> Iterator[Machine]:
    # Not in pytest's own folder: as root, the database runs as a user who may not enter that.
    folder = Path(tempfile.mkdtemp(prefix="stancewire-local-"))
    folder.chmod(0o755)
    machine = Machine(folder / AWKWARD)
    yield machine
    machine.run("down")
    for log in sorted(machine.home.glob("logs/*.log")):
        print(f"--- {log.name}\n{log.read_text(errors='replace')[-3000:]}")
    shutil.rmtree(folder)


def port_of(address: str) -> int:
    return int(address.rpartition(":")[2])


def test_the_stack_lives_from_up_to_down_whatever_dies_meanwhile(machine):
    assert machine.run("status").returncode == 1
    started = machine.run("up")
    assert started.returncode == 0, started.stderr
    again = machine.run("up")
    assert (again.returncode, "runs already" in again.stdout) == (0, True)
    before = machine.status()
    assert {p["state"] for p in before.values()} == {"running"}
    assert list(before) == ("broker database analyser sink resolver web fetcher monitor".split())

    for victim in ("broker", "analyser"):
        os.kill(before[victim]["pid"], signal.SIGKILL)
    restarted = dict.fromkeys(before, 0) | {"broker": 1, "analyser": 1}
    eventually(lambda: machine.restarts() == restarted)
    eventually(lambda: machine.run("status").returncode == 0)

    after = machine.status()
    assert {name: p["restarts"] for name, p in after.items()} == restarted
    assert all(after[victim]["pid"] != before[victim]["pid"] for victim in ("broker", "analyser"))
    assert machine.processes()
    stopped = machine.run("down")
    assert (stopped.returncode, stopped.stdout) == (0, "The local stack is stopped.\n")
    assert machine.left(port_of(before["database"]["address"])) == []
    assert machine.run("status").returncode == 1
    assert machine.run("down").stdout == "The local stack is not running.\n"


def test_a_supervisor_that_is_killed_takes_all_with_it_and_leaves_no_claim(machine):
    up = machine.start("up")
    eventually(lambda: len(machine.restarts()) > 2)

    os.kill(machine.state().pid, signal.SIGKILL)

    assert "The supervisor died" in up.communicate(timeout=LAST_RESORT_SECONDS)[1]
    assert up.returncode == 2
    eventually(lambda: not machine.left())
    assert (machine.home / "stack.json").exists()  # what it left behind is not believed
    assert "not running" in machine.run("status").stdout


def test_what_the_settings_name_is_used_instead_of_a_local_one(machine, settings):
    machine.environment |= {
        "STANCEWIRE_KAFKA": settings.kafka,
        "STANCEWIRE_DATABASE_URL": settings.database_url,
        "STANCEWIRE_NAMESPACE": settings.namespace,
    }

    started = machine.run("up")

    assert started.returncode == 0, started.stderr
    assert list(machine.status()) == ["analyser", "sink", "resolver", "web", "fetcher", "monitor"]
    assert machine.run("query", "articles").returncode == 0
    assert machine.run("down").returncode == 0
    assert machine.left() == []


def test_a_start_that_is_ended_by_another_says_so(machine):
    up = machine.start("up")
    eventually(machine.state)

    assert machine.run("down").returncode == 0

    assert "was ended while it started" in up.communicate(timeout=LAST_RESORT_SECONDS)[1]
    assert up.returncode == 2
    assert machine.left() == []


def test_a_port_in_use_is_named_with_the_setting_that_moves_it(machine):
    with socket.create_server(("127.0.0.1", machine.port)):
        refused = machine.run("up")

    assert refused.returncode == 2
    assert f"Port {machine.port} of 127.0.0.1" in refused.stderr
    assert "STANCEWIRE_KAFKA_PORT" in refused.stderr
    assert machine.left() == []


def test_the_demo_shows_who_stands_where_and_who_takes_both_sides(machine):
    demo = machine.run("demo")

    assert demo.returncode == 0, demo.stderr
    assert [line for line in demo.stdout.splitlines() if len(line) > PLAIN_WIDTH] == []
    shown = {part.partition("\n")[0]: part.split() for part in demo.stdout.split("\n\n")}
    positions = " ".join(shown["Who stands where, how often told"])
    assert "Vladimir Putin U.S. missile defense plan 0 2 1" in positions
    both = next(words for title, words in shown.items() if "both for and against" in title)
    assert "I thank John" in " ".join(both)
    assert machine.left() == []


@pytest.mark.parametrize(
    ("sent", "sign", "code"),
    [
        pytest.param(signal.SIGINT, "Starting", 130, id="ctrl-c-while-it-starts"),
        pytest.param(signal.SIGTERM, "database", 143, id="sigterm-in-mid-start"),
        pytest.param(signal.SIGINT, "Published", 130, id="ctrl-c-in-mid-demo"),
    ],
)
def test_a_demo_that_is_interrupted_leaves_nothing_running(machine, sent, sign, code):
    demo = machine.start("demo")
    heard = []
    while not heard or sign not in heard[-1]:
        heard.append(demo.stderr.readline())
        assert heard[-1], heard  # it ended before
    eventually(lambda: len(machine.processes()) > 1)  # the demo and what it started

    demo.send_signal(sent)
    said = demo.communicate(timeout=LAST_RESORT_SECONDS)[1]

    assert demo.returncode == code, said
    assert machine.left() == []


def test_the_database_starts_below_a_folder_that_only_its_owner_may_enter(tmp_path):
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    postgres = LocalPostgres(private / "postgres")
    try:
        postgres.launch()
        assert eventually(postgres.answers)
    finally:
        postgres.stop()
