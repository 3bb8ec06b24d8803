"""The command's rival: spaCy's own way to read many texts by two processes, as it comes.

`python -m tests.benchmarks.rivals.plain_pipe MODEL PATH`, the texts as JSON lines
"""

import json
import sys
from pathlib import Path

import spacy


def main(model: str, path: str) -> None:
    """Print each text's entities as a JSON line."""
    nlp = spacy.load(model)
    lines = Path(path).read_text(encoding="utf8").splitlines()
    for doc in nlp.pipe((json.loads(line)["text"] for line in lines), n_process=2):
        print(json.dumps([[ent.start_char, ent.end_char, ent.label_] for ent in doc.ents]))


if __name__ == "__main__":
    main(*sys.argv[1:])
