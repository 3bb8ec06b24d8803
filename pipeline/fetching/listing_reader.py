"""Lists of articles read by a process that can be ended, whatever a feed does to it."""

from concurrent.futures import Future

from pipeline.feeds.pages import MEMORY_BYTES
from pipeline.listings.entry import Listing, NoListingError
from pipeline.pool.child import Task
from pipeline.pool.pool import Pool
from pipeline.rejection import Rejection, readable
from schemas.vocabulary import RejectionKind

SOLVER = "pipeline.fetching.listing_reader:answer"
SECONDS = 5.0  # 500 entries take 0.3 s; a list of 1 MiB and more gets five times these


class ListingReader:
    """A process that reads lists; it begins when it is first needed."""

    def __init__(self) -> None:
        task = Task(SOLVER, work="reading the list", memory_bytes=MEMORY_BYTES)
        self._pool = Pool[Listing](task, workers=1, seconds=SECONDS)

    def listing(
        self, body: bytes, address: str, content_type: str
    ) -> "Future[Listing | Rejection]":
        """Promise what is listed, as `read_listing` reads it, or a Rejection with the reason."""
        head = "\n".join(" ".join(words.split()) for words in (address, content_type))
        return self._pool.answer(head.encode() + b"\n" + body)

    def stop(self) -> None:
        """End the process, whatever it reads."""
        self._pool.stop()


def answer(message: bytes) -> Listing | Rejection:
    """Read a list, in a process of the pool."""
    from pipeline.listings.read import read_listing  # noqa: PLC0415  # brings lxml and more

    address, content_type, body = message.split(b"\n", 2)
    try:
        return read_listing(body, address.decode(), content_type.decode())
    except NoListingError as error:
        return Rejection(RejectionKind.UNDECODABLE, readable(str(error)))
    except Exception as error:  # noqa: BLE001  # whatever one list breaks, the next is read
        reason = f"reading the list failed: {type(error).__name__}: {error}"
        return Rejection(RejectionKind.ANALYSIS_FAILED, readable(reason))
