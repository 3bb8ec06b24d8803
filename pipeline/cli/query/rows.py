"""`stancewire query articles|entities|quotations|stances`: what was found, row by row."""

import click

from pipeline import queries
from pipeline.cli.filters import named, once_or_raw, one_side, sure, with_wrong
from pipeline.cli.query.options import (
    View,
    answer,
    filtered,
    of_kinds,
    some_of,
)
from pipeline.cli.tables import Column, Form, Row, day
from pipeline.queries import Counted, EntityOrder, Filters
from schemas.vocabulary import Modality


def _held(row: Row) -> str:
    """Say which side a stance takes, and how firmly when not plainly asserted."""
    modality = "" if row["modality"] == Modality.ASSERTED else f" ({row['modality']})"
    return f"{row['side']}{modality}"


def _said_by(row: Row) -> str:
    speakers = row["speaker_names"]
    return ", ".join(speakers) if isinstance(speakers, list) and speakers else "-"


ARTICLES = View(
    queries.articles,
    (
        Column("dated", "date", shown=day("dated")),
        Column("outlet", "outlet", share=2),
        Column("title", "title", share=5),
        Column("entities", "ent.", align="right"),
        Column("quotations", "quot.", align="right"),
        Column("stances", "st.", align="right"),
        *map(Column, ("language", "url", "published_at", "fetched_at", "article_id", "revision")),
        *map(Column, ("licence", "gone_at")),
    ),
)
ENTITIES = View(
    queries.entities,
    (
        Column("name", "name", share=1),
        Column("names", "also", share=1, shown=some_of("names", but="name")),
        Column("type", "type"),
        Column("articles", "articles", align="right"),
        Column("mentions", "mentions", align="right"),
        Column("tone", "tone", align="right"),
        Column("latest", "latest", shown=day("latest")),
        *map(Column, ("identity", "counted")),
    ),
)
QUOTATIONS = View(
    queries.quotations,
    (
        Column("dated", "date", shown=day("dated")),
        Column("speakers", "speaker", share=1, shown=_said_by),
        Column("quotation", "quotation", share=3),
        *map(Column, ("kind", "cue", "speaker_words", "rule", "outlet", "starts", "ends")),
        *map(Column, ("title", "url", "article_id", "revision")),
        *map(Column, ("speaker_names", "speaker_identities", "printed", "quoted_as", "counted")),
        Column("gone_at"),
    ),
)
STANCES = View(
    queries.stances,
    (
        Column("dated", "date", shown=day("dated")),
        Column("holder", "holder", share=3, shown=lambda row: str(row["holder_name"])),
        Column("polarity", "is", widest=len("(conditional)"), shown=_held),
        Column("target", "target", share=4, shown=lambda row: str(row["issue_name"])),
        Column("evidence", "evidence", share=5),
        Column("confidence", "conf", align="right"),
        *map(Column, ("modality", "negated", "reported_by", "basis", "rule", "outlet")),
        *map(Column, ("evidence_starts", "evidence_ends", "title", "url")),
        *map(Column, ("article_id", "revision", "holder_identity", "holder_name")),
        *map(Column, ("issue", "issue_name", "reversed", "side", "counted", "gone_at")),
    ),
)


@click.command()
@named("--entity", "Of articles that name this person, place or organisation.")
@sure("Count the stances that are at least so sure")
@with_wrong
@filtered
def articles(filters: Filters, form: Form) -> None:
    """Articles and how much was found in each.

    Exits with 0, and with 2 when the database does not answer.
    """
    answer(ARTICLES, filters, form)


@click.command()
@named("--entity", "Of this name.")
@click.option("--type", metavar="TYPE", help="Of this type: PERSON, ORG, GPE, NORP, LAW, …")
@click.option(
    "--sort",
    "order",
    type=click.Choice([order.value for order in EntityOrder]),
    default=EntityOrder.ARTICLES.value,
    show_default=True,
    help="Those of most articles first, of most mentions, or spoken of last.",
)
@once_or_raw
@filtered
def entities(filters: Filters, form: Form, order: str, counted: Counted) -> None:
    """Who and what the articles speak of, the most frequent first.

    Each thing is one row, under whatever names the articles have for it; --json lists these, the
    most frequent first. Articles and mentions are counted over all articles that match; latest
    is the newest of them, and tone the mean over their sentences, from -1 to 1.

    Exits with 0, and with 2 when the database does not answer.
    """
    answer(ENTITIES, filters, form, order=EntityOrder(order), counted=counted)


@click.command()
@named("--speaker", "Of this speaker.")
@of_kinds
@with_wrong
@once_or_raw
@filtered
def quotations(filters: Filters, form: Form, counted: Counted) -> None:
    """What was said, and by whom.

    Of a direct quotation all words stand between marks, of a mixed one some, of an indirect one
    none. An attitude is what somebody only thinks, wants or does, as in "the council opposes the
    toll"; --kind attitude shows these. What several articles quote is shown once, as the first
    of them has it; --json tells how many print it and how the others quote it.

    Exits with 0, and with 2 when the database does not answer.
    """
    answer(QUOTATIONS, filters, form, counted=counted)


@click.command()
@named("--holder", "Of this holder.")
@named("--target", "Towards this target, or on this issue.")
@named("--entity", "Of this holder or towards this target.")
@named("--speaker", "In the words of this speaker.")
@one_side
@sure("At least so sure")
@with_wrong
@once_or_raw
@filtered
def stances(filters: Filters, form: Form, counted: Counted) -> None:
    """Who is for or against what, and the words that prove it.

    The table names who it is across all articles, what it is about, and the side taken there:
    who praises the repeal of a law is against the law. --json and --csv keep the article's own
    words beside that, as holder, target and polarity.

    A confidence is how probable it is that a strict reader agrees. From the default on three in
    four were right; what is less sure is stored, too, and shown when --min-confidence asks for it.

    Exits with 0, and with 2 when the database does not answer.
    """
    answer(STANCES, filters, form, counted=counted)
