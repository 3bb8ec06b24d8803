"""Row 7: how long it takes from publishing to the row, at half the load there can be."""

import random
import time
from collections.abc import Iterator, Sequence

from pipeline.settings import Settings
from schemas.contracts import FetchedArticle
from tests.benchmarks.contest import say
from tests.benchmarks.run import Run
from tests.benchmarks.table import Line
from tests.benchmarks.texts import articles
from tests.benchmarks.wire import new_wire, running, send, wait_for_rows, worker
from tests.rows import rows

WARM_UP = 24  # articles
FULL = 100  # articles, to tell how many a second there can be
SECONDS = 120
LOAD = 0.5
TOOK = """
SELECT percentile_cont(ARRAY[0.5, 0.99]) WITHIN GROUP (ORDER BY
    extract(epoch FROM stored_at - queued_at)::float)
FROM revision WHERE queued_at >= :since
"""


def lines(run: Run) -> Iterator[Line]:
    """Publish as news comes: at random, none waiting for another."""
    for name, texts in run.corpora.items():
        with (
            new_wire(run.stack) as settings,
            running(settings, worker("analyser"), worker("sink")),
        ):
            full = _full_rate(settings, texts)
            median, worst = _took(settings, texts, LOAD * full, 15 if run.quick else SECONDS)
        say(f"  {name}: {full:.1f} articles/s at most; {median:.2f} s, 99th {worst:.2f} s")
        shown = f"{median:.2f} s, {worst:.2f} s"
        yield Line("7", "published → row: median, 99th", f"{LOAD * full:.1f}/s", name, shown)


def _full_rate(settings: Settings, texts: Sequence[str]) -> float:
    send(settings, articles(texts, WARM_UP))
    wait_for_rows(settings, "revision", WARM_UP)
    started = time.perf_counter()
    send(settings, articles(texts, FULL))
    wait_for_rows(settings, "revision", WARM_UP + FULL)
    return FULL / (time.perf_counter() - started)


def _took(
    settings: Settings, texts: Sequence[str], rate: float, seconds: float
) -> tuple[float, float]:
    """Publish so many articles a second, and give the median and the 99th in a hundred."""
    url = str(settings.database_url)
    ((since,),) = rows(url, "SELECT now()")
    number = round(rate * seconds)
    send(settings, _at_random(articles(texts, number), rate))
    wait_for_rows(settings, "revision", WARM_UP + FULL + number)
    (((median, worst),),) = rows(url, TOOK, since=since)
    return median, worst


def _at_random(published: Sequence[FetchedArticle], rate: float) -> Iterator[FetchedArticle]:
    """Yield articles one by one, each after a pause of no memory (Poisson), the same each time."""
    rng = random.Random(19)
    for article in published:
        time.sleep(rng.expovariate(rate))
        yield article
