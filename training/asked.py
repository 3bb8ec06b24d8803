"""Prints the questions that a pass of `train.py` learns, one a line, for `earlier.py` to answer.

python asked.py (the arguments of that pass) > asked.jsonl
"""

import json
import sys
from dataclasses import astuple

from train import arguments, question_rows


def main() -> None:
    """Prints text, target, its place, holder and its place, as `Pair` has them."""
    for row in question_rows(arguments()):
        sys.stdout.write(json.dumps(astuple(row.question)) + "\n")


if __name__ == "__main__":
    main()
