"""When the local stack's supervisor starts a dead process again."""

import pytest

from pipeline.local.restarts import (
    LONGEST_PAUSE_SECONDS,
    STEADY_SECONDS,
    failures_after,
    restart_pause,
)


@pytest.mark.parametrize(
    ("failures", "pause"),
    [
        pytest.param(1, 0.5, id="the-first-death-is-answered-at-once"),
        pytest.param(2, 1.0, id="the-second-after-twice-that"),
        pytest.param(3, 2.0, id="the-third-after-twice-that"),
        pytest.param(6, 16.0, id="the-sixth"),
        pytest.param(7, LONGEST_PAUSE_SECONDS, id="the-seventh-after-the-longest-pause"),
        pytest.param(10_000, LONGEST_PAUSE_SECONDS, id="for-ever-after-the-longest-pause"),
    ],
)
def test_the_pause_doubles_with_every_death_in_a_row(failures, pause):
    assert restart_pause(failures) == pause


@pytest.mark.parametrize(
    ("failures", "uptime", "after"),
    [
        pytest.param(0, 0.0, 1, id="died-at-its-start"),
        pytest.param(4, 1.0, 5, id="died-early-again"),
        pytest.param(4, STEADY_SECONDS - 0.1, 5, id="not-quite-steady"),
        pytest.param(4, STEADY_SECONDS, 1, id="a-long-life-is-a-new-beginning"),
    ],
)
def test_only_a_long_life_ends_a_row_of_deaths(failures, uptime, after):
    assert failures_after(failures, uptime) == after
