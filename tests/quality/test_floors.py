"""The first rows of every shared set score no less than they did; `make quality` runs them all."""

import pytest

from tests.quality.scores import runs

RUNS = [
    pytest.param(run, id=f"{run.task}-{run.set}".replace(" ", "-")) for run in runs() if run.rows
]


@pytest.mark.parametrize("run", RUNS)
def test_no_measure_falls_under_its_floor(run):
    if not run.gold.exists():
        pytest.skip(f"{run.file} does not lie beside the project")

    scores = run.scores(quick=True)

    below = {m.name: m.of(scores) for m in run.measures if m.of(scores) < m.quick}
    assert not below
