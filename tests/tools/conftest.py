"""The tools: found where they are installed, else fetched once into the user's cache folder."""

import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.settings import Settings
from tests.packages import alone, apt_get

# What the dashboard is checked by; no dependency of stancewire.
NPM_PACKAGES = ("@grafana/schema@13.2.3", "typescript@5.9.3")


@pytest.fixture(scope="session")
def tools() -> Path:
    folder = Settings.from_environment().cache / "tools"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def promtool(tools: Path) -> str:
    """Prometheus' own checker, of Debian's package `prometheus`; nothing of it is installed."""
    if (installed := shutil.which("promtool")) is not None:
        return installed
    unpacked = tools / "usr" / "bin" / "promtool"
    with alone():
        if not unpacked.exists():
            if shutil.which("apt-get") is None:
                pytest.fail("promtool is not here: install Prometheus")
            apt_get("download", "prometheus", folder=tools)
            package = next(tools.glob("prometheus_*.deb"))
            _run("dpkg-deb", "--extract", str(package), str(tools), folder=tools)
    return str(unpacked)


@pytest.fixture(scope="session")
def typescript(tools: Path) -> Path:
    """A folder where TypeScript finds Grafana's types."""
    folder = tools / "grafana"
    with alone():
        if not (folder / "node_modules" / ".bin" / "tsc").exists():
            if shutil.which("npm") is None:
                pytest.fail("npm is not here: install Node.js")
            folder.mkdir(exist_ok=True)
            (folder / "package.json").write_text("{}")
            _run("npm", "install", "--no-audit", "--no-fund", *NPM_PACKAGES, folder=folder)
    return folder


def _run(*command: str, folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
