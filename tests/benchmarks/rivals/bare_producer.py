"""The rival of `stancewire publish`: each line goes to the broker as it is, under its id.

Nothing is checked, made or counted but that the broker has all.
`python -m tests.benchmarks.rivals.bare_producer BOOTSTRAP TOPIC PATH`
"""

import json
import sys
from pathlib import Path

from kafka import KafkaProducer

from pipeline.producer import options_of
from schemas.topics import Topic


def main(bootstrap: str, topic: str, path: str) -> None:
    """Send all lines of a file with the settings of `publish`."""
    producer = KafkaProducer(**options_of(bootstrap, Topic(topic, retention_ms=0), seconds=60))
    with Path(path).open("rb") as lines:
        for line in lines:
            producer.send(topic, line, key=str(json.loads(line)["id"]).encode())
    producer.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
