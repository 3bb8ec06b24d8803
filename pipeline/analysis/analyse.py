"""From a fetched article to an analysed one; read it as the table of contents of this folder."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

from spacy.tokens import Doc

from pipeline.analysis.entities.cast import Cast, text_span
from pipeline.analysis.entities.coreference import resolved
from pipeline.analysis.entities.entities import named_entities
from pipeline.analysis.layout.language import is_read, language_of
from pipeline.analysis.layout.turns import turns_of
from pipeline.analysis.layout.zones import Layout, layout_of
from pipeline.analysis.names.names import spoken
from pipeline.analysis.quotations.quotations import Quoted, quoted_passages, speaking
from pipeline.analysis.reading.document import Reader
from pipeline.analysis.received.as_read import as_read
from pipeline.analysis.received.spans import as_received
from pipeline.analysis.stances.parties.scene import Scene
from pipeline.analysis.stances.parties.topics import Topics
from pipeline.analysis.stances.parties.voices import Voices
from pipeline.analysis.stances.stances import stances_in
from pipeline.analysis.tone import tones_of
from schemas.contracts import (
    AnalysedArticle,
    Entity,
    FetchedArticle,
    Provenance,
    Quotation,
    Stance,
    Tone,
)
from schemas.vocabulary import ZoneName


@dataclass(frozen=True)
class ReadText:
    """The quotations of a text, who is who and who speaks in it, and which tokens are its own."""

    quoted: tuple[Quoted, ...]
    scene: Scene
    said: Sequence[bool]


@dataclass(frozen=True)
class _Findings:
    """What was read in a text."""

    entities: tuple[Entity, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    stances: tuple[Stance, ...] = ()
    tone: tuple[Tone, ...] = ()


def analyse(article: FetchedArticle, reader: Reader) -> AnalysedArticle:
    """Read an article: its zones, entities, quotations and stances, each with its evidence.

    It is read without markup, unseen characters and a page's line ends; every span is one of the
    text as received. Of an article in a language that is not read, only the zones and the language
    are told.
    """
    started = time.perf_counter()
    read = as_read(article.text)
    title = None if article.title is None else as_read(article.title).text
    layout = layout_of(read.text, title)
    language = article.language or language_of(layout.zones)
    found = _findings(read.text, layout, reader, title) if is_read(language) else _Findings()
    return AnalysedArticle(
        id=article.article_id,
        revision=article.revision,
        outlet=article.outlet,
        url=article.url,
        title=article.title,
        authors=article.authors,
        published_at=article.published_at,
        fetched_at=article.fetched_at,
        text=article.text,
        licence=article.licence,
        language=language,
        zones=as_received(layout.zones, read),
        dateline=as_received(layout.dateline, read),
        credit=layout.credit,
        entities=as_received(found.entities, read),
        quotations=as_received(found.quotations, read),
        stances=as_received(found.stances, read),
        tone=found.tone,
        provenance=Provenance(
            code=_code_version(),
            models=reader.versions,
            seconds=time.perf_counter() - started,
            asked_anew_at=article.asked_anew_at,
        ),
    )


@cache
def _code_version() -> str:
    """Name the version of this code; the installed package's files are read once."""
    return version("stancewire")


def _findings(text: str, layout: Layout, reader: Reader, title: str | None) -> _Findings:
    read = read_text(text, layout, reader, title)
    cast = read.scene.cast
    return _Findings(
        entities=cast.entities(),
        quotations=_quotations(read.quoted, cast),
        stances=stances_in(read.scene, read.said, reader.stance_model),
        tone=tones_of(cast.doc, cast, read.quoted),
    )


def read_text(text: str, layout: Layout, reader: Reader, title: str | None = None) -> ReadText:
    """Read a text as far as stances are looked for in it; the title may stand outside of it."""
    doc = reader.document(text, _sentence_starts(text, layout), _headline_places(layout))
    quoted = quoted_passages(doc, layout.zones)
    cast = resolved(named_entities(doc, layout.zones), quoted)
    return ReadText(
        quoted=tuple(quoted),
        scene=Scene(cast, Voices(quoted), Topics(doc, cache(lambda: _headline(title, reader)))),
        said=spoken(doc, layout.zones),
    )


def _headline(title: str | None, reader: Reader) -> Doc | None:
    return reader.document(title, (), [(0, len(title))]) if title else None


def _sentence_starts(text: str, layout: Layout) -> Iterator[int]:
    """Yield where sentences start, whatever stands before: at zones and behind turns' labels."""
    yield from (zone.start for zone in layout.zones)
    yield from (turn.said[0][0] for turn in turns_of(text, layout.zones))


def _headline_places(layout: Layout) -> Iterator[tuple[int, int]]:
    """Yield where headlines stand, as characters."""
    zones = (zone for zone in layout.zones if zone.name is ZoneName.HEADLINE)
    return ((zone.start, zone.end) for zone in zones)


def _quotations(quoted: Sequence[Quoted], cast: Cast) -> tuple[Quotation, ...]:
    return tuple(
        Quotation(
            kind=q.kind,
            spans=tuple(text_span(span) for span in q.spans),
            cue=None if q.cue is None else text_span(q.cue),
            speaker=None if q.speaker is None else text_span(q.speaker),
            speaker_entities=speaking(q, cast),
            rule=q.rule,
        )
        for q in quoted
    )
