"""Why a reader is in its state, in words for a person."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.watch.states import State
from pipeline.watch.window import Window


@dataclass(frozen=True)
class Reader:
    """What a reader is called, and what it reads."""

    name: str  # the sink
    reads: str  # one of what waits
    nobody: str  # no member of the sink
    has_not: str = "committed"


@dataclass(frozen=True)
class Course:
    """What was seen of a reader in some places, all together."""

    lag: int
    lost: int
    silence: float  # seconds
    before: int  # what waited at the first look
    since: float  # seconds ago
    back: int  # messages that it has read before and is to read again
    committed: bool


def reason_of(state: State, windows: Sequence[Window], reader: Reader) -> str:
    """Say why a reader is in a state, by the windows of the places where it is."""
    return SENTENCES[state](_course(windows), reader)


def _course(windows: Sequence[Window]) -> Course:
    return Course(
        lag=sum(window.latest.lag for window in windows),
        lost=sum(window.latest.lost for window in windows),
        silence=max((window.silence for window in windows), default=0.0),
        before=sum(window.first.lag for window in windows),
        since=max((window.seconds for window in windows), default=0.0),
        back=sum(_back(window) for window in windows),
        committed=any(window.latest.offset is not None for window in windows),
    )


def _back(window: Window) -> int:
    offsets = [c.offset for c in window.commits if c.offset is not None]
    return max(offsets, default=0) - (window.latest.offset or 0)


def _ok(course: Course, reader: Reader) -> str:
    return _wait(course.lag, reader) if course.lag else "nothing waits"


def _warn(course: Course, reader: Reader) -> str:
    more = max(0, course.lag - course.before)
    than = f"{more:,} more than" if more else "as many as"
    waits = _wait(course.lag, reader)
    return f"{reader.name} falls behind: {waits}, {than} {course.since:.0f} s ago"


def _rewind(course: Course, reader: Reader) -> str:
    went = f"{reader.name} went back by {_count(course.back, reader)}"
    return f"{went}, and {_wait(course.lag, reader)}"


def _stall(course: Course, reader: Reader) -> str:
    return f"{_silent(course, reader)} though it is there"


def _silent(course: Course, reader: Reader) -> str:
    silent = (
        f"has not {reader.has_not} for {course.silence:.0f} s"
        if course.committed
        else f"has never {reader.has_not}"
    )
    return f"{reader.name} {silent} while {_wait(course.lag, reader)}"


def _unread(course: Course, reader: Reader) -> str:
    return f"{_wait(course.lag, reader)} and {reader.nobody} is there to read"


def _lost(course: Course, reader: Reader) -> str:
    return f"retention deleted {_count(course.lost, reader)} before {reader.name} read them"


def _wait(number: int, reader: Reader) -> str:
    return f"{_count(number, reader)} {'waits' if number == 1 else 'wait'}"


def _count(number: int, reader: Reader) -> str:
    return f"{number:,} {reader.reads}{'' if number == 1 else 's'}"


SENTENCES: Mapping[State, Callable[[Course, Reader], str]] = {
    State.OK: _ok,
    State.WARN: _warn,
    State.REWIND: _rewind,
    State.STALL: _stall,
    State.STOP: _silent,
    State.UNREAD: _unread,
    State.LOST: _lost,
}
