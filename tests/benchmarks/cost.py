"""What the analysis costs beside spaCy's own tagger, parser and NER on the same text."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import spacy
from rich.table import Table
from thinc.api import NumpyOps, set_current_ops

from pipeline.analysis.analyse import analyse
from pipeline.analysis.reading.document import Reader
from pipeline.settings import Settings
from schemas.contracts import FetchedArticle

ROUNDS = 5


@dataclass(frozen=True)
class Cost:
    """Median processor seconds of one thread over the same articles."""

    spacy: float
    reading: float
    analysis: float
    articles: int

    @property
    def share(self) -> float:
        """Give the part of the analysis that is reading, from 0 to 1."""
        return self.reading / self.analysis

    def table(self) -> Table:
        """Show each cost in milliseconds an article and as a ratio to spaCy's own."""
        table = Table(title="one thread, the same articles")
        for column in ("", "ms/article", "ratio"):
            table.add_column(column, justify="left" if not column else "right")
        for name, seconds in (
            ("spaCy's tagger, parser and NER", self.spacy),
            ("our reading (the same, as we run it)", self.reading),
            ("the whole analysis", self.analysis),
        ):
            table.add_row(
                name, f"{1000 * seconds / self.articles:.1f}", f"{seconds / self.spacy:.2f}"
            )
        return table


def cost_per_article(articles: Sequence[FetchedArticle]) -> Cost:
    """Measure in turns, so that a slow minute of the machine slows all alike."""
    model = Settings().model
    reader = Reader(model)
    set_current_ops(NumpyOps(use_blis=False))
    bare = spacy.load(model, exclude=["lemmatizer", "attribute_ruler", "senter"])
    measures: dict[str, Callable[[FetchedArticle], object]] = {
        "spacy": lambda article: bare(article.text),
        "reading": lambda article: reader.document(article.text),
        "analysis": lambda article: analyse(article, reader),
    }
    taken: dict[str, list[float]] = {name: [] for name in measures}
    for _ in range(ROUNDS):
        for name, measure in measures.items():
            started = time.process_time()
            for article in articles:
                measure(article)
            taken[name].append(time.process_time() - started)
    medians = {name: statistics.median(times) for name, times in taken.items()}
    return Cost(**medians, articles=len(articles))
