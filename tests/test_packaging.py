"""Packages: both lock files hold what pyproject.toml pins, with hashes and without addresses."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
RUNTIME = PROJECT["dependencies"]
EVERYTHING = RUNTIME + [p for extra in PROJECT["optional-dependencies"].values() for p in extra]


def pin(requirement: str) -> str:
    """Give `name==version` as lock files write it."""
    name, version = re.fullmatch(r"([\w.-]+)(?:\[.*\])?==(\S+)", requirement).groups()
    return f"{re.sub('[-_.]+', '-', name).lower()}=={version}"


@pytest.mark.parametrize(
    ("lock", "requirements"),
    [("requirements.lock", EVERYTHING), ("requirements-runtime.lock", RUNTIME)],
)
def test_a_lock_file_holds_every_pinned_package(lock, requirements):
    locked = set(re.findall(r"^[\w.-]+==[^\s;]+", (ROOT / lock).read_text(), re.M))

    assert {pin(requirement) for requirement in requirements} - locked == set(), "run: make lock"


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-runtime.lock"])
def test_a_lock_file_holds_hashes_and_no_address(lock):
    text = (ROOT / lock).read_text()

    assert "://" not in text
    assert text.count("--hash=sha256:") >= len(re.findall(r"^\S+==", text, re.M))


def test_a_wheel_holds_all_that_is_needed_outside_the_checkout(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", tmp_path],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())

    tracked = subprocess.run(
        ["git", "ls-files", "pipeline", "consumers", "schemas", "seeds"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert set(tracked) <= packed
