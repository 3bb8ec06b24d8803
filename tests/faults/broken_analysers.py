"""Analysers with one mistake each, to prove that the fault tests would find it.

And some whose timing is changed, so that a test need not wait for what takes long or is rare.
"""

import asyncio
import sys
from collections.abc import Awaitable
from typing import Any

from consumers.analyser import analyser
from consumers.analyser.analyser import Analyser
from consumers.analyser.answers import Answer
from pipeline.logs import set_up_logs
from pipeline.settings import Settings
from tests.records import article

HASTY_SECONDS = 2.0  # for which a hasty analyser's group waits, beside the time of an article
LATE_SECONDS = 1.5  # Faust's fetch takes one at most


class EarlyAnalyser(Analyser):
    """Acknowledges an article before it is answered, as Faust's own `take` may."""

    def begin(self, event: Any) -> Awaitable[Answer]:
        event.ack()
        return super().begin(event)


class MuteAnalyser(Analyser):
    """Answers, and acknowledges nothing: to its group it looks like the slow death."""

    def acknowledge(self, event: Any) -> None:
        pass


class TardyAnalyser(Analyser):
    """Begins late with partitions given anew, and meanwhile an article comes into each.

    Faust has a fetch under way then, and throws away what it brings: it is to be read again.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.app.on_rebalance_complete.connect(self._begin_late)

    async def _begin_late(self, app: Any, /, **_: object) -> None:
        if app.rebalancing_count == 1:
            return  # before the first fetch
        for partition in range(self._topics.articles.partitions):
            body = article(f"{partition}", "Mara Venn opposes it.").model_dump_json().encode()
            await app.producer.send_and_wait(
                self._topics.articles.name, b"", body, partition, timestamp=None, headers=None
            )
        await asyncio.sleep(LATE_SECONDS)


def hasty_analyser(settings: Settings) -> Analyser:
    """Give an analyser whose group waits for little more than an article may take."""
    analyser.REBALANCE_SECONDS = HASTY_SECONDS  # type: ignore[assignment]
    return Analyser(settings)


CHANGED = {
    "early": EarlyAnalyser,
    "mute": MuteAnalyser,
    "hasty": hasty_analyser,
    "tardy": TardyAnalyser,
}

if __name__ == "__main__":
    set_up_logs("INFO")
    CHANGED[sys.argv[1]](Settings.from_environment()).run()
