"""Analysers with one mistake each, to prove that the fault tests would find it."""

import sys
from collections.abc import Awaitable
from typing import Any

from consumers.analyser.analyser import Analyser
from consumers.analyser.answers import Answer
from pipeline.logs import set_up_logs
from pipeline.settings import Settings


class EarlyAnalyser(Analyser):
    """Acknowledges an article before it is answered, as Faust's own `take` may."""

    def begin(self, event: Any) -> Awaitable[Answer]:
        event.ack()
        return super().begin(event)


class MuteAnalyser(Analyser):
    """Answers, and acknowledges nothing: to its group it looks like the slow death."""

    def acknowledge(self, event: Any) -> None:
        pass


MISTAKES = {"early": EarlyAnalyser, "mute": MuteAnalyser}

if __name__ == "__main__":
    set_up_logs("INFO")
    MISTAKES[sys.argv[1]](Settings.from_environment()).run()
