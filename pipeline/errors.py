"""The kinds of failure that callers treat differently: one class for each fate."""

from collections.abc import Sequence


class StancewireError(Exception):
    """Something stancewire can explain; its text says what to do next."""


class ArticleRefusedError(StancewireError):
    """The message's fault: it becomes a dead letter or a refused line, and the rest goes on."""


class UnavailableError(StancewireError):
    """The world's fault: a broker or database is away; wait and try again."""


class SetupError(StancewireError):
    """Our set-up's fault: stop at start, saying what to change."""


class CodebookError(StancewireError):
    """The user's list's fault: nothing of it was taken; each fault names the issue."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)
