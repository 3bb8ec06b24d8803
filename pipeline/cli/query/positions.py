"""`stancewire query positions|timeline|changes|…`: who stands where, by identity and issue."""

from collections.abc import Callable

import click

from pipeline import queries
from pipeline.cli.filters import Command, named, once_or_raw, one_side, sure, with_wrong
from pipeline.cli.query.options import (
    View,
    answer,
    filtered,
    least_rows,
    of_kinds,
    some_of,
)
from pipeline.cli.tables import Column, Form, Row, day
from pipeline.queries import Counted, Filters, Period
from pipeline.queries.sides import PROOF


def _proof(row: str, side: str | None = None) -> Callable[[Row], str]:
    """Show the row that proves something: its side if that is not plain, day, outlet and words."""

    def shown(found: Row) -> str:
        source = [found[side]] if side else []
        source += [day(f"{row}_dated")(found), found[f"{row}_outlet"]]
        return f"{', '.join(str(part) for part in source if part)}: {found[f'{row}_evidence']}"

    return shown


def _fields(row: str) -> list[Column]:
    """List what programs get of a row that proves something."""
    return [Column(f"{row}_{field}") for field in PROOF.split()]


POSITIONS = View(
    queries.positions,
    (
        Column("holder_name", "holder", share=1),
        Column("issue_name", "issue", share=1),
        Column("for", "for", align="right"),
        Column("against", "against", align="right"),
        Column("net", "net", align="right"),
        Column("articles", "art.", align="right"),
        Column("outlets", "outl.", align="right"),
        Column("first", "since", shown=day("first")),
        Column("last", "last", shown=day("last")),
        *map(Column, ("neutral", "rows", "holder_identity", "issue", "counted")),
    ),
)
TIMELINE = View(
    queries.timeline,
    (
        Column("period", "from", share=1),
        Column("for", "for", align="right"),
        Column("against", "against", align="right"),
        Column("neutral", "neutral", align="right"),
        Column("net", "net", align="right"),
        Column("articles", "articles", align="right"),
        Column("holders", "holders", align="right"),
        Column("issues", "issues", align="right"),
        *map(Column, ("rows", "counted")),
    ),
)
CHANGES = View(
    queries.changes,
    (
        Column("holder_name", "holder", share=3),
        Column("issue_name", "issue", share=3),
        Column("earlier_side", "was", share=5, shown=_proof("earlier", "earlier_side")),
        Column("later_side", "is", share=5, shown=_proof("later", "later_side")),
        *_fields("earlier"),
        *_fields("later"),
        *map(Column, ("holder_identity", "issue", "counted")),
    ),
)
CONTRADICTIONS = View(
    queries.contradictions,
    (
        Column("week", "week of", widest=10),
        Column("holder_name", "holder", share=3),
        Column("issue_name", "issue", share=3),
        Column("for", "for", share=4, shown=_proof("for")),
        Column("against", "against", share=4, shown=_proof("against")),
        *_fields("for"),
        *_fields("against"),
        *map(Column, ("holder_identity", "issue", "counted")),
    ),
)
VOICES = View(
    queries.voices,
    (
        Column("speaker_name", "speaker", share=3),
        Column("outlet", "outlet", share=2),
        Column("quotations", "quot.", align="right"),
        Column("of_all", "of all", align="right"),
        Column("articles", "art.", align="right"),
        Column("first", "since", shown=day("first")),
        Column("last", "last", shown=day("last")),
        *map(Column, ("speaker_identity", "counted")),
    ),
)
COALITIONS = View(
    queries.coalitions,
    (
        Column("holder_name", "holder", share=3),
        Column("other_name", "and", share=3),
        Column("agree", "agree", align="right"),
        Column("agree_on", "on", share=4, shown=some_of("agree_on")),
        Column("differ", "differ", align="right"),
        Column("differ_on", "on", share=4, shown=some_of("differ_on")),
        *map(Column, ("holder_identity", "other_identity", "counted")),
    ),
)


