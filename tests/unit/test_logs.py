"""Libraries log as we do: their level follows ours."""

import logging

import pytest

from pipeline.logs import set_up_logs


@pytest.fixture(autouse=True)
def levels_as_before():
    names = (None, "kafka", "faust")
    before = {name: logging.getLogger(name).level for name in names}
    handlers = logging.getLogger().handlers[:]
    yield
    logging.getLogger().handlers[:] = handlers
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.parametrize(
    ("ours", "least"),
    [("DEBUG", "INFO"), ("INFO", "WARNING"), ("WARNING", "WARNING"), ("ERROR", "ERROR")],
)
def test_a_library_says_nothing_below_our_level_and_nothing_chatty(ours, least):
    set_up_logs(ours)

    assert {logging.getLevelName(logging.getLogger(n).level) for n in ("kafka", "faust")} == {least}


@pytest.mark.parametrize(
    ("ours", "least"), [("DEBUG", "INFO"), ("INFO", "CRITICAL"), ("ERROR", "CRITICAL")]
)
def test_a_silent_library_is_heard_at_debug_alone(ours, least):
    set_up_logs(ours, silent=["kafka"])

    assert logging.getLevelName(logging.getLogger("kafka").level) == least
