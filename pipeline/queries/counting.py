"""What counts once: of what several articles print alike, the first that matches stands for all."""

from enum import StrEnum


class Counted(StrEnum):
    """Whether what several articles print alike counts once, or each time."""

    ONCE = "once"
    RAW = "raw"


def filled(asked: str, **parts: str) -> str:
    """Put parts where a text of SQL names them in braces; other braces stay."""
    for name, part in parts.items():
        asked = asked.replace("{" + name + "}", part)
    return asked


def alone_unless(group: str, *row: str) -> str:
    """Name what tells rows of one group as the same, and a row without a group as itself."""
    return ", ".join([group, *(f"CASE WHEN {group} IS NULL THEN {part} END" for part in row)])


# A statement says one thing of one target; of two who make it together each counts.
STANCES = {
    Counted.ONCE: filled(
        """
    SELECT DISTINCT ON ({same}) *
    FROM {stances}
    ORDER BY {same}, dated, revision_id, number
""",
        same=alone_unless("statement", "revision_id", "number") + ", holder_identity{within}",
    ),
    Counted.RAW: "SELECT * FROM {stances}",
}
MATCHING = "current_statements AS r WHERE confidence >= :min_confidence AND {conditions}"
ARTICLE = {Counted.ONCE: "copies", Counted.RAW: "revision_id"}  # what counts as one article

# Each with its words and all names, once it is known which of them count.
IN_FULL = """
    SELECT in_full.* FROM ({stances}) AS counted
    JOIN stance_history AS in_full USING (revision_id, number)
"""


def counting(asked: str, counted: Counted, *, within: str = "", in_full: bool = False) -> str:
    """Have a question about stances count those that match, once or raw; once `within` a column.

    It has what is counted of each, or all columns of `stance_history`.
    """
    within = within and f", {within}"
    stances = filled(STANCES[counted], stances=MATCHING, within=within)
    stances = filled(IN_FULL, stances=stances) if in_full else stances
    return filled(asked, stances=f"({stances})", article=ARTICLE[counted], counted=counted)
