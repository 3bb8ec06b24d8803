"""The first rows of every shared set score no less than they did; `make quality` runs them all."""

import pytest

from tests.quality.scores import SHARED, Run, runs, scored

CASES = [
    pytest.param(run, measure, id=f"{run.task}-{run.set}-{measure.name}".replace(" ", "-"))
    for run in runs()
    if run.rows
    for measure in run.measures
]


@pytest.fixture(scope="module")
def found() -> dict[Run, dict[str, object]]:
    if not SHARED.exists():
        pytest.skip("the shared sets do not lie beside the project")
    return dict(scored((run for run in runs() if run.rows and run.gold.exists()), quick=True))


@pytest.mark.parametrize(("run", "measure"), CASES)
def test_no_measure_falls_under_its_floor(found, run, measure):
    if run not in found:
        pytest.skip(f"{run.file} is not there")

    assert measure.of(found[run]) >= measure.quick
