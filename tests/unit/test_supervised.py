"""A supervised process: found dead, it is started again after its pause, and not before."""

from pathlib import Path

import pytest

from pipeline.errors import SetupError
from pipeline.local import supervisor
from pipeline.local.children import Child
from pipeline.local.restarts import STEADY_SECONDS
from pipeline.local.supervised import Supervised
from pipeline.local.supervisor import WORKERS, port_of
from pipeline.metrics import MONITOR_PORT


class Lamp(Child):
    """A child that lives and dies by hand."""

    running = False

    def __init__(self, folder: Path) -> None:
        super().__init__("lamp", folder / "lamp.log")
        self.well = False
        self.launches = 0
        self.broken: SetupError | None = None

    @property
    def pid(self) -> int | None:
        return 4711 if self.running else None

    def launch(self) -> None:
        if self.broken is not None:
            raise self.broken
        self.launches += 1
        self.running, self.well = True, False

    def answers(self) -> bool:
        return self.well


@pytest.fixture
def lamp(tmp_path):
    return Lamp(tmp_path)


@pytest.fixture
def supervised(lamp):
    supervised = Supervised(lamp)
    supervised.launch(0)
    return supervised


def test_it_starts_until_it_answers_and_then_runs(lamp, supervised):
    supervised.tend(1)
    assert supervised.state.state == "starting"
    lamp.well = True
    supervised.tend(2)
    assert (supervised.state.state, supervised.state.pid) == ("running", 4711)


def test_found_dead_it_is_started_again_after_its_pause_and_not_before(lamp, supervised):
    lamp.running = False
    supervised.tend(10)
    assert (supervised.state.state, supervised.state.pid) == ("restarting", None)
    supervised.tend(10.4)
    assert lamp.launches == 1
    supervised.tend(10.5)
    assert (lamp.launches, supervised.state.restarts) == (2, 1)
    assert supervised.state.state == "starting"


def test_death_shows_before_the_supervisor_has_noted_it(lamp, supervised):
    lamp.well = True
    supervised.tend(1)
    lamp.running = False

    assert supervised.state.state == "starting"


def deaths(lamp, supervised, lives):
    """Give the pause after each of several lives of these lengths."""
    now, pauses = 0.0, []
    for life in lives:
        now += life
        lamp.running = False
        supervised.tend(now)
        died = now
        while not lamp.running:
            now += 0.25
            supervised.tend(now)
        pauses.append(now - died)
    return pauses


def test_deaths_in_a_row_are_answered_ever_later(lamp, supervised):
    assert deaths(lamp, supervised, [1, 1, 1, 1]) == [0.5, 1, 2, 4]


def test_a_long_life_makes_the_next_pause_short_again(lamp, supervised):
    assert deaths(lamp, supervised, [1, 1, STEADY_SECONDS, 1]) == [0.5, 1, 0.5, 1]


def test_what_cannot_be_started_again_is_tried_ever_later(lamp, supervised, caplog):
    lamp.running = False
    lamp.broken = SetupError("its port is in use")
    for now in (1, 1.5, 1.6, 2.5, 2.6, 2.7):
        supervised.tend(now)

    assert supervised.state.restarts == 2
    assert supervised.state.state == "restarting"
    assert "its port is in use" in caplog.text


@pytest.mark.parametrize(
    ("first", "ports"),
    [
        pytest.param(9000, [9000, 9001, 9002, 9003, 9004], id="counted-from-the-one-that-is-set"),
        pytest.param(None, [MONITOR_PORT, None, None, None, None], id="the-monitors-alone"),
    ],
)
def test_each_worker_has_a_port_of_its_own(monkeypatch, first, ports):
    monkeypatch.setattr(supervisor, "is_free", lambda _: True)

    assert [port_of(name, first) for name in WORKERS] == ports


def test_where_the_usual_port_is_taken_the_monitor_has_another(monkeypatch):
    monkeypatch.setattr(supervisor, "is_free", lambda _: False)

    assert port_of("monitor", None) != MONITOR_PORT