def _of_whom_on_what(command: Command) -> Command:
    """Filter by holder, by issue, and by whoever is either."""
    for option in (
        named("--entity", "Of this holder or on this issue."),
        named("--issue", "On this issue: any name of it, or its id.", "--target", "target"),
        named("--holder", "Of this holder: any name of his, or his id."),
    ):
        command = option(command)
    return command


@click.command()
@_of_whom_on_what
@one_side
@sure("Count the stances that are at least so sure")
@with_wrong
@least_rows
@once_or_raw
@filtered
def positions(filters: Filters, form: Form, counted: Counted, least: int) -> None:
    """Who stands where on an issue: how often, since when.

    Whoever has several names is one holder, and an issue is one under all its names: who is for
    the repeal of a law counts as against the law. An issue may be a person, body or place, too.
    Net is for minus against. Stances whose holder or issue is not known across articles do not
    count here; query stances shows them.

    Exits with 0, and with 2 when the database does not answer.
    """
    answer(POSITIONS, filters, form, counted=counted, least=least)


@click.command()
@_of_whom_on_what
@one_side
@sure("Count the stances that are at least so sure")
@with_wrong
@click.option(
    "--by",
    "period",
    type=click.Choice([period.value for period in Period]),
    default=Period.MONTH.value,
    show_default=True,
    help="Count by day, week or month of UTC; weeks begin on Monday.",
)
@once_or_raw
@filtered
def timeline(filters: Filters, form: Form, counted: Counted, period: str) -> None:
    """How an issue or a person fares, by day, week or month.

    Counts all that matches, for and against: with --issue what is told of it, with --holder
    what somebody is told to be for and against. Holders and issues tell how many are counted
    together: a name may mean several, an id means one. Periods without a stance are left out.
    The last periods are shown, in order of time.

    Exits with 0, and with 2 when the database does not answer.
    """
    answer(TIMELINE, filters, form, period=Period(period), counted=counted)


@click.command()
@_of_whom_on_what
@sure("Of stances that are at least so sure")
@with_wrong
@once_or_raw
@filtered
def changes(filters: Filters, form: Form, counted: Counted) -> None:
    """Who turned on an issue: from which words to which.

    A change is a stance and the next one of the same holder on the same issue that takes the
    other side; neutral ones are passed over. The newest change comes first. What is dated the
    same on both sides is no change: query contradictions shows it. Read both words before you
    believe it: a stance that was read wrongly looks like a change, too.

    Exits with 0, and with 2 when the database does not answer.
    """
    answer(CHANGES, filters, form, counted=counted)


@click.command()
@_of_whom_on_what
@sure("Of stances that are at least so sure")
@with_wrong
@once_or_raw
@filtered
def contradictions(filters: Filters, form: Form, counted: Counted) -> None:
    """Who is told to be for and against an issue in one week.

    Each side comes with the words of its surest stance; --json tells how many there are of
    each. Weeks are those of ISO 8601 in UTC, Monday to Sunday. The newest week comes first.

    Exits with 0, and with 2 when the database does not answer.
    """
    answer(CONTRADICTIONS, filters, form, counted=counted)


@click.command()
@named("--speaker", "Of this speaker.")
@of_kinds
@with_wrong
@once_or_raw
@filtered
def voices(filters: Filters, form: Form, counted: Counted) -> None:
    """Who is quoted how much, by outlet.

    A quotation that several outlets print counts for the one that printed it first; with --raw
    for each. "Of all" is how often the speaker is quoted by all outlets together. Speakers that
    are only described, such as "a spokesman", are left out.

    Exits with 0, and with 2 when the database does not answer.
    """
    answer(VOICES, filters, form, counted=counted)


@click.command()
@named("--holder", "Of this holder with all others.")
@named("--issue", "Over this issue: any name of it, or its id.", "--target", "target")
@sure("Count the stances that are at least so sure")
@with_wrong
@least_rows
@once_or_raw
@filtered
def coalitions(filters: Filters, form: Form, counted: Counted, least: int) -> None:
    """Who agrees and who differs with whom, and over what.

    On each issue a holder is on the side that more of his stances take; who is as often for as
    against takes none. The pairs with most issues in common come first.

    Exits with 0, and with 2 when the database does not answer.
    """
    answer(COALITIONS, filters, form, counted=counted, least=least)
