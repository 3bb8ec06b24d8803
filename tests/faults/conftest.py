"""Analysers whose articles can raise, die, hang and be slow, and analysers broken on purpose."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.settings import Settings
from tests import trial_model

ROOT = Path(__file__).parents[2]


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, object]:
    """Settings that let an article do what its text asks for; for `run("analyser", **trial)`."""
    trial_model.install(tmp_path / "models")
    monkeypatch.syspath_prepend(tmp_path / "models")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "models"), prepend=os.pathsep)
    return {"model": trial_model.NAME}


@pytest.fixture
def run_broken(settings: Settings) -> Iterator[Callable[..., "subprocess.Popen[bytes]"]]:
    """Start an analyser with one mistake in it; see `broken_analysers`."""
    started: list[subprocess.Popen[bytes]] = []

    def start(mistake: str, **changes: object) -> "subprocess.Popen[bytes]":
        environment = os.environ | settings.model_copy(update=changes).to_environment()
        environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), environment["PYTHONPATH"]])
        command = [sys.executable, "-m", "tests.faults.broken_analysers", mistake]
        started.append(subprocess.Popen(command, env=environment, cwd=ROOT))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()
