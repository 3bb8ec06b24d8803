"""Pages read by processes that can be ended: what a page does to its process stays there."""

from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from pydantic import AwareDatetime, BaseModel

from pipeline.feeds.found import Fetched, Refused
from pipeline.pool.child import Task
from pipeline.pool.pool import Pool
from pipeline.rejection import Rejection
from schemas.contracts import FetchedArticle
from schemas.topics import MIB

SOLVER = "pipeline.feeds.page_solver:answer"
# A usual page takes 0.015 s and the slowest of 223 0.5 s, on a busy machine ten times these; one
# over 1 MiB may take five times the seconds.
SECONDS = 20.0
MEMORY_BYTES = 1024 * MIB


@dataclass(frozen=True)
class Promised:
    """A page that is being read."""

    name: str
    promise: "Future[FetchedArticle | Rejection]"
    size: int

    def is_kept(self) -> bool:
        """Say whether it was read."""
        return self.promise.done()

    def kept(self) -> Fetched | Refused:
        """Wait until it was read, and give what came of it."""
        answer = self.promise.result()
        if isinstance(answer, Rejection):
            return Refused(self.name, answer.reason, self.size)
        return Fetched(self.name, answer, self.size)


class About(BaseModel):
    """What is known of a page beside its bytes."""

    address: str | None
    charset: str | None
    outlet: str | None
    fetched_at: AwareDatetime


class PageReader:
    """Processes that read pages side by side; each begins when it is first needed."""

    def __init__(self, workers: int) -> None:
        task = Task(SOLVER, work="reading the page", memory_bytes=MEMORY_BYTES)
        self._pool = Pool[FetchedArticle](task, workers=workers, seconds=SECONDS)

    def article(
        self,
        body: bytes,
        *,
        address: str | None = None,
        charset: str | None = None,
        outlet: str | None = None,
        fetched_at: datetime,
    ) -> "Future[FetchedArticle | Rejection]":
        """Promise the article of a page, as `pipeline.pages.page.article_from_page` makes it.

        Or a Rejection with the reason why there is none. Any number may be asked for at once; an
        event loop awaits the promise by `asyncio.wrap_future`.
        """
        about = About(address=address, charset=charset, outlet=outlet, fetched_at=fetched_at)
        return self._pool.answer(about.model_dump_json().encode() + b"\n" + body)

    def stop(self) -> None:
        """End the processes, whatever they read."""
        self._pool.stop()
