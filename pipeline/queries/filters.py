"""What rows must match: each filter and its condition in SQL; values travel apart from the SQL."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from pipeline.queries.cursors import place_of
from pipeline.queries.meant import WORDED, WORDED_ARTICLES, are_rare, is_id, meant
from schemas.confidence import SHOWN_FROM
from schemas.vocabulary import Polarity

LIMIT = 20


@dataclass(frozen=True)
class Filters:
    """What rows must match; None asks nothing. Names match by their words and by alias.

    They may also be an identity's or issue's id, or any name that it goes by anywhere.
    """

    holder: str | None = None
    target: str | None = None
    polarity: Polarity | None = None  # towards the issue: for the repeal of a law is against it
    min_confidence: float = SHOWN_FROM  # of stances that are shown or counted
    speaker: str | None = None
    kinds: Sequence[str] | None = None  # of quotations; unasked, those that tell what was said
    entity: str | None = None
    type: str | None = None
    outlet: str | None = None
    since: datetime | None = None
    until: datetime | None = None  # exclusive
    words: str | None = None  # of title or text, as one would type them into a search engine
    with_wrong: bool = False  # whether rows that readers judged wrong are shown and counted
    limit: int = LIMIT
    after: str | None = None  # the cursor of a row: what comes next in a list, newest first


# What every question has a value for; a query that does not speak of it passes it over.
ALWAYS_GIVEN = {"limit", "min_confidence", "with_wrong"}

# Beside the condition of a filter may stand one "by id", for where its value is an id, or "if
# rare", for words of few articles: these are found first, and nothing else is looked at.
# For each filter its condition; each way of being named stands by itself, to have an index.
# What a name may mean is looked up before (`meant`), so that the planner knows how rare it is.
OF_EVERY_QUERY = {
    "outlet": "outlet = ANY(:outlets)",
    "since": "dated >= :since",
    "until": "dated < :until",
    "words": WORDED,
    "words if rare": f"r.id = ANY(ARRAY({WORDED_ARTICLES}))",
}
OF_ARTICLES = {
    "entity": "r.id IN (SELECT revision_id FROM named(:entity))",
    "entity by id": """r.id IN (
        SELECT revision_id FROM entity_identity WHERE form_id = ANY(:entity_forms)
    )""",
    "after": "(dated, r.id) < (:after_dated, :after_revision)",
}
OF_PRINTED = {"entity": "TRUE", "type": "TRUE"}  # these two stand elsewhere in its question
# Of rows that have no text, but tell of which article they are.
OF_NARROW_ROWS = {
    "words": f"r.revision_id IN ({WORDED_ARTICLES})",
    "words if rare": f"r.revision_id = ANY(ARRAY({WORDED_ARTICLES}))",
}
OF_QUOTATIONS = {
    "with_wrong": "(:with_wrong OR NOT q.hidden)",
    "kinds": "q.kind = ANY(:kinds)",
    "speaker": """(q.revision_id, q.number) IN (
        SELECT revision_id, number FROM quotation WHERE speaker_words @> name_words(:speaker)
        UNION
        SELECT revision_id, quotation FROM quotation_speaker
        JOIN named(:speaker) USING (revision_id, entity_id)
    )""",
    "speaker by id": """(q.revision_id, q.number) IN (
        SELECT revision_id, quotation FROM quotation_speaker
        JOIN entity_identity USING (revision_id, entity_id)
        WHERE form_id = ANY(:speaker_forms)
    )""",
}
# The same of a row for each speaker of a quotation.
OF_VOICES = {
    **{
        name: asked.replace("q.number", "r.quotation").replace("q.", "r.")
        for name, asked in OF_QUOTATIONS.items()
    },
    **OF_NARROW_ROWS,
}

# Who stands where: of a holder or an issue that is named, all rows count, whatever their words.
OF_POSITIONS = {
    **OF_NARROW_ROWS,
    "with_wrong": "(:with_wrong OR NOT r.hidden)",
    "polarity": "side = :polarity",
    "holder": "holder_form_id = ANY(:holder_forms)",
    "target": "(target_form_id = ANY(:target_forms) OR issue_form_id = ANY(:target_issue_forms))",
    "entity": """(holder_form_id = ANY(:entity_forms) OR target_form_id = ANY(:entity_forms)
        OR issue_form_id = ANY(:entity_issue_forms))""",
}

OF_FORMS = re.compile(r"\w*form_id = ANY\(:(\w+)\)")

# The stances that have a party of a name in their own article, or of an identity so named.
_PARTY_NAMED = """
    SELECT revision_id, number FROM stance WHERE {party}_words @> name_words(:{filter})
    UNION
    SELECT stance.revision_id, number FROM named(:{filter}) AS so_named
    JOIN stance ON stance.revision_id = so_named.revision_id
        AND stance.{party}_entity = so_named.entity_id
"""
_ISSUE_KNOWN = """
    SELECT revision_id, number FROM stance_statement
    WHERE issue_form_id = ANY(:{filter}_issue_forms)
