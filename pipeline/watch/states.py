"""Burrow's rules, and two of ours: what a window of looks at one place says of its reader.

The rules are those of LinkedIn's Burrow (core/internal/evaluator/caching.go), in its order.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from itertools import pairwise

from pipeline.watch.window import Window, seconds_between


class State(StrEnum):
    """How a reader does, from the best to the worst."""

    OK = "ok"
    WARN = "warn"  # it reads, and what waits never gets less
    REWIND = "rewind"  # it went back and has not caught up
    STALL = "stall"  # a member is there and does not move
    STOP = "stop"  # it committed until a while ago
    UNREAD = "unread"  # messages wait and no member is there
    LOST = "lost"  # retention deleted what it had not read


RANK = {state: rank for rank, state in enumerate(State)}


def state_of(window: Window) -> State:
    """Give the state that the first rule to hold gives."""
    return next((state for state, holds in RULES if holds(window)), State.OK)


def worst(states: Iterable[State]) -> State:
    """Give the worst of some states: a group is as bad as its worst partition."""
    return max(states, key=RANK.__getitem__, default=State.OK)


def lost_some(window: Window) -> bool:
    """Say whether retention deleted messages before they were read."""
    return window.latest.lost > 0


def is_done(window: Window) -> bool:
    """Say whether nothing waits."""
    return window.latest.lag == 0


def has_stopped(window: Window) -> bool:
    """Say whether the last commit is longer ago than all of them took, and messages wait as long.

    Where Burrow asks whether the end moved since, so that nobody is blamed who had nothing to
    read, we know for how long something waits.
    """
    first, last = window.commits[0], window.commits[-1]
    silent = min(seconds_between(last.at, window.latest.at), window.silence)
    return len(window.commits) > 1 and silent > seconds_between(first.at, last.at)


def went_back(window: Window) -> bool:
    """Say whether the reader has been further than it is."""
    offset = window.latest.offset
    before = [c.offset for c in window.commits if c.offset is not None]
    return offset is not None and offset < max(before, default=offset)


def has_no_reader(window: Window) -> bool:
    """Say whether no member is there; a reader that commits without being a member is one."""
    alone = len(window.commits) > 1 and not any(commit.read for commit in window.commits)
    return window.latest.read is False and not alone


def is_new(window: Window) -> bool:
    """Say whether too little was seen of it to judge."""
    return not window.complete


def was_done(window: Window) -> bool:
    """Say whether nothing waited at one of the commits."""
    return any(commit.lag == 0 for commit in window.commits)


def stands_still(window: Window) -> bool:
    """Say whether the offset never changes."""
    return len({commit.offset for commit in window.commits}) == 1


def never_gains(window: Window) -> bool:
    """Say whether what waits never gets less."""
    return all(before.lag <= after.lag for before, after in pairwise(window.commits))


RULES: tuple[tuple[State, Callable[[Window], bool]], ...] = (
    (State.LOST, lost_some),  # ours
    (State.OK, is_done),
    (State.STOP, has_stopped),
    (State.REWIND, went_back),
    (State.UNREAD, has_no_reader),  # ours
    (State.OK, is_new),
    (State.OK, was_done),
    (State.STALL, stands_still),
    (State.WARN, never_gains),
)
