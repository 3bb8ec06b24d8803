"""Analysers whose articles can raise, die, hang and wait, and analysers broken on purpose."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from pipeline.settings import Settings
from tests import trial_model
from tests.stack.waiting import LAST_RESORT_SECONDS

ROOT = Path(__file__).parents[2]


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, object]:
    """Settings that let an article do what its text asks for; for `run("analyser", **trial)`.

    No article is given up for the machine's sake; where one should be, the test sets less.
    """
    trial_model.install(tmp_path / "models")
    monkeypatch.syspath_prepend(tmp_path / "models")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "models"), prepend=os.pathsep)
    return {"model": trial_model.NAME, "article_seconds": LAST_RESORT_SECONDS}


@pytest.fixture
def let_pass(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[int], None]:
    """Let so many more of the articles that wait be analysed; the others wait on."""
    folder = tmp_path / "permits"
    folder.mkdir()
    monkeypatch.setenv("TRIAL_PERMITS", str(folder))

    def let_pass(articles: int) -> None:
        for _ in range(articles):
            (folder / uuid4().hex).touch()

    return let_pass


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
