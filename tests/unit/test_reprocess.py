"""Which texts are answered anew, and that whatever is live goes first."""

import pytest
from packaging.version import Version

from consumers.watch.reprocess import LOOK_SECONDS, NOTICE_SECONDS, is_before, slices

IDS = list(range(10))


def sliced(*waiting, at_once=4):
    """Slice IDS while so many articles wait at each look; give the slices and the pauses."""
    looks, pauses = iter(waiting), []
    return list(slices(IDS, lambda: next(looks), at_once, pauses.append)), len(pauses)


@pytest.mark.parametrize(
    ("waiting", "at_once", "sizes", "pauses"),
    [
        pytest.param([0, 0, 0], 4, [4, 4, 2], 0, id="nothing-waits"),
        pytest.param([0, 4, 3, 2, 0], 4, [4, 2, 4], 2, id="its-own-wait"),
        pytest.param([900, 5, 3, 0, 0, 0], 4, [4, 4, 2], 3, id="live-ones-wait"),
        pytest.param([1, 1, 1, 1], 4, [3, 3, 3, 1], 0, id="beside-a-live-one"),
        pytest.param([0] * 10, 1, [1] * 10, 0, id="one-at-a-time"),
        pytest.param([1, 0] * 10, 1, [1] * 10, 10, id="one-at-a-time-behind-live-ones"),
        pytest.param([0], 100, [10], 0, id="all-at-once"),
    ],
)
def test_a_slice_fills_the_room_beside_what_waits(waiting, at_once, sizes, pauses):
    found, paused = sliced(*waiting, at_once=at_once)

    assert [len(ids) for ids in found] == sizes
    assert [each for ids in found for each in ids] == IDS
    assert paused == pauses


def test_without_ids_nothing_is_asked():
    assert list(slices([], lambda: 1 // 0, 4)) == []


def test_long_waiting_is_said_once_a_slice(caplog):
    looks = 3 * int(NOTICE_SECONDS / LOOK_SECONDS)

    sliced(*[9] * looks, 0, 0, *[9] * looks, 0)

    said = [r.getMessage() for r in caplog.records]
    assert said == ["Waiting until fewer articles wait for analyser and sink"] * 2


@pytest.mark.parametrize(
    ("code", "before"),
    [
        pytest.param("0.1.0", True, id="older"),
        pytest.param("0.9", True, id="fewer-numbers"),
        pytest.param("0.10.0rc1", True, id="before-its-release"),
        pytest.param("0.10.0", False, id="the-same"),
        pytest.param("0.10", False, id="the-same-with-fewer-numbers"),
        pytest.param("0.11.0", False, id="newer"),
        pytest.param("a checkout", True, id="no-version"),
    ],
)
def test_versions_are_compared_as_versions(code, before):
    assert is_before(code, Version("0.10.0")) is before
