"""What the pool's processes do with a page; imported in them alone, for it brings lxml and more."""

from pipeline.errors import ArticleRefusedError
from pipeline.feeds.pages import MEMORY_BYTES, About
from pipeline.pages.page import article_from_page
from pipeline.rejection import Rejection, readable
from schemas.contracts import FetchedArticle
from schemas.topics import MIB
from schemas.vocabulary import RejectionKind


def answer(message: bytes) -> FetchedArticle | Rejection:
    """Answer what is known of a page, and its bytes, by its article or by why there is none."""
    said, _, body = message.partition(b"\n")
    try:
        return article_from_page(body, **dict(About.model_validate_json(said)))
    except ArticleRefusedError as error:
        return Rejection(RejectionKind.UNDECODABLE, readable(str(error)))
    except MemoryError:
        reason = f"reading the page took more than {MEMORY_BYTES // MIB:,} MiB of memory"
        return Rejection(RejectionKind.ANALYSIS_FAILED, reason)
    except Exception as error:  # noqa: BLE001  # whatever one page breaks, the next is read
        reason = f"reading the page failed: {type(error).__name__}: {error}"
        return Rejection(RejectionKind.ANALYSIS_FAILED, readable(reason))
