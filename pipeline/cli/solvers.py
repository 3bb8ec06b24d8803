"""What `analyse` and `judge` answer to one line; imported in the pool's processes alone."""

from collections.abc import Callable
from datetime import datetime

from pydantic import ValidationError

from pipeline.analysis.analyse import analyse
from pipeline.analysis.model.judge import Question, judgement_of
from pipeline.analysis.reading.document import Reader
from pipeline.article import moment
from pipeline.cli.rows import Row, reason_of, row_of
from pipeline.errors import ArticleRefusedError
from pipeline.json_lines import line_of
from pipeline.rejection import Rejection
from schemas.contracts import FetchedArticle
from schemas.fingerprints import fingerprint
from schemas.vocabulary import RejectionKind


def analysed(line: bytes, reader: Reader) -> bytes | Rejection:
    """Answer a line that holds an article by its analysis."""
    return _answer(line, lambda row: _analysis(row, reader))


def judged(line: bytes, reader: Reader) -> bytes | Rejection:
    """Answer a line that holds a question by the judgement on it."""
    return _answer(line, lambda row: _judgement(row, reader))


def _answer(line: bytes, solve: Callable[[Row], Row]) -> bytes | Rejection:
    try:
        return line_of(solve(row_of(line)))
    except ValidationError as error:
        return Rejection(RejectionKind.UNDECODABLE, reason_of(error))
    except ArticleRefusedError as error:
        return Rejection(RejectionKind.UNDECODABLE, str(error))
    except Exception as error:  # noqa: BLE001  # whatever one line breaks, the next is answered
        reason = f"the analysis failed: {type(error).__name__}: {error}"
        return Rejection(RejectionKind.ANALYSIS_FAILED, reason)


def _analysis(row: Row, reader: Reader) -> Row:
    text = row.get("text")
    article = FetchedArticle(
        article_id=str(row["id"]),
        revision=fingerprint(text) if isinstance(text, str) else "none",
        text=text,
        title=row.get("title"),
        published_at=_published(row),
    )
    return {**analyse(article, reader).model_dump(mode="json"), "id": row["id"]}


def _published(row: Row) -> datetime | None:
    try:
        return moment(row.get("published_at"))
    except ValueError as error:
        raise ArticleRefusedError(f"published_at: {error}") from error


def _judgement(row: Row, reader: Reader) -> Row:
    judgement = judgement_of(Question.model_validate(row), reader)
    return {"id": row["id"], **judgement.model_dump(mode="json")}
