"""Row 9: what an article costs, and the memory of each process, as a stream goes on."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import psutil

from schemas.contracts import FetchedArticle
from tests.benchmarks.contest import say
from tests.benchmarks.run import Run
from tests.benchmarks.spent import megabytes, processor_seconds
from tests.benchmarks.table import Line
from tests.benchmarks.texts import of
from tests.benchmarks.wire import new_wire, running, send, wait_for_rows, worker

WORKERS = ("analyser", "sink", "resolver")
WINDOW = 1_000  # articles, over which the cost of one is taken
SIZES = (10_000, 100_000)
WARM_UP = 50
PARAGRAPHS = 2
LARGEST_CHILD = "largest process of the analyser"
_SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split()


@dataclass(frozen=True)
class Look:
    """What each process had spent, and its memory, when so many articles were resolved."""

    articles: int
    processor: Mapping[str, float]
    memory: Mapping[str, float]


def lines(run: Run) -> Iterator[Line]:
    """Let one wire go on; articles are short, so that there are many in a few minutes."""
    window = 20 if run.quick else WINDOW
    sizes = [3 * window] if run.quick else [size for size in SIZES if size <= run.largest]
    ends = sorted({0, window, *sizes, *(size - window for size in sizes)})
    looks = {look.articles: look for look in _looks(run, ends)}
    for size in sizes:
        for name in looks[size].memory:
            then, now = (_said(name, window, end, looks) for end in (window, size))
            what = f"{name}: processor time an article, memory"
            yield Line("9", what, f"the first {window:,}", f"{size:,} short", now, then)


def _said(name: str, window: int, end: int, looks: Mapping[int, Look]) -> str:
    """Say the memory at a size, and what an article of the window before it took."""
    now, before = looks[end], looks[end - window]
    memory = f"{now.memory[name]:.0f} MB"
    if name not in now.processor:
        return memory
    each = (now.processor[name] - before.processor[name]) / window
    return f"{1000 * each:.2f} ms, {memory}"


def _looks(run: Run, ends: Sequence[int]) -> Iterator[Look]:
    """Publish from one size to the next, and look when all is resolved."""
    rng = random.Random(19)
    with (
        new_wire(run.stack) as settings,
        running(settings, *map(worker, WORKERS)) as processes,
    ):
        pids = {name: process.pid for name, process in zip(WORKERS, processes, strict=True)}
        pids |= dict(zip(("broker", "database"), run.servers, strict=True))
        done = -WARM_UP
        for end in ends:
            send(settings, [_short(run.wikinews, rng) for _ in range(end - done)])
            done = end
            wait_for_rows(settings, "resolved", WARM_UP + done)
            say(f"  {done:,} articles are resolved")
            yield _look(done, pids)


def _short(texts: Sequence[str], rng: random.Random) -> FetchedArticle:
    """Make a short article of real paragraphs, on somebody never heard of before."""
    paragraphs = [part for part in rng.choice(texts).split("\n") if len(part) > 80]
    kept = rng.sample(paragraphs, min(PARAGRAPHS, len(paragraphs)))
    first, last = ("".join(rng.choices(_SYLLABLES, k=4)).capitalize() for _ in range(2))
    return of("\n\n".join([*kept, f"{first} {last} opposes the plan."]))


def _look(articles: int, pids: Mapping[str, int]) -> Look:
    children = psutil.Process(pids["analyser"]).children()
    memory = {name: megabytes([pid]) for name, pid in pids.items()}
    memory[LARGEST_CHILD] = max(megabytes([child.pid]) for child in children)
    return Look(articles, {name: processor_seconds([pid]) for name, pid in pids.items()}, memory)
