"""`stancewire` as its users run it: a process of its own, with settings and nothing else."""

import subprocess

from pipeline.settings import Settings
from tests.stack.plugin import STANCEWIRE
from tests.stack.waiting import LAST_RESORT_SECONDS


def stancewire(
    settings: Settings, *arguments: str, **changes: object
) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end, with some settings changed."""
    return subprocess.run(
        [str(STANCEWIRE), *arguments],
        env={"PATH": "/usr/bin:/bin"} | settings.model_copy(update=changes).to_environment(),
        capture_output=True,
        text=True,
        timeout=LAST_RESORT_SECONDS,
    )
