"""Articles: a list, each with its text and what was found in it marked, and its revisions."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from pipeline import queries
from pipeline.compared import compared
from pipeline.corrections import notes_of_correction
from pipeline.database import Row
from pipeline.queries import article as found_in
from pipeline.web.answers import engine_of, page
from pipeline.web.asked import Asked, asking
from pipeline.web.marked import Mark, paragraphs
from pipeline.web.pages.review import reviews
from schemas.contracts import Identifier

FILTERS = ("entity", "outlet", "words", "since", "until")

router = APIRouter()


@router.get("/articles")
def articles(request: Request, asked: Annotated[Asked, Depends(asking(*FILTERS))]) -> HTMLResponse:
    """Show the articles that match, the newest first."""
    rows = queries.ask(engine_of(request), queries.articles(asked.filters()))
    return page(request, "articles.html", asked=asked, filters=FILTERS, rows=rows)


@router.get("/articles/{article_id:anything}")
def article(
    request: Request, article_id: str, asked: Annotated[Asked, Depends(asking("min_confidence"))]
) -> HTMLResponse:
    """Show an article's text with what was found in it, each stance beside its words."""
    engine = engine_of(request)
    shown = _article(request, article_id)
    place = shown["place"]
    stances = [
        {**row, "note": number}
        for number, row in enumerate(found_in.taken(engine, place, asked.min_confidence), 1)
    ]
    mentions, quoted = found_in.mentions(engine, place), found_in.quoted(engine, place)
    marks = list(_marks(shown, mentions, quoted, stances))
    return page(
        request,
        "article.html",
        asked=asked,
        article=shown,
        paragraphs=paragraphs(str(shown["text"]), marks),
        stances=stances,
        names=_names(mentions),
        quotations=_quotations(quoted),
        copies=found_in.copies(engine, place, shown["copies"]),
        reviews=reviews(request, article_id) if shown["current"] else None,
    )


@router.get("/revisions/{article_id:anything}")
def revisions(
    request: Request,
    article_id: str,
    earlier: Annotated[Identifier | None, Query()] = None,
    later: Annotated[Identifier | None, Query()] = None,
) -> HTMLResponse:
    """Show two revisions of an article side by side, the last two unless asked otherwise."""
    engine = engine_of(request)
    shown = _article(request, article_id)
    every = found_in.revisions(engine, article_id)
    known = [str(row["revision"]) for row in every]
    later = later or known[0]
    earlier = earlier or dict(pairwise(known)).get(later, later)  # the newest stands first
    texts = found_in.texts(engine, article_id, [earlier, later])
    if missing := {earlier, later} - texts.keys():
        raise HTTPException(
            404, f"The article has no revision {', '.join(sorted(missing))}; choose from its list."
        )
    return page(
        request,
        "revisions.html",
        article=shown,
        every=every,
        earlier=earlier,
        later=later,
        corrections=notes_of_correction(texts[later]),
        rows=compared(texts[earlier], texts[later]),
    )


def _article(request: Request, article_id: str) -> Row:
    shown = found_in.article(engine_of(request), article_id)
    if shown is None:
        raise HTTPException(
            404,
            f"No article has the id {article_id!r:.300} here. It may wait to be stored; look for "
            "its words with the search above.",
        )
    return shown


def _marks(
    article: Mapping[str, Any],
    mentions: Sequence[Row],
    quoted: Sequence[Row],
    stances: Sequence[Row],
) -> Iterator[Mark]:
    for zone in article["zones"]:
        yield Mark(zone["start"], zone["end"], "zone", zone)
    for kind, rows, span in (
        ("name", mentions, ("starts", "ends")),
        ("said", quoted, ("starts", "ends")),
        ("proof", stances, ("evidence_starts", "evidence_ends")),
    ):
        for row in rows:
            start, end = (int(str(row[place])) for place in span)
            yield Mark(start, end, kind, row)


def _quotations(quoted: Sequence[Row]) -> list[Row]:
    """Give what was said, each with all its words and the place where they begin."""
    whole: dict[object, dict[str, Any]] = {}
    for row in quoted:
        one = whole.setdefault(row["number"], {**row, "words": []})
        one["words"].append(row["text"])
    return list(whole.values())


def _names(mentions: Sequence[Row]) -> list[Row]:
    """Give who is named and how often, the most often named first."""
    named: dict[object, dict[str, Any]] = {}
    for row in mentions:
        one = named.setdefault(row["identity"] or (row["name"], row["type"]), {**row, "times": 0})
        one["times"] += 1
    return sorted(named.values(), key=itemgetter("times"), reverse=True)
