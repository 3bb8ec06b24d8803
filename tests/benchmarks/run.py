"""What one run of the benchmark has for all of its rows: texts, sizes, a broker and a database."""

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tests.benchmarks.texts import corpora
from tests.benchmarks.wire import say, served
from tests.stack.local import LocalStack


@dataclass
class Run:
    """The sizes of a run, and what it opens when a row first needs it."""

    quick: bool
    articles: int  # a turn
    rounds: int
    largest: int  # articles of the longest stream
    opened: ExitStack = field(default_factory=ExitStack)

    @cached_property
    def corpora(self) -> dict[str, list[str]]:
        return corpora()

    @cached_property
    def wikinews(self) -> list[str]:
        """Give the texts of the rows for which it does not matter what an article says."""
        return self.corpora["Wikinews"]

    @property
    def servers(self) -> list[int]:
        """Give the processes of broker and database."""
        return [server.pid for server in self.stack.servers if server.pid is not None]

    @cached_property
    def stack(self) -> LocalStack:
        say("starting a broker and a database")
        folder = self.opened.enter_context(tempfile.TemporaryDirectory())
        return self.opened.enter_context(served(Path(folder)))
