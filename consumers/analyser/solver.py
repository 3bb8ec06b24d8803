"""What the pool's processes do for the analyser; imported in them alone, for it brings spaCy."""

from consumers.analyser.answers import Answer, answer_to
from pipeline.analysis.analyse import analyse
from pipeline.analysis.reading.document import Reader


def answer(message: bytes, reader: Reader) -> Answer:
    """Answer a fetched message by its analysis, or by why there is none."""
    return answer_to(message, lambda article: analyse(article, reader))
