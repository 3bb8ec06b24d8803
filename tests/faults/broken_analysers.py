"""Analysers with one mistake each, to prove that the fault tests would find it."""

import sys
from collections.abc import Sequence
from typing import Any

from consumers.analyser import Analyser
from pipeline.logs import set_up_logs
from pipeline.settings import Settings


class EarlyAnalyser(Analyser):
    """Acknowledges a batch before it is answered, as Faust's own `take` may."""

    async def answer_batch(self, batch: Sequence[Any]) -> None:
        for event in batch:
            event.ack()
        await super().answer_batch(batch)


class MuteAnalyser(Analyser):
    """Answers, and acknowledges nothing: to its group it looks like the slow death."""

    def acknowledge(self, event: Any) -> None:
        pass


MISTAKES = {"early": EarlyAnalyser, "mute": MuteAnalyser}

if __name__ == "__main__":
    set_up_logs("INFO")
    MISTAKES[sys.argv[1]](Settings.from_environment()).run()
