"""Named mentions grouped into the entities of the article."""

from collections.abc import Sequence

from spacy.tokens import Doc, Span

from pipeline.analysis.cast import Appearance, Cast, Member
from schemas.contracts import MentionKind, Zone

NAMED = frozenset("PERSON ORG GPE NORP LOC FAC EVENT LAW PRODUCT WORK_OF_ART".split())


def named_entities(doc: Doc, zones: Sequence[Zone]) -> Cast:
    """Group the names in a document into entities; names in boilerplate are none."""
    groups: dict[str, list[Span]] = {}
    for ent in doc.ents:
        if ent.label_ in NAMED:
            groups.setdefault(ent.text.casefold(), []).append(ent)
    return Cast(
        doc,
        [
            Member(
                id=f"e{number}",
                name=spans[0].text,
                label=spans[0].label_,
                appearances=tuple(Appearance(span, MentionKind.NAME) for span in spans),
            )
            for number, spans in enumerate(groups.values(), start=1)
        ],
    )
