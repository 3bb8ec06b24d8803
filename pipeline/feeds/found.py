"""What is found where a user said: an article, or why there is none."""

from dataclasses import dataclass

from schemas.contracts import FetchedArticle, Retraction

STANDARD_INPUT = "-"


@dataclass(frozen=True)
class Fetched:
    """An article, or its retraction, and the input it came from, such as `news.jsonl:12`."""

    name: str
    article: FetchedArticle | Retraction
    size: int  # bytes read for it


@dataclass(frozen=True)
class Refused:
    """An input that is no article, and why."""

    name: str
    reason: str
    size: int = 0
