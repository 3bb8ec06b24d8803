"""The limit: what two cores can do with spaCy's tagger, parser and recogniser, and nothing more.

Two processes of one thread and NumPy's own multiplication, each with every second text of all that
are sorted by length. `python -m tests.benchmarks.rivals.tuned_pipe MODEL PATH` prints what it took
once both had their model.
"""

import json
import multiprocessing
import sys
import time
from multiprocessing.synchronize import Barrier
from pathlib import Path

import spacy
from thinc.api import NumpyOps, set_current_ops

PROCESSES = 2
AT_ONCE = 32  # texts


def main(model: str, path: str) -> None:
    """Read the texts, and print the seconds of the clock and of the processors."""
    lines = Path(path).read_text(encoding="utf8").splitlines()
    texts = sorted((json.loads(line)["text"] for line in lines), key=len)
    spawned = multiprocessing.get_context("spawn")
    together = spawned.Barrier(PROCESSES + 1)
    spent = spawned.SimpleQueue()
    for share in range(PROCESSES):
        arguments = (model, texts[share::PROCESSES], together, spent)
        spawned.Process(target=_read, args=arguments, daemon=True).start()
    together.wait()
    started = time.perf_counter()
    together.wait()
    seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "processor": sum(spent.get() for _ in range(PROCESSES))}))


def _read(model: str, texts: list[str], together: Barrier, spent) -> None:
    set_current_ops(NumpyOps(use_blis=False))
    nlp = spacy.load(model, exclude=["lemmatizer", "attribute_ruler", "senter"])
    nlp("The mayor said no.")
    together.wait()
    began = time.process_time()
    for doc in nlp.pipe(texts, batch_size=AT_ONCE):
        _ = [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]
    spent.put(time.process_time() - began)
    together.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
