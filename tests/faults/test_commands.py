"""`analyse` on lines that break its processes, at Ctrl-C, and before a reader that has enough."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator

import psutil
import pytest

from tests.faults.conftest import ROOT
from tests.stack.waiting import LAST_RESORT_SECONDS, ended, eventually
from tests.trial_model import DIE, HANG, NAME, RAISE

GOOD = "Mara Venn opposes the ban."
Command = subprocess.Popen[bytes]


@pytest.fixture
def analyse(trial, monkeypatch) -> Iterator[Callable[..., Command]]:
    """Start the command in a group of its own, as a shell does."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT), prepend=os.pathsep)
    monkeypatch.setenv("STANCEWIRE_MODEL", NAME)
    started: list[Command] = []

    def start(*options: str) -> Command:
        command = [sys.executable, "-m", "pipeline.cli", "analyse", *options]
        ends = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        started.append(subprocess.Popen(command, start_new_session=True, **ends))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        with process:  # waits, and closes what is open
            pass


def _lines(*texts: str) -> bytes:
    rows = ({"id": number, "text": text} for number, text in enumerate(texts))
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def _analysing(command: Command) -> list[psutil.Process]:
    """Give the processes of its pool that have begun."""
    children = psutil.Process(command.pid).children()
    return [child for child in children if "spawn_main" in " ".join(child.cmdline())]


def test_a_line_that_breaks_its_process_is_answered_by_an_error_and_the_rest_go_on(
    analyse, monkeypatch
):
    monkeypatch.setenv("STANCEWIRE_ARTICLE_SECONDS", "8")
    texts = [GOOD, DIE, GOOD, HANG, RAISE, GOOD, GOOD]

    out, _ = (command := analyse("--workers", "2")).communicate(_lines(*texts))

    answers = [json.loads(line) for line in out.splitlines()]
    assert [answer["id"] for answer in answers] == list(range(7))
    assert [answer.get("error", "") for answer in answers] == [
        "",
        "the process of the analysis was killed by signal 9, 2 times",
        "",
        "the analysis took more than 8 s",
        f"the analysis failed: ValueError: the text says {RAISE}",
        "",
        "",
    ]
    assert command.returncode == 1


def test_an_answer_is_there_before_the_next_line_is(analyse):
    command = analyse("--workers", "2")

    for _ in range(2):
        command.stdin.write(_lines(GOOD))
        command.stdin.flush()
        assert json.loads(command.stdout.readline())["id"] == 0

    assert len(_analysing(command)) == 1


@pytest.mark.parametrize(
    ("options", "workers"),
    [pytest.param([], 3, id="by-the-setting"), pytest.param(["--workers", "1"], 1, id="one")],
)
def test_so_many_processes_work_side_by_side_with_one_thread_each(
    analyse, monkeypatch, options, workers
):
    monkeypatch.setenv("STANCEWIRE_WORKERS", "3")
    monkeypatch.setenv("OMP_NUM_THREADS", "4")
    command = analyse(*options)

    command.stdin.write(_lines(GOOD, *[HANG] * 5))
    command.stdin.flush()
    command.stdout.readline()
    eventually(lambda: len(_analysing(command)) == workers)

    assert all(child.num_threads() <= 2 for child in _analysing(command))  # onnxruntime's waits


@pytest.mark.parametrize("moment", ["loading", "analysing", "idle"])
def test_ctrl_c_ends_all_without_a_traceback(analyse, moment):
    command = analyse("--workers", "2")
    if moment != "loading":
        command.stdin.write(_lines(GOOD))
        command.stdin.flush()
        command.stdout.readline()
    if moment != "idle":
        command.stdin.write(_lines(HANG, HANG, HANG))
        command.stdin.flush()
    eventually(lambda: _analysing(command))
    begun = _analysing(command)

    os.killpg(command.pid, signal.SIGINT)

    _, errors = command.communicate(timeout=LAST_RESORT_SECONDS)
    assert (command.returncode, errors) == (130, b"stancewire: interrupted\n")
    assert not any(child.is_running() for child in begun)


def test_a_reader_that_has_enough_ends_it_quietly(analyse):
    command = analyse("--workers", "2")
    command.stdin.write(_lines(*[GOOD] * 400))
    command.stdin.close()
    command.stdout.readline()
    command.stdout.close()

    assert command.stderr.read() == b""
    assert ended(command) == 141


def test_a_model_that_is_not_installed_is_named_with_its_remedy(analyse, monkeypatch):
    monkeypatch.setenv("STANCEWIRE_MODEL", "en_core_web_xl")

    _, errors = (command := analyse()).communicate(_lines(GOOD, GOOD))

    assert b"pip install en-core-web-xl" in errors
    assert command.returncode == 2
