"""How tests read: one language model for all of a process, since loading it takes 2 s."""

from functools import cache

from pipeline.analysis.reading.document import Reader
from pipeline.settings import Settings
from schemas.confidence import SHOWN_FROM
from schemas.contracts import AnalysedArticle, Stance


@cache
def reader() -> Reader:
    """Load the model once."""
    return Reader(Settings().model)


def shown_stances(article: AnalysedArticle) -> list[Stance]:
    """Give the stances that are shown unasked."""
    return [stance for stance in article.stances if stance.confidence >= SHOWN_FROM]
