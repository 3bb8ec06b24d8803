"""Chromium, as it is installed; as root on Debian it is installed when it is not."""

import os
import shutil
import subprocess
from contextlib import suppress

import pytest

from tests.packages import alone, apt_get

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str:
    """Give the browser's path; without one tests are skipped, except in CI, where they fail."""
    with alone():
        if _installed() is None and os.geteuid() == 0 and shutil.which("apt-get"):
            with suppress(subprocess.CalledProcessError):
                apt_get("install", "--yes", "--no-install-recommends", "chromium")
        if (found := _installed()) is not None:
            return found
    missing = "no browser is here: install Chromium or Chrome"
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


def _installed() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)
