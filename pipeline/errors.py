"""The kinds of failure that callers treat differently: one class for each fate."""


class StancewireError(Exception):
    """Something stancewire can explain; its text says what to do next."""


class ArticleRefusedError(StancewireError):
    """The message's fault: it becomes a dead letter or a refused line, and the rest goes on."""


class UnavailableError(StancewireError):
    """The world's fault: a broker or database is away; wait and try again."""


class SetupError(StancewireError):
    """Our set-up's fault: stop at start, saying what to change."""
