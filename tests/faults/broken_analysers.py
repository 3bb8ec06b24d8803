"""Analysers with one mistake each, to prove that the fault tests would find it.

And one that is only hastier, so that a test need not wait for what takes long.
"""

import sys
from collections.abc import Awaitable
from typing import Any

from consumers.analyser import analyser
from consumers.analyser.analyser import Analyser
from consumers.analyser.answers import Answer
from pipeline.logs import set_up_logs
from pipeline.settings import Settings

HASTY_SECONDS = 2.0  # for which a hasty analyser's group waits, beside the time of an article


class EarlyAnalyser(Analyser):
    """Acknowledges an article before it is answered, as Faust's own `take` may."""

    def begin(self, event: Any) -> Awaitable[Answer]:
        event.ack()
        return super().begin(event)


class MuteAnalyser(Analyser):
    """Answers, and acknowledges nothing: to its group it looks like the slow death."""

    def acknowledge(self, event: Any) -> None:
        pass


def hasty_analyser(settings: Settings) -> Analyser:
    """Give an analyser whose group waits for little more than an article may take."""
    analyser.REBALANCE_SECONDS = HASTY_SECONDS  # type: ignore[assignment]
    return Analyser(settings)


CHANGED = {"early": EarlyAnalyser, "mute": MuteAnalyser, "hasty": hasty_analyser}

if __name__ == "__main__":
    set_up_logs("INFO")
    CHANGED[sys.argv[1]](Settings.from_environment()).run()
