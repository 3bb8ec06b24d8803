"""Answers questions by an earlier version of the stance model: run it with that version's code.

PYTHONPATH=EARLIER python earlier.py < asked.jsonl > taught.jsonl
"""

import json
import sys

from pipeline.analysis.model.model_input import Pair
from pipeline.analysis.model.stance_model import shipped_model
from schemas.vocabulary import Polarity

LABELS = (Polarity.NEUTRAL, Polarity.FOR, Polarity.AGAINST)  # in the order that is taught


def main() -> None:
    """Prints the probabilities of LABELS for each question."""
    model = shipped_model()
    if model is None:
        sys.exit("the earlier version has no weights")
    for line in sys.stdin:
        (scores,) = model.scores([Pair(*json.loads(line))])
        sys.stdout.write(json.dumps([scores[label] for label in LABELS]) + "\n")


if __name__ == "__main__":
    main()
