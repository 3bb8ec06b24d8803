"""Settings: README's list is the code's, and a wrong one stops at start naming its variable."""

import os
import re
import sys
from pathlib import Path

import pytest

from pipeline.errors import SetupError
from pipeline.settings import MOST_WORKERS, Settings, variable

README = Path(__file__).parents[2] / "README.md"


def documented() -> list[tuple[str, str, str]]:
    rows = re.findall(r"^\| `(STANCEWIRE_\w+)` \| (.*?) \| (.*?) \|$", README.read_text(), re.M)
    return [(name, default.strip("`"), meaning) for name, default, meaning in rows]


def defined() -> list[tuple[str, str, str]]:
    rows = []
    for name, field in Settings.model_fields.items():
        extra = field.json_schema_extra
        shown = extra["shown_default"] if isinstance(extra, dict) else field.default
        rows.append((variable(name), "" if shown is None else str(shown), field.description or ""))
    return rows


def test_readme_lists_every_setting_with_its_default_and_meaning():
    assert documented() == defined()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("STANCEWIRE_KAFKA", "no-port", id="kafka-without-port"),
        pytest.param("STANCEWIRE_KAFKA_PORT", "99999", id="port-out-of-range"),
        pytest.param("STANCEWIRE_DATABASE_URL", "mysql://root:hidden@db/x", id="not-postgresql"),
        pytest.param("STANCEWIRE_NAMESPACE", "News!", id="namespace-with-mark"),
        pytest.param("STANCEWIRE_WORKERS", "0", id="no-workers"),
        pytest.param("STANCEWIRE_BATCH", "many", id="not-a-number"),
        pytest.param("STANCEWIRE_DELIVERY_SECONDS", "-1", id="negative-time"),
        pytest.param("STANCEWIRE_BLIS", "perhaps", id="not-yes-or-no"),
        pytest.param("STANCEWIRE_METRICS_PORT", "65535", id="no-room-for-the-next-ports"),
        pytest.param("STANCEWIRE_MONITOR_SECONDS", "0", id="no-pause"),
        pytest.param("STANCEWIRE_WEBHOOK", "file:///hidden", id="webhook-to-a-file"),
        pytest.param("STANCEWIRE_WEBHOOK", "https://x:99999/hidden", id="webhook-without-port"),
        pytest.param("STANCEWIRE_LOG_LEVEL", "LOUD", id="no-such-level"),
        pytest.param("STANCEWIRE_WROKERS", "2", id="unknown-name"),
    ],
)
def test_a_wrong_setting_stops_naming_its_variable_and_never_its_value(name, value):
    with pytest.raises(SetupError, match=name) as stopped:
        Settings.from_environment({name: value})

    assert "hidden" not in str(stopped.value)


def test_an_unknown_setting_is_answered_with_the_nearest_known_one():
    with pytest.raises(SetupError, match="did you mean STANCEWIRE_WORKERS"):
        Settings.from_environment({"STANCEWIRE_WROKERS": "2"})


def test_every_problem_is_said_at_once():
    with pytest.raises(SetupError) as stopped:
        Settings.from_environment({"STANCEWIRE_BATCH": "0", "STANCEWIRE_WORKERS": "0"})

    assert "STANCEWIRE_BATCH" in str(stopped.value)
    assert "STANCEWIRE_WORKERS" in str(stopped.value)


@pytest.mark.parametrize(
    ("processors", "workers"),
    [
        pytest.param(1, 1, id="one"),
        pytest.param(3, 3, id="three"),
        pytest.param(400, MOST_WORKERS, id="more-than-may-be-set"),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="other systems tell only how many there are")
def test_by_default_as_many_work_as_this_process_may_use(monkeypatch, processors, workers):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(processors)))

    settings = Settings.from_environment({})

    assert settings.workers == workers
    assert Settings.from_environment(settings.to_environment()) == settings


def test_a_child_process_reads_the_same_settings():
    settings = Settings.from_environment(
        {
            "STANCEWIRE_KAFKA": "kafka:9092,other:9093",
            "STANCEWIRE_BLIS": "yes",
            "STANCEWIRE_WEBHOOK": "https://ann:pass%40word@hooks.example/a?b=c",
            "PATH": "/bin",
        }
    )

    assert Settings.from_environment(settings.to_environment()) == settings
