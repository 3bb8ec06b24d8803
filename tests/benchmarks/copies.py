"""What it costs to tell whose copy an article is, beside a thousand others and a hundred thousand.

`make bench` prints it; alone: `python -m tests.benchmarks.copies`.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import accumulate, islice, product

from rich.console import Console
from rich.table import Table

from pipeline.corpus.copies import Copies

SIZES = (1_000, 10_000, 100_000)  # articles
TIMED = 1_000  # articles more
WORDS = 200
LONG = 1_000_000  # words
KEPT = 2_000  # articles of which there may be copies later
_SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split()
VOCABULARY = ["".join(parts) for parts in product(_SYLLABLES, repeat=3)]
# The n-th word is used 1/n as often as the first, as in any text (Zipf).
_WEIGHTS = list(accumulate(1 / rank for rank in range(1, len(VOCABULARY) + 1)))


def prose(rng: random.Random, words: int = WORDS) -> list[str]:
    """Give so many words, common and rare as in prose."""
    return rng.choices(VOCABULARY, cum_weights=_WEIGHTS, k=words)


def news() -> Iterator[str]:
    """Yield articles without end, one in five an earlier one, half of these with words changed."""
    rng = random.Random(8)
    kept: list[list[str]] = []
    while True:
        words = list(rng.choice(kept)) if kept and rng.random() < 0.2 else prose(rng)
        if rng.random() < 0.5:
            words[rng.randrange(WORDS)] = rng.choice(VOCABULARY)
        if len(kept) < KEPT:
            kept.append(words)
        else:
            kept[rng.randrange(KEPT)] = words
        yield " ".join(words)


def equal_articles() -> Iterator[str]:
    """Yield one article without end."""
    article = " ".join(prose(random.Random(8)))
    while True:
        yield article


def articles_with_common_parts() -> Iterator[str]:
    """Yield articles without end of which two thirds are the same in all: none is a copy."""
    rng = random.Random(8)
    common = prose(rng, 2 * WORDS // 3)
    while True:
        yield " ".join([*common, *prose(rng, WORDS // 3)])


CORPORA: dict[str, Callable[[], Iterator[str]]] = {
    "news, one in five a copy": news,
    "one article over and over": equal_articles,
    "two thirds the same in all": articles_with_common_parts,
}


def microseconds(articles: Iterator[str]) -> list[float]:
    """Give the median processor time of an article beside so many of the same, for each size.

    Each article is timed beside all sizes in turn, so that a slow minute slows them alike.
    """
    learnt = {size: Copies() for size in SIZES}
    for number, article in enumerate(islice(articles, SIZES[-1])):
        for size, copies in learnt.items():
            if number < size:
                copies.learn(article)
    taken: dict[int, list[float]] = {size: [] for size in SIZES}
    for article in islice(articles, TIMED):
        for size, copies in learnt.items():
            started = time.process_time()
            copies.learn(article)
            taken[size].append(time.process_time() - started)
    return [1e6 * statistics.median(taken[size]) for size in SIZES]


def copies_table() -> Table:
    """Show what one article takes at each size, and the last size beside the first."""
    table = Table(title=f"µs to tell whose copy an article of {WORDS} words is, beside so many")
    for column in ("", *(f"{size:,}" for size in SIZES), "ratio"):
        table.add_column(column, justify="left" if not column else "right")
    for name, articles in CORPORA.items():
        taken = microseconds(articles())
        shown = (f"{cost:.0f}" for cost in taken)
        table.add_row(name, *shown, f"{taken[-1] / taken[0]:.2f}")
    long = " ".join(prose(random.Random(8), LONG))
    started = time.process_time()
    Copies().learn(long)
    table.caption = f"one of {LONG:,} words: {time.process_time() - started:.1f} s"
    return table


if __name__ == "__main__":
    Console().print(copies_table())
