"""What is answered to one fetched message: an analysis, or why there is none."""

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import ValidationError

from pipeline.errors import ArticleRefusedError
from pipeline.rejection import Rejection, readable
from schemas.contracts import AnalysedArticle, FetchedArticle, Retraction, retraction_in
from schemas.vocabulary import RejectionKind


@dataclass(frozen=True)
class Analysis:
    """The analysed article, or its retraction, as JSON, ready to be sent under its id."""

    article_id: str
    body: bytes
    seconds: float | None = None  # that the analysis took; None: it is a retraction


Answer = Analysis | Rejection


def answer_to(message: bytes, analysed: Callable[[FetchedArticle], AnalysedArticle]) -> Answer:
    """Answer an article by what `analysed` gives, and a retraction by itself.

    Never raises for the message's fault; whatever the analysis raises becomes the reason.
    """
    try:
        article = article_in(message)
    except ArticleRefusedError as error:
        return Rejection(RejectionKind.UNDECODABLE, readable(str(error)))
    if isinstance(article, Retraction):
        return Analysis(article.article_id, article.model_dump_json().encode())
    try:
        answer = analysed(article)
        body = answer.model_dump_json().encode()
    except Exception as error:  # noqa: BLE001  # the one broad net, around pure code only
        reason = f"{type(error).__name__}: {error}"
        return Rejection(RejectionKind.ANALYSIS_FAILED, readable(reason))
    return Analysis(article.article_id, body, answer.provenance.seconds)


def within_limit(answer: Answer, limit: int) -> Answer:
    """Give the answer, or where it has over `limit` bytes, that it is too large to be sent."""
    if isinstance(answer, Rejection) or len(answer.body) <= limit:
        return answer
    reason = f"the analysis has {len(answer.body):,} bytes, over {limit:,}"
    return Rejection(RejectionKind.TOO_LARGE, reason)


def article_in(message: bytes) -> FetchedArticle | Retraction:
    """Decode a fetched article or a retraction.

    Raises ArticleRefusedError quoting the first field that is wrong for an article.
    """
    try:
        return FetchedArticle.model_validate_json(message)
    except ValidationError as error:
        if (retraction := retraction_in(message)) is not None:
            return retraction
        first = error.errors(include_url=False, include_context=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "message"
        raise ArticleRefusedError(f"{field}: {first['msg']}, in {first['input']!r:.80}") from error
