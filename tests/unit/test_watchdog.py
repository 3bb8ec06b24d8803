"""When an analyser counts as stalled."""

from uuid import UUID

import pytest

from consumers.analyser.watchdog import Reading, progress_after

TOPIC = UUID(int=7)


def _reading(at: float, committed: dict[int, int], ends: dict[int, int]) -> Reading:
    return Reading(at=at, topic_id=TOPIC, committed=committed, ends=ends)


@pytest.mark.parametrize(
    ("readings", "stalled"),
    [
        pytest.param([({0: 5}, {0: 9})], 0, id="the-first-look-proves-nothing"),
        pytest.param([({0: 5}, {0: 9})] * 4, 30, id="lag-without-commits"),
        pytest.param([({0: 5}, {0: 5})] * 4, 0, id="nothing-to-do"),
        pytest.param([({0: 5}, {0: 9}), ({0: 6}, {0: 9})], 0, id="commits-go-on"),
        pytest.param([({0: 5}, {0: 9}), ({0: 5}, {0: 12})], 10, id="more-lag-is-no-progress"),
        pytest.param(
            [({0: 5, 1: 1}, {0: 9, 1: 4}), ({0: 5, 1: 2}, {0: 9, 1: 4})],
            0,
            id="one-partition-of-two-moves",
        ),
        pytest.param([({0: 5}, {0: 9}), ({1: 0}, {1: 4})], 0, id="other-partitions"),
        pytest.param([({0: 9}, {0: 9}), ({0: 9}, {0: 12})], 10, id="counts-from-the-last-idle"),
        pytest.param([({0: 5}, {0: 9}), ({0: 2}, {0: 9})], 0, id="a-rewind-is-a-change"),
    ],
)
def test_seconds_stalled(readings, stalled):
    progress = None
    for look, (committed, ends) in enumerate(readings):
        progress = progress_after(progress, _reading(look * 10.0, committed, ends))

    assert progress is not None
    assert progress.seconds_stalled() == stalled


def test_lag_never_counts_below_zero():
    assert _reading(0, {0: 7, 1: 1}, {0: 5, 1: 4}).lag == 3
