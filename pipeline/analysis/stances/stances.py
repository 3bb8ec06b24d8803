"""Stances: who is for or against what, which way, and the words that prove it."""

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Span, Token

from pipeline.analysis.entities.cast import text_span
from pipeline.analysis.model.stance_model import StanceModel
from pipeline.analysis.quotations.quotations import Quoted
from pipeline.analysis.stances.claims.answers import answered
from pipeline.analysis.stances.claims.claim import Claim
from pipeline.analysis.stances.claims.corrections import set_right
from pipeline.analysis.stances.claims.deeds import OF_DOERS
from pipeline.analysis.stances.claims.denials import is_taken_back
from pipeline.analysis.stances.claims.owners import claims_implied
from pipeline.analysis.stances.claims.predicates import predicate_claims
from pipeline.analysis.stances.claims.statements import statement_claims
from pipeline.analysis.stances.pairs.belief import Row, Stated, believed_rows
from pipeline.analysis.stances.pairs.readings import readings_in
from pipeline.analysis.stances.parties.appositions import is_anybody
from pipeline.analysis.stances.parties.parties import (
    Named,
    are_doubtful,
    holders_named,
    may_be_held,
    target_named,
)
from pipeline.analysis.stances.parties.scene import Scene
from pipeline.analysis.stances.parties.voices import Voice
from pipeline.analysis.stances.verdicts import Verdict, verdict_on
from schemas.confidence import STORED_FROM
from schemas.contracts import Party, Stance
from schemas.vocabulary import Basis, Polarity


def stances_in(scene: Scene, said: Sequence[bool], model: StanceModel | None) -> tuple[Stance, ...]:
    """Find the stances that the tokens `said` state, in text order; where none, there is none.

    The rules state some; the model reads every sentence; how probable each is, `pairs.belief` says.
    Without a model the rules' own confidence stands.
    """
    found = stated_in(said, scene)
    stances = list(found.values()) if model is None else believed(said, scene, found, model)
    stored = (stance for stance in stances if stance.confidence >= STORED_FROM)
    return tuple(sorted(stored, key=lambda s: (s.evidence.start, s.evidence.end)))


def believed(
    said: Sequence[bool], scene: Scene, stated: Mapping[Stated, Stance], model: StanceModel
) -> list[Stance]:
    """Give what the rules state and the model reads, as far as both together are believed."""
    readings = list(readings_in(said, scene, model))
    rows = believed_rows(stated, readings, scene.cast.doc, STORED_FROM)
    return [_stance_of(row, scene, model) for row in rows]


def stated_in(said: Sequence[bool], scene: Scene) -> dict[Stated, Stance]:
    """Find the stances that the rules read in the tokens `said`, the surest for each side."""
    found: dict[Stated, Stance] = {}
    for token in scene.cast.doc:
        if not said[token.i]:
            continue
        for stance in _stances_at(token, scene):
            key = (token.sent.start, stance.holder.name, stance.target.name, stance.polarity)
            if key not in found or found[key].confidence < stance.confidence:
                found[key] = stance
    return found


def _stances_at(token: Token, scene: Scene) -> Iterator[Stance]:
    claims = tuple(map(answered, (*predicate_claims(token), *statement_claims(token))))
    if not claims:
        return
    implied = (i for c in claims for i in claims_implied(c))
    for claim in (*claims, *implied):
        verdict = _verdict(claim, scene)
        target = None if verdict is None else _target(claim, scene)
        if verdict is None or target is None:
            continue
        for holder, reporter in _holders(claim, scene):
            if not may_be_held(holder, target):
                continue
            if verdict.polarity is Polarity.FOR and _is_own(target, holder):
                continue  # who is for what they did themselves says little
            if not are_doubtful(holder, target, scene.cast):
                quoted = scene.voices.quotation_at(claim.predicate)
                yield _stance(claim, verdict, (holder, target), reporter, quoted)


def _verdict(claim: Claim, scene: Scene) -> Verdict | None:
    """Weigh a claim; None where the text does not stand by it."""
    verdict = verdict_on(claim)
    if verdict is None:
        return None
    taken_back = is_taken_back(claim.predicate, scene.voices.cue_at(claim.predicate))
    return None if taken_back else verdict


