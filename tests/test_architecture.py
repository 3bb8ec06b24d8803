"""The shape of the house: imports point one way, contracts <- pure <- edges <- entries."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EDGES = ("faust", "aiokafka", "kafka", "sqlalchemy", "psycopg", "pipeline.settings")
PURE = [
    "schemas.contracts",
    "schemas.topics",
    "pipeline.article",
    "pipeline.lag",
    *sorted(
        ".".join(file.relative_to(ROOT).with_suffix("").parts)
        for file in (ROOT / "pipeline" / "analysis").rglob("*.py")
        if file.stem not in ("__init__", "make_lists")
    ),
]


@pytest.mark.parametrize("modules", [PURE[:4], PURE[4:]], ids=["contracts-and-rules", "analysis"])
def test_pure_modules_load_no_edge(modules):
    program = f"import sys, {', '.join(modules)}\nprint(*sorted(set({EDGES!r}) & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert done.stdout.split() == []


def test_only_the_settings_read_the_environment():
    readers = {
        str(file.relative_to(ROOT))
        for folder in ("pipeline", "consumers", "schemas")
        for file in (ROOT / folder).rglob("*.py")
        if "environ" in file.read_text() and "os.environ" in file.read_text()
    }

    assert readers <= {"pipeline/settings.py"} | ALLOWED_TO_PASS_IT_ON


# These hand the environment on to a child process; they take no setting from it.
ALLOWED_TO_PASS_IT_ON = {
    "consumers/child.py",
    "pipeline/local/children.py",
}


@pytest.mark.parametrize("folder", ["pipeline", "consumers", "schemas"])
def test_modules_stay_short_enough_to_read(folder):
    long = {
        f"{file.relative_to(ROOT)}: {lines} lines"
        for file in (ROOT / folder).rglob("*.py")
        if (lines := len(file.read_text().splitlines())) > 300
    }

    assert not long
