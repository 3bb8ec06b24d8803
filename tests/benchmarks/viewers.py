"""What 50 viewers of the live page take from the sink, with a full topic before it.

`python -m tests.benchmarks.viewers` prints it. Both ways a server of pages runs; they take turns in
pairs, and the median counts.
"""

import argparse
import selectors
import socket
import statistics
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from uuid import uuid4

import psutil
from rich.console import Console
from rich.table import Table

from pipeline.analysis.analyse import analyse
from pipeline.logs import set_up_logs
from pipeline.settings import Settings
from schemas.contracts import AnalysedArticle, FetchedArticle
from tests.analyses import deliver
from tests.benchmarks.wire import corpus, new_wire, running, say, served, worker
from tests.reading import reader
from tests.rows import count, rows
from tests.stack import Stack
from tests.stack.ports import free_port
from tests.stack.waiting import eventually

VIEWERS = 50
LEAST_RATIO = 0.95
ANALYSES = 3_000  # a round: some 20 looks of the live page
PAIRS = 4
ASK = b"GET /live/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"

# Without the first batch: it waits for the sink to join.
RATE = """
SELECT (count(*) / extract(epoch FROM max(stored_at) - first))::float
FROM revision JOIN (SELECT min(stored_at) AS first FROM revision) AS began ON stored_at > first
GROUP BY first
"""
SERVER = "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int"


@dataclass(frozen=True)
class Round:
    """What one full topic took: revisions a second, and processor seconds by who spent them."""

    rate: float
    sink: float
    database: float
    web: float

    @property
    def processor(self) -> float:
        return self.sink + self.database + self.web


class Viewers:
    """Connections that read all that the live page sends, in a thread of their own."""

    def __init__(self, port: int, number: int) -> None:
        self._selector = selectors.DefaultSelector()
        self._gone = threading.Event()
        self.received = [0] * number
        self._sockets = [socket.create_connection(("127.0.0.1", port)) for _ in range(number)]
        for viewer, connection in enumerate(self._sockets):
            connection.sendall(ASK)
            self._selector.register(connection, selectors.EVENT_READ, viewer)
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def close(self) -> None:
        self._gone.set()
        self._thread.join()
        for connection in self._sockets:
            connection.close()
        self._selector.close()

    def _read(self) -> None:
        while not self._gone.wait(
            0.02
        ):  # rarely: on a machine of their own they would cost nothing
            for key, _ in self._selector.select(0):
                self.received[key.data] += len(key.fileobj.recv(1 << 20))


@contextmanager
def watching(port: int, number: int) -> Iterator[None]:
    """Have so many viewers at the live page; each must be told something."""
    viewers = Viewers(port, number)
    try:
        eventually(lambda: all(viewers.received))  # the answer has begun
        begun = list(viewers.received)
        yield
        told = [now - then for now, then in zip(viewers.received, begun, strict=True)]
        assert all(told), f"{told.count(0)} of {number} viewers were told nothing"
    finally:
        viewers.close()


def one_round(stack: Stack, analyses: Sequence[AnalysedArticle], viewers: int) -> Round:
    """Fill a topic, then let a sink store it all before so many viewers."""
    with ExitStack() as ends, new_wire(stack, web_port=free_port()) as settings:
        deliver(settings, analyses)
        (web,) = ends.enter_context(running(settings, worker("web")))
        eventually(lambda: _listens(settings.web_port))
        ends.enter_context(watching(settings.web_port, viewers))
        (sink,) = ends.enter_context(running(settings, worker("sink")))
        eventually(lambda: count(settings.database_url, "revision"))
        pids = {"sink": sink.pid, "web": web.pid, "database": _server(settings)}
        before = {name: _processor_seconds(pid) for name, pid in pids.items()}
        eventually(lambda: count(settings.database_url, "revision") == len(analyses), pause=0.5)
        spent = {name: _processor_seconds(pid) - before[name] for name, pid in pids.items()}
        ((rate,),) = rows(settings.database_url, RATE)
    return Round(rate, **spent)


def viewers_table(
    stack: Stack, articles: Sequence[FetchedArticle], number: int = ANALYSES, pairs: int = PAIRS
) -> Table:
    """Store the same analyses before no viewers and before 50, in pairs that change their order."""
    found: dict[int, list[Round]] = {0: [], VIEWERS: []}
    analyses = [analyse(article, reader()) for article in articles]
    for pair in range(pairs):
        for viewers in (0, VIEWERS) if pair % 2 else (VIEWERS, 0):
            found[viewers].append(one_round(stack, list(_copies(analyses, number)), viewers))
            rate = found[viewers][-1].rate
            say(f"pair {pair + 1} of {pairs}, {viewers} viewers: {rate:.0f} stored a second")
    return _table(found, number)


def _table(found: Mapping[int, Sequence[Round]], number: int) -> Table:
    """Show medians, and the medians of the pairs' ratios."""
    beside = list(zip(found[VIEWERS], found[0], strict=True))
    rate = statistics.median(watched.rate / alone.rate for watched, alone in beside)
    spent = statistics.median(watched.processor / alone.processor for watched, alone in beside)
    table = Table(title=f"a sink beside viewers of live pages, {number} analyses a round")
    spenders = ("sink", "database", "web")
    for column in ("viewers", "stored/s", *(f"{name} ms" for name in spenders), "rates", "ms"):
        table.add_column(column, justify="right")
    for viewers, rounds in found.items():
        table.add_row(
            str(viewers),
            f"{statistics.median(one.rate for one in rounds):.0f}",
            *(
                f"{1000 * statistics.median(getattr(one, name) for one in rounds) / number:.2f}"
                for name in spenders
            ),
            *((f"{rate:.2f}", f"{spent:.2f}") if viewers else ()),
        )
    table.caption = (
        "ms: of processor, an analysis; at the right the ratios to nobody watching: that of the "
        f"rates may be {LEAST_RATIO} at least"
    )
    return table


def _copies(analyses: Sequence[AnalysedArticle], number: int) -> Iterator[AnalysedArticle]:
    for analysis in islice(cycle(analyses), number):
        yield analysis.model_copy(update={"id": uuid4().hex})


def _listens(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


def _server(settings: Settings) -> int:
    """Give the process of the database server that all others come from."""
    ((pid,),) = rows(settings.database_url or "", SERVER)
    return int(pid)


def _processor_seconds(pid: int) -> float:
    """Give what a process and all that it started have spent, be they there or not."""
    process = psutil.Process(pid)
    spent = sum(process.cpu_times()[:4])
    for child in process.children(recursive=True):
        try:
            spent += sum(child.cpu_times()[:4])
        except psutil.NoSuchProcess:
            continue
    return spent


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--analyses", type=int, default=ANALYSES, help="analyses a round")
    parser.add_argument("--pairs", type=int, default=PAIRS)
    options = parser.parse_args()
    set_up_logs("ERROR")
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as stack:
        Console().print(viewers_table(stack, corpus(), options.analyses, options.pairs))


if __name__ == "__main__":
    main()
