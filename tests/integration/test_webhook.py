"""Changes of state are told to an address: again until it takes them, and never in the way."""

import logging
from datetime import UTC, datetime

import pytest
from pydantic import HttpUrl

from consumers.monitor import webhook as module
from consumers.monitor.webhook import WAITING, Webhook
from pipeline.watch.judgements import Change, Judgement, Place
from pipeline.watch.rates import Rates
from pipeline.watch.states import State
from tests.hook import Hook, listening
from tests.stack.ports import free_port
from tests.stack.waiting import eventually

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def hook():
    with listening() as made:
        yield made


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Have nobody wait long for the next attempt."""
    monkeypatch.setattr(module, "FIRST_PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(module, "LONGEST_PAUSE_SECONDS", 0.02)


@pytest.fixture
def telling(hook):
    made = Webhook(HttpUrl(hook.url))
    yield made
    made.close()


def change(group: str = "news.sink", state: State = State.STALL) -> Change:
    worst = None if state is State.OK else Place(group, "news.analyses", 7)
    reason = "the sink has not committed for 90 s while 412 answers wait"
    now = Judgement(Place(group), state, reason, 412, 90.0, Rates(), [], worst=worst)
    return Change(NOON, State.OK, now)


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """Give all that the webhook logged, the fields behind its sentences too."""
    ours = [record for record in caplog.records if record.name == module.__name__]
    return "\n".join(f"{record.getMessage()} {record.host} {record.reason}" for record in ours)


def groups(hook: Hook) -> list[str]:
    return [one["group"] for one in hook.posted]


def test_a_change_is_told_with_where_and_why(hook, telling):
    telling.tell(change())

    eventually(lambda: hook.posted)
    assert hook.posted == [
        {
            "group": "news.sink",
            "topic": "news.analyses",
            "partition": 7,
            "from": "ok",
            "to": "stall",
            "reason": "the sink has not committed for 90 s while 412 answers wait",
            "lag": 412,
            "at": "2026-03-01T12:00:00+00:00",
        }
    ]
    assert hook.headers[0]["Content-Type"] == "application/json"


@pytest.mark.parametrize("answers", [[500, 503], [404], [302]], ids=["down", "wrong", "elsewhere"])
def test_what_is_not_taken_is_told_again_before_what_comes_after(hook, telling, answers):
    hook.answers = list(answers)

    telling.tell(change("first"))
    telling.tell(change("second"))

    again = ["first"] * len(answers)
    eventually(lambda: groups(hook) == [*again, "first", "second"])


def test_an_address_that_hangs_keeps_nobody_waiting_and_the_oldest_are_dropped(hook, telling):
    hook.go_on.clear()
    telling.tell(change("hangs"))
    eventually(lambda: hook.posted)

    for number in range(WAITING + 3):
        telling.tell(change(str(number)))  # returns though nothing is taken
    hook.go_on.set()

    eventually(lambda: len(hook.posted) == 1 + WAITING)
    assert groups(hook) == ["hangs", *map(str, range(3, WAITING + 3))]


def test_what_is_never_taken_is_given_up_and_the_next_is_told(hook, telling, monkeypatch):
    monkeypatch.setattr(module, "ATTEMPTS", 3)
    hook.answers = [500] * 3

    telling.tell(change("first"))
    telling.tell(change("second"))

    eventually(lambda: groups(hook) == ["first", "first", "first", "second"])


def test_an_address_keeps_its_secrets(hook, caplog):
    caplog.set_level(logging.DEBUG)
    hook.answers = [500]
    telling = Webhook(HttpUrl(hook.url.replace("127.0.0.1", "ann:pass%40word@127.0.0.1")))
    away = Webhook(HttpUrl(f"http://ann:password@127.0.0.1:{free_port()}/hook?key=secret"))
    try:
        telling.tell(change())
        away.tell(change())
        eventually(lambda: len(hook.posted) == 2)
        eventually(lambda: "ConnectionRefusedError" in logged(caplog))
    finally:
        telling.close()
        away.close()

    assert hook.headers[0]["Authorization"] == "Basic YW5uOnBhc3NAd29yZA=="
    said = logged(caplog)
    assert "it answered 500" in said
    assert [w for w in ("ann", "password", "pass%40word", "secret", "/hook") if w in said] == []
