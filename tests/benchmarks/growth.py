"""How the cost of an analysis grows with the article, and what hostile texts cost.

`make bench` prints it after the rates; alone: `python -m tests.benchmarks.growth`.
"""

import resource
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice, product
from pathlib import Path

from rich.console import Console
from rich.table import Table

from pipeline.analysis.analyse import analyse
from pipeline.analysis.reading.document import Reader
from pipeline.settings import Settings
from schemas.contracts import FetchedArticle
from schemas.fingerprints import fingerprint
from schemas.topics import ARTICLE_BYTES
from tests.benchmarks.one_thread import process_of_one_thread

SIZES = (1_000, 10_000, 100_000)  # words
SEEDS = Path(__file__).parents[2] / "seeds"
_SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split()


@dataclass(frozen=True)
class Spent:
    """What the analysis of one text took."""

    words: int
    seconds: float  # of processor time
    megabytes: float  # the process at its largest, with the models loaded


def real_text(words: int) -> str:
    """Give so many words of news: the paragraphs of seeds/, over and over."""
    paragraphs = [
        paragraph
        for path in sorted(SEEDS.glob("*.txt"))
        for paragraph in path.read_text(encoding="utf-8").split("\n")
        if paragraph.strip()
    ]
    return "\n".join(_until(words, cycle(paragraphs)))


def _until(words: int, paragraphs: Iterable[str]) -> Iterator[str]:
    said = 0
    for paragraph in paragraphs:
        yield paragraph
        said += len(paragraph.split())
        if said >= words:
            return


def many_names(number: int) -> str:
    """Give a sentence on so many people, no two of one name."""
    parts = ("".join(part).capitalize() for part in product(_SYLLABLES, repeat=4))
    names = (f"{first} {last}" for first, last in zip(parts, parts, strict=False))
    return f"They met {', '.join(islice(names, number))}."


HOSTILE: dict[str, Callable[[], str]] = {
    "one line of 100,000 words without a stop": lambda: (
        "the mayor said the plan was bad and " * 12_500
    ),
    "100,000 quotation marks": lambda: '"' * 100_000,
    "50,000 quotation marks between blanks": lambda: '" ' * 50_000,
    "curly marks, 20,000 opening, 20,000 closing": lambda: "“ " * 20_000 + "no " + "” " * 20_000,
    "10,000 different names": lambda: many_names(10_000),
    "one name 20,000 times": lambda: "Mara Venn " * 20_000,
    "one word of 1 MiB": lambda: "x" * ARTICLE_BYTES,
    "1 MiB of short sentences": lambda: ("She said no. " * ARTICLE_BYTES)[:ARTICLE_BYTES],
    "a quotation never closed, 100,000 words": lambda: "“" + "We will go on with it. " * 17_000,
    "20,000 brackets and marks in each other": lambda: (
        "(“" * 5_000 + "he said" + "”)" * 5_000 + "[‘" * 5_000 + "no" + "’]" * 5_000
    ),
    "20,000 times “he said”": lambda: "he said " * 20_000,
    "10,000 lines of credit and text in turn": lambda: (
        "Reporting by Mara Venn\nThe mayor opposed the plan.\n" * 5_000
    ),
    "10,000 turns of a dialogue": lambda: "Venn: We will go on.\nRusk: We will not.\n" * 5_000,
}


def spent_on(text: str) -> Spent:
    """Analyse a text once in this process, the models warm."""
    reader = Reader(Settings().model)
    analyse(_article(real_text(200)), reader)
    article = _article(text)
    started = time.process_time()
    analyse(article, reader)
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Spent(len(text.split()), seconds, peak)


def _article(text: str) -> FetchedArticle:
    return FetchedArticle(article_id="a", revision=fingerprint(text), text=text, language="en")


def spent(texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Spent]]:
    """Measure each named text in a process of its own, so that memory is told apart."""
    with process_of_one_thread(tasks=1) as pool:
        for name, text in texts:
            yield name, pool.submit(spent_on, text).result()


def growth_table() -> Table:
    """Show what a thousand words of real news take in articles of each size."""
    table = Table(title="one article of real news, one thread")
    for column in ("words", "seconds", "ms per 1,000 words", "largest memory, MB"):
        table.add_column(column, justify="right")
    for _, cost in spent((str(size), real_text(size)) for size in SIZES):
        table.add_row(
            f"{cost.words:,}",
            f"{cost.seconds:.2f}",
            f"{1_000_000 * cost.seconds / cost.words:.0f}",
            f"{cost.megabytes:.0f}",
        )
    return table


def hostile_table() -> Table:
    """Show what texts take that were made to take long."""
    table = Table(title="hostile texts, one thread")
    for column in ("text", "characters", "seconds", "µs per character", "largest memory, MB"):
        table.add_column(column, justify="left" if column == "text" else "right")
    texts = {name: made() for name, made in HOSTILE.items()}
    for name, cost in spent(texts.items()):
        size = len(texts[name])
        table.add_row(
            name,
            f"{size:,}",
            f"{cost.seconds:.2f}",
            f"{1_000_000 * cost.seconds / size:.0f}",
            f"{cost.megabytes:.0f}",
        )
    return table


if __name__ == "__main__":
    for made in (growth_table, hostile_table):
        Console().print(made())