def _target(claim: Claim, scene: Scene) -> Named | None:
    head = set_right(claim.target) if claim.target.lower_ == "it" else None
    target = target_named(head or claim.target, scene.cast, scene.voices, scene.topics)
    if target is None:
        return None
    unknown = claim.rule in OF_DOERS and target.entity is None
    if unknown or (claim.force.negated and is_anybody(claim.target)):
        return None  # "this president", where the article names none; "endorses no candidate"
    return target


def _holders(claim: Claim, scene: Scene) -> Iterator[tuple[Named, str | None]]:
    """Yield who holds what is claimed, and the entity whose words report it, if another's."""
    voices = scene.voices.at(claim.predicate)
    tokens = claim.holders
    if not tokens and voices:
        tokens, voices = voices[0].speakers, voices[1:]
    for token in tokens:
        for holder in holders_named(token, scene.cast, scene.voices):
            yield holder, _reporter(holder, voices, scene)


def _reporter(holder: Named, voices: Sequence[Voice], scene: Scene) -> str | None:
    for voice in voices:
        named = [
            n for token in voice.speakers for n in holders_named(token, scene.cast, scene.voices)
        ]
        entities = [n.entity for n in named if n.entity is not None]
        if entities and holder.entity not in entities:
            return entities[0]
    return None


def _is_own(target: Named, holder: Named) -> bool:
    """Tell whether a target is by its name the holder's: "Venn's bid"."""
    names = (holder.name, holder.name.rpartition(" ")[2])
    return any(target.name.startswith(f"{name}{mark}s ") for name in names for mark in "'’")


def _stance(
    claim: Claim,
    verdict: Verdict,
    parties: tuple[Named, Named],
    reporter: str | None,
    quotation: Quoted | None,
) -> Stance:
    holder, target = parties
    inside = quotation is not None and quotation.verbatim
    return Stance(
        holder=_party(holder),
        target=_party(target),
        polarity=verdict.polarity,
        confidence=round(verdict.confidence, 2),
        negated=verdict.negated,
        modality=claim.force.modality,
        reported_by=reporter or (holder.entity if inside else None),
        basis=Basis.QUOTATION if inside else Basis.PREDICATE,
        evidence=text_span(_evidence(claim, holder.span, target.span)),
        rule=f"{claim.rule}/answer" if claim.answered else claim.rule,
    )


def _stance_of(row: Row, scene: Scene, model: StanceModel) -> Stance:
    if isinstance(row.found, Stance):
        return row.found.model_copy(update={"confidence": row.belief})
    reading = row.found
    word = reading.target_node.head
    quotation = scene.voices.quotation_at(word)
    inside = quotation is not None and quotation.verbatim
    reporter = _reporter(reading.holder, scene.voices.at(word), scene)
    return Stance(
        holder=_party(reading.holder),
        target=_party(reading.target),
        polarity=row.side,
        confidence=row.belief,
        reported_by=reporter or (reading.holder.entity if inside else None),
        basis=Basis.MODEL,
        evidence=text_span(_without_blanks(reading.sentence)),
        rule=model.name,
    )


def _party(named: Named) -> Party:
    return Party(name=named.name, entity=named.entity, span=text_span(named.span))


def _evidence(claim: Claim, *parties: Span) -> Span:
    """Give the stretch of one sentence from holder to target, or all of it for want of one."""
    sentence = claim.predicate.sent
    if any(p.start < sentence.start or p.end > sentence.end for p in parties):
        return _without_blanks(sentence)
    start = min(claim.predicate.i, *(p.start for p in parties))
    proof = claim.predicate if claim.proof is None else claim.proof
    end = max(claim.predicate.i + 1, proof.i + 1, *(p.end for p in parties))
    return _closed(claim.predicate.doc[start:end])


def _closed(span: Span) -> Span:
    """Take in the closing mark right behind a stretch that a mark opens inside of."""
    marks = sum(token.is_quote for token in span)
    if marks % 2 and span.end < span.sent.end and span.doc[span.end].is_quote:
        return span.doc[span.start : span.end + 1]
    return span


def _without_blanks(span: Span) -> Span:
    start, end = span.start, span.end
    while end > start + 1 and span.doc[end - 1].is_space:
        end -= 1
    while start < end - 1 and span.doc[start].is_space:
        start += 1
    return span.doc[start:end]
