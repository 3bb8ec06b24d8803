"""How fast messages come and are read, and how long that takes to catch up."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.watch.window import Window


@dataclass(frozen=True)
class Rates:
    """Messages a second; None: only one look was taken."""

    coming: float | None = None
    read: float | None = None

    def catch_up(self, lag: int) -> float | None:
        """Give the seconds until nothing waits at this pace; None: never, or not known."""
        if lag == 0:
            return 0.0
        if self.coming is None or self.read is None or self.read <= self.coming:
            return None
        return lag / (self.read - self.coming)


def rates_of(windows: Sequence[Window]) -> Rates:
    """Give how fast messages come to some places and are read there, all together.

    A reader that goes back reads less than nothing meanwhile.
    """
    each = [_rates(window) for window in windows]
    known = [(coming, read) for coming, read in each if coming is not None and read is not None]
    if not known:
        return Rates()
    return Rates(sum(coming for coming, _ in known), sum(read for _, read in known))


def _rates(window: Window) -> tuple[float | None, float | None]:
    first, last = window.first, window.latest
    if window.seconds <= 0:
        return None, None
    coming = last.end - first.end
    return coming / window.seconds, (coming - (last.lag - first.lag)) / window.seconds


def lags_of(windows: Sequence[Window]) -> list[int]:
    """Give how many messages waited in some places at each of the last looks, all together."""
    looks = max((len(window.looks) for window in windows), default=0)
    return [
        sum(window.looks[-back].lag for window in windows if back <= len(window.looks))
        for back in range(looks, 0, -1)
    ]
