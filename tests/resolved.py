"""Articles with stances and quotations, and what a resolver would tell of them, made by hand."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from consumers.sink.store import Batch, store_batch
from pipeline.database import connection_to, database_at
from schemas.contracts import (
    AnalysedArticle,
    Entity,
    Mention,
    Party,
    Quotation,
    Stance,
    TextSpan,
)
from schemas.fingerprints import fingerprint
from tests.analyses import analysed
from tests.rows import rows

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
VERBS = {"for": "backs", "against": "opposes", "neutral": "discusses"}


def told(
    article_id: str,
    *stances: tuple[str, str, str],
    days: int = 0,
    outlet: str = "Tern",
    said: Sequence[tuple[str, str]] = (),
    more: str = "",
    **changes: object,
) -> AnalysedArticle:
    """Analyse an article that tells (holder, polarity, target), and (speaker, words) as said.

    It is dated so many days after a Monday. Holders and speakers are entities, targets are not.
    """
    sentences = [f"{holder} {VERBS[side]} {target}." for holder, side, target in stances]
    quoted = [f"“{words},” {speaker} said." for speaker, words in said]
    text = " ".join([*sentences, *quoted, more]).strip()
    at = {sentence: text.index(sentence) for sentence in (*sentences, *quoted)}

    def span(sentence: str, words: str) -> dict[str, object]:
        start = at[sentence] + sentence.index(words)
        return {"start": start, "end": start + len(words), "text": words}

    first = {
        holder: s for (holder, *_), s in zip(reversed(stances), reversed(sentences), strict=True)
    }
    first |= {name: s for (name, _), s in zip(said, quoted, strict=True) if name not in first}
    ids = {name: f"e{n}" for n, name in enumerate(first)}
    made = {
        "outlet": outlet,
        "fetched_at": MONDAY + timedelta(days=days),
        "title": None,
        "text": text,
        "revision": fingerprint(text),
        "entities": tuple(
            Entity(
                id=ids[name],
                name=name,
                type="PERSON",
                mentions=(Mention(kind="name", **span(sentence, name)),),
            )
            for name, sentence in first.items()
        ),
        "stances": tuple(
            Stance(
                holder=Party(name=holder, entity=ids[holder], span=TextSpan(**span(s, holder))),
                target=Party(name=target, span=TextSpan(**span(s, target))),
                polarity=side,
                confidence=0.9,
                basis="predicate",
                evidence=TextSpan(**span(s, s)),
                rule="verb",
            )
            for (holder, side, target), s in zip(stances, sentences, strict=True)
        ),
        "quotations": tuple(
            Quotation(
                kind="direct",
                spans=(TextSpan(**span(s, f"“{words},”")),),
                cue=TextSpan(**span(s, "said")),
                speaker=TextSpan(**span(s, speaker)),
                speaker_entities=(ids[speaker],),
                rule="r",
            )
            for (speaker, words), s in zip(said, quoted, strict=True)
        ),
        **dict.fromkeys(("zones", "tone", "credit"), ()),
    }
    return analysed(article_id).model_copy(update=made | changes)


def stored(url: str, articles: Iterable[AnalysedArticle]) -> str:
    """Store articles, none of them resolved."""
    with database_at(url) as engine, connection_to(engine) as connection:
        store_batch(connection, Batch((), list(articles)))
    return url


def resolve(
    url: str,
    people: Mapping[str, Sequence[str]],
    issues: Mapping[str, Mapping[str, bool]],
    copies: Sequence[Sequence[str]] = (),
) -> str:
    """Tell who goes by which names, what is about which issue (True: reversed), what is a copy.

    Identities are i1, i2, …, issues t1, t2, …, in the order given. What is told in equal words is
    one statement among copies; what is said in equal words is one saying anywhere.
    """
    for n, (name, names) in enumerate(people.items(), 1):
        rows(
            url,
            "INSERT INTO identity (id, name, kind, source) VALUES (:id, :name, 'person', 'auto')",
            id=f"i{n}",
            name=name,
        )
        for form in names:
            rows(
                url,
                "INSERT INTO identity_form (form, name, identity_id) VALUES (:form, :form, :id)",
                form=form,
                id=f"i{n}",
            )
    for n, (name, phrases) in enumerate(issues.items(), 1):
        rows(
            url,
            "INSERT INTO issue (id, name, source) VALUES (:id, :name, 'auto')",
            id=f"t{n}",
            name=name,
        )
        for phrase, turned in phrases.items():
            rows(
                url,
                "INSERT INTO issue_form (form, name, issue_id, reversed)"
                " VALUES (:form, :form, :id, :turned)",
                form=phrase,
                id=f"t{n}",
                turned=turned,
            )
    rows(
        url,
        "INSERT INTO resolved (revision_id, copies, counted) SELECT id, id, TRUE FROM revision",
    )
    for group in copies:
        rows(
            url,
            "UPDATE resolved SET copies = first, counted = revision_id = first"
            " FROM (SELECT min(id) AS first FROM revision WHERE article_id = ANY(:group)) AS f,"
            " revision WHERE revision.id = revision_id AND article_id = ANY(:group)",
            group=list(group),
        )
    for statement in RESOLVED.split(";"):
        rows(url, statement)
    return url


RESOLVED = """
INSERT INTO entity_identity
    (revision_id, entity_id, form_id, name, type, mentions, score, sentences)
SELECT revision_id, entity_id, f.id, told.name, type, mentions, score, sentences
FROM entity_told AS told JOIN identity_form AS f ON f.name = told.name;

INSERT INTO stance_statement
    (revision_id, number, statement, key, issue_form_id, reversed,
    dated, outlet, current, polarity, confidence, holder_form_id, target_form_id, copies, hidden)
SELECT revision_id, number,
    dense_rank() OVER (ORDER BY copies, evidence_text),
    dense_rank() OVER (ORDER BY evidence_text), f.id, FALSE,
    told.dated, outlet, current, told.polarity, told.confidence, holder_form_id, target_form_id,
    copies, told.hidden
FROM stance
JOIN stance_told AS told USING (revision_id, number)
LEFT JOIN issue_form AS f ON f.name = target AND target_entity IS NULL;

INSERT INTO quotation_saying (revision_id, quotation, saying)
SELECT revision_id, quotation, dense_rank() OVER (ORDER BY text) FROM quotation_span;

INSERT INTO quotation_voice SELECT * FROM voice_told
"""
