"""Chromium, as it is installed; as root on Debian it is installed when it is not."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from pipeline.local.locks import locked

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LOCK = Path(tempfile.gettempdir()) / "stancewire-chromium.lock"  # tests run side by side
INSTALL = (
    ("apt-get", "update", "--quiet"),
    ("apt-get", "install", "--quiet", "--yes", "--no-install-recommends", "chromium"),
)


def chromium() -> str:
    """Give the browser's path; without one tests are skipped, except in CI, where they fail."""
    with locked(LOCK):
        if _installed() is None and os.geteuid() == 0 and shutil.which("apt-get"):
            for command in INSTALL:
                subprocess.run(command, check=False, capture_output=True)
        if (found := _installed()) is not None:
            return found
    missing = "no browser is here: install Chromium or Chrome"
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


def _installed() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)
