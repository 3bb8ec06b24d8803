"""Articles in which known people are for or against known things, with what the resolver tells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from consumers.sink.store import Batch, store_batch
from schemas import corpus_tables
from schemas.contracts import (
    AnalysedArticle,
    Entity,
    Mention,
    Party,
    Provenance,
    Stance,
    TextSpan,
)
from schemas.fingerprints import fingerprint


@dataclass(frozen=True)
class Known:
    """An identity, or an issue where it has no kind."""

    id: str
    name: str
    kind: str | None = None


@dataclass(frozen=True)
class Held:
    """One stance in an article; statements of one number are prints of one."""

    holder: Known
    side: str
    issue: Known
    statement: int | None = None  # None: one of its own


def nobody(name: str) -> Known:
    """Make a holder whom the resolver does not know."""
    return Known("", name)


def article(
    article_id: str, day: str, stances: Sequence[Held], *, before: str = "", **changes: object
) -> AnalysedArticle:
    """Write an article with one sentence a stance, after the words `before`."""
    text, found, entities = before, [], {}
    for held in stances:
        sentence = f"{held.holder.name} is {held.side} {held.issue.name}."
        start = len(text)
        text += f"{sentence} "
        holder = _span(text, start, held.holder.name)
        target = _span(text, start + len(held.holder.name), held.issue.name)
        for known, span in ((held.holder, holder), (held.issue, target)):
            if known.kind is not None:
                entities.setdefault(known.id, []).append(Mention(kind="name", **span.model_dump()))
        found.append(
            Stance(
                holder=_party(held.holder, holder),
                target=_party(held.issue, target),
                polarity=held.side,
                confidence=0.875,
                basis="model",
                evidence=_span(text, start, sentence),
                rule="stance-model",
            )
        )
    names = {known.id: known.name for held in stances for known in (held.holder, held.issue)}
    made = AnalysedArticle(
        id=article_id,
        revision=fingerprint(text),
        outlet="The Harbour Gull",
        title=f"News of {day}",
        fetched_at=datetime.fromisoformat(day).replace(tzinfo=UTC),
        text=text,
        entities=tuple(
            Entity(id=id_, name=names[id_], type="PERSON", mentions=tuple(mentions))
            for id_, mentions in entities.items()
        ),
        stances=tuple(found),
        provenance=Provenance(code="1", models={"stances": "3"}),
    )
    return made.model_copy(update=changes)


SAID = """
INSERT INTO stance_statement
    (revision_id, number, statement, key, issue_form_id, reversed,
    dated, outlet, current, polarity, confidence, holder_form_id, target_form_id, copies, hidden)
SELECT revision_id, number, :statement, :key, CAST(:issue_form_id AS bigint), :reversed,
    dated, outlet, current, polarity, confidence, holder_form_id, target_form_id, copies, hidden
FROM stance_told WHERE revision_id = :revision_id AND number = :number
"""


def store_resolved(
    connection: Connection, articles: Sequence[tuple[AnalysedArticle, Sequence[Held]]]
) -> None:
    """Store articles, and what the resolver would write of the stances they were made of."""
    store_batch(connection, Batch((), [made for made, _ in articles]))
    every = [held for _, stances in articles for held in stances]
    forms = _store_known(connection, every)
    ids = dict(connection.execute(sa.text("SELECT article_id, id FROM revision")).all())
    entities, statements = [], []
    for made, stances in articles:
        revision = ids[made.id]
        entities += [
            {
                "revision_id": revision,
                "entity_id": entity.id,
                "form_id": forms[entity.id],
                "name": entity.name,
                "type": entity.type,
                "mentions": len(entity.mentions),
            }
            for entity in made.entities
        ]
        statements += [
            {
                "revision_id": revision,
                "number": number,
                "statement": held.statement or 1_000_000 * revision + number,
                "key": number,
                "issue_form_id": None if held.issue.kind else forms[held.issue.id],
                "reversed": False,
            }
            for number, held in enumerate(stances)
        ]
    if entities:
        connection.execute(corpus_tables.entity_identity.insert(), entities)
    if statements:
        connection.execute(sa.text(SAID), statements)
    connection.execute(sa.text("DELETE FROM unresolved"))


def _store_known(connection: Connection, every: Iterable[Held]) -> dict[str, int]:
    """Store identities and issues with one form each; give the forms' ids by theirs."""
    known = {k.id: k for held in every for k in (held.holder, held.issue) if k.id}
    forms = {id_: number for number, id_ in enumerate(known, 1)}
    for kind, (table, of_form) in {
        True: ("identity", "identity_form"),
        False: ("issue", "issue_form"),
    }.items():
        for k in known.values():
            if (k.kind is not None) is not kind:
                continue
            row = {"id": k.id, "name": k.name, "source": "auto"}
            form = {"id": forms[k.id], "form": k.id, "name": k.name, f"{table}_id": k.id}
            tables = corpus_tables.metadata.tables
            connection.execute(tables[table].insert(), row | ({"kind": k.kind} if kind else {}))
            connection.execute(
                tables[of_form].insert(), form | ({} if kind else {"reversed": False})
            )
    return forms


def _party(known: Known, span: TextSpan) -> Party:
    return Party(name=known.name, entity=known.id if known.kind else None, span=span)


def _span(text: str, start: int, words: str) -> TextSpan:
    found = text.index(words, start)
    return TextSpan(start=found, end=found + len(words), text=words)
