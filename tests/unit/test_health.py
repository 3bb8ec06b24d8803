"""A process says that it is well, and others look how long ago."""

import os
import time

from click.testing import CliRunner

from pipeline.cli.health import health
from pipeline.health import FRESH_SECONDS, beat, seconds_since_beat


def test_a_process_that_never_spoke_is_not_well(tmp_path):
    assert seconds_since_beat(tmp_path, "analyser") is None
    assert _exit_code(tmp_path) == 1


def test_a_process_is_well_until_it_has_been_silent_for_long(tmp_path):
    beat(tmp_path, "analyser")
    assert _exit_code(tmp_path) == 0

    long_ago = time.time() - FRESH_SECONDS - 1
    os.utime(tmp_path / "health" / "analyser", (long_ago, long_ago))
    assert _exit_code(tmp_path) == 1


def _exit_code(home) -> int:
    return CliRunner().invoke(health, ["analyser"], env={"STANCEWIRE_HOME": str(home)}).exit_code