"""
# The same asked of one row after the other, for a list that ends when its page is full. Of who is
# rare only the articles that may name him are asked; EXISTS would be asked of all rows at once.
_ROW_NAMES = """coalesce({party}_form_id = ANY(:{filter}_forms), FALSE) OR coalesce((
    SELECT TRUE FROM stance
    WHERE stance.revision_id = r.revision_id AND stance.number = r.number
        AND ({party}_words @> name_words(:{filter}) OR coalesce((
            SELECT TRUE FROM entity_names AS called
            WHERE called.revision_id = stance.revision_id
                AND called.entity_id = stance.{party}_entity
                AND called.words @> name_words(:{filter})
            LIMIT 1
        ), FALSE))
), FALSE)"""
_ROW_KNOWS_ISSUE = "coalesce(issue_form_id = ANY(:{filter}_issue_forms), FALSE)"
_ARTICLES = """(:{filter}_is_frequent OR r.revision_id = ANY(ARRAY(
    SELECT revision_id FROM stance
    WHERE holder_words @> name_words(:{filter}) OR target_words @> name_words(:{filter})
    UNION
    SELECT revision_id FROM named(:{filter})
    UNION
    SELECT revision_id FROM stance_statement WHERE issue_form_id = ANY(:{filter}_issue_forms)
)))"""

_PARTIES = {"holder": ("holder",), "target": ("target",), "entity": ("holder", "target")}


def _of_any(name: str) -> str:
    """Ask for the stances that any way of being so named finds."""
    ways = [_PARTY_NAMED.replace("{party}", party) for party in _PARTIES[name]]
    ways += [_ISSUE_KNOWN] * (name != "holder")
    return f"(r.revision_id, r.number) IN ({' UNION '.join(ways)})".replace("{filter}", name)


def _row_by_row(name: str) -> str:
    """Ask a stance whether it is so named in any way."""
    ways = [_ROW_NAMES.replace("{party}", party) for party in _PARTIES[name]]
    ways += [_ROW_KNOWS_ISSUE] * (name != "holder")
    return f"{_ARTICLES} AND ({' OR '.join(ways)})".replace("{filter}", name)


OF_STANCES = {
    **OF_POSITIONS,
    **{f"{party} by id": OF_POSITIONS[party] for party in _PARTIES},
    **{party: _of_any(party) for party in _PARTIES},
    "speaker": """(r.revision_id, r.number) IN (
        SELECT stance.revision_id, number FROM named(:speaker) AS so_named
        JOIN stance ON stance.revision_id = so_named.revision_id
            AND reported_by = so_named.entity_id
    )""",
}
OF_STANCES_LISTED = {
    **OF_STANCES,
    **{party: _row_by_row(party) for party in _PARTIES},
    "after": "TRUE",  # asked of the list, not of what counts
}

# How PostgreSQL is to plan every question: with the values in sight, without compiling (which
# takes longer than answering), sorting what a million stances need in memory, and finding rows
# where they are expected, there.
PLANNER = {
    "TimeZone": "UTC",
    "plan_cache_mode": "force_custom_plan",
    "jit": "off",
    "work_mem": "64MB",
    "random_page_cost": "1.1",
}
# With its own limits a name is looked up after the joins of a view, not before.
JOINS_IN_ANY_ORDER = {"join_collapse_limit": "24", "from_collapse_limit": "24", "geqo": "off"}


def plan(connection: Connection, planner: Mapping[str, str] | None = None) -> None:
    """Have PostgreSQL plan questions so until the transaction ends."""
    settings = PLANNER | dict(planner or {})
    each = ", ".join(f"set_config('{name}', '{value}', TRUE)" for name, value in settings.items())
    connection.execute(text(f"SELECT {each}"))  # our own words


def check_known(filters: Filters, own: Mapping[str, str]) -> None:
    """Raise ValueError for a filter that a question with these conditions does not know."""
    if unknown := _given(filters).keys() - (OF_EVERY_QUERY | dict(own)).keys() - ALWAYS_GIVEN:
        raise ValueError(f"this query has no filter {', '.join(sorted(unknown))}")


def _given(filters: Filters) -> dict[str, object]:
    return {name: value for name, value in vars(filters).items() if value is not None}


def matching(
    connection: Connection, filters: Filters, own: Mapping[str, str]
) -> tuple[str, dict[str, object]]:
    """Give the conditions whose filter is set, and the values that they are asked with.

    Raises ValueError for what is no cursor.
    """
    given, known = _given(filters), OF_EVERY_QUERY | dict(own)
    if filters.after is not None:
        given |= place_of(filters.after)
    for name in given:
        if f"{name} by id" in known and is_id(connection, given[name]):
            known[name] = known[f"{name} by id"]
    if "words" in given and are_rare(connection, given["words"]):
        known["words"] = known["words if rare"]
    conditions = " AND ".join(known[name] for name in given if name in known)
    found = meant(connection, given, conditions)
    return _without_empty(conditions, found) or "TRUE", given | found


def _without_empty(conditions: str, found: Mapping[str, object]) -> str:
    """Say FALSE where no form is meant, or the planner looks for it beside those that are."""
    return OF_FORMS.sub(lambda asked: "FALSE" if found[asked[1]] == [] else asked[0], conditions)
