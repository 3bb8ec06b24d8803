"""Row 6: `stancewire publish` of many small articles, beside a producer that only sends them."""

import json
import tempfile
from collections.abc import Iterator
from functools import partial

from schemas.topics import topics_of
from tests.benchmarks.command import taken
from tests.benchmarks.contest import in_turns
from tests.benchmarks.run import Run
from tests.benchmarks.table import Line, compared
from tests.benchmarks.wire import new_wire

ARTICLES = 50_000
CHARACTERS = 400
PUBLISH, BARE = "publish", "kafka-python's bare producer"


def lines(run: Run) -> Iterator[Line]:
    """Send the same file by both, from the start of the command to its end."""
    number = 2_000 if run.quick else ARTICLES
    with (
        new_wire(run.stack) as settings,
        tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as file,
    ):
        for place in range(number):
            text = run.wikinews[place % len(run.wikinews)]
            begin = 7 * place % max(1, len(text) - CHARACTERS)
            said = {"id": place, "text": f"{place} {text[begin : begin + CHARACTERS]}"}
            file.write(json.dumps(said) + "\n")
        file.flush()
        known = settings.to_environment()
        topic = topics_of(settings.namespace).articles.name
        ours = ["pipeline.cli", "publish", file.name]
        bare = ["tests.benchmarks.rivals.bare_producer", str(settings.kafka), topic, file.name]
        found = in_turns(
            {
                PUBLISH: partial(taken, ours, number, known),
                BARE: partial(taken, bare, number, known),
            },
            run.rounds,
        )
    yield compared("6", f"{number:,} small", found, PUBLISH, BARE)
