"""How tests read: one language model for all of a process, since loading it takes 2 s."""

from functools import cache

from pipeline.analysis.analyse import read_text
from pipeline.analysis.layout.zones import layout_of
from pipeline.analysis.reading.document import Reader
from pipeline.analysis.stances.parties.parties import Named, target_named
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


def target_in(text: str, word: str, title: str | None = None) -> Named | None:
    """Name what a stance on a word would be about: on a word alone, where it last stands."""
    scene = read_text(text, layout_of(text, title), reader(), title).scene
    place = text.index(word) if " " in word else text.rindex(word)
    span = scene.cast.doc.char_span(place, place + len(word))
    return target_named(span.root, scene.cast, scene.voices, scene.topics)
