"""Child processes: a signal that comes while one is made is neither lost nor handed on."""

import subprocess
import sys
import time

import psutil
import pytest

from pipeline.local.children import end, spawn

# A signal comes amid the fork, before and after the child is there.
PROGRAM = """
import logging, os, signal, sys
from pathlib import Path
from pipeline.local.children import spawn
signal.signal(signal.{name}, lambda *_: sys.exit(143))
os.register_at_fork({moment}=lambda: os.kill(os.getpid(), signal.{name}))
try:
    spawn(["sleep", "61.5"], log=Path(sys.argv[1]), death_signal=None)
except SystemExit:
    assert "count=0" in repr(logging._lock), logging._lock
    raise
"""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
@pytest.mark.parametrize("moment", ["before", "after_in_parent"])
def test_a_signal_amid_the_making_of_a_child_is_answered(tmp_path, name, moment):
    program = PROGRAM.format(name=name, moment=moment)

    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "log")],
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.returncode == 143, done.stderr
    left = [p.info["cmdline"] for p in psutil.process_iter(["cmdline"])]
    assert ["sleep", "61.5"] not in left


@pytest.mark.parametrize("tied", [True, False])
def test_a_child_takes_every_signal(tmp_path, tied):
    shown = "import signal; print(signal.pthread_sigmask(signal.SIG_BLOCK, []))"
    options = {} if tied else {"death_signal": None}

    child = spawn([sys.executable, "-c", shown], log=tmp_path / "log", **options)

    assert child.wait(timeout=60) == 0
    assert (tmp_path / "log").read_text() == "set()\n"


def test_a_child_that_is_ended_is_gone(tmp_path):
    child = spawn(["sleep", "60"], log=tmp_path / "log")
    began = time.monotonic()

    end(child)

    assert child.returncode is not None
    assert time.monotonic() - began < 30
