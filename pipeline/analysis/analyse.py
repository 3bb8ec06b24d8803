"""From a fetched article to an analysed one; read it as the table of contents of this folder."""

import time
from collections.abc import Sequence
from importlib.metadata import version

from pipeline.analysis.cast import Cast, text_span
from pipeline.analysis.coreference import resolved
from pipeline.analysis.document import Reader
from pipeline.analysis.entities import named_entities
from pipeline.analysis.quotations import Quoted, quoted_passages
from pipeline.analysis.stances import stances_in
from pipeline.analysis.zones import layout_of
from schemas.contracts import AnalysedArticle, FetchedArticle, Provenance, Quotation


def analyse(article: FetchedArticle, reader: Reader) -> AnalysedArticle:
    """Read an article: its zones, entities, quotations and stances, each with its evidence."""
    started = time.perf_counter()
    layout = layout_of(article.text, article.title)
    doc = reader.document(article.text)
    names = named_entities(doc, layout.zones)
    quoted = quoted_passages(doc, names, layout.zones)
    cast = resolved(names, quoted)
    stances = stances_in(doc, cast, quoted, layout.zones)
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
        language=article.language,
        zones=layout.zones,
        dateline=layout.dateline,
        credit=layout.credit,
        entities=cast.entities(),
        quotations=_quotations(quoted, cast),
        stances=stances,
        provenance=Provenance(
            code=version("stancewire"),
            models=reader.versions,
            seconds=time.perf_counter() - started,
        ),
    )


def _quotations(quoted: Sequence[Quoted], cast: Cast) -> tuple[Quotation, ...]:
    return tuple(
        Quotation(
            kind=q.kind,
            spans=tuple(text_span(span) for span in q.spans),
            cue=None if q.cue is None else text_span(q.cue),
            speaker=None if q.speaker is None else text_span(q.speaker),
            speaker_entities=() if q.speaker is None else cast.within(q.speaker),
        )
        for q in quoted
    )
