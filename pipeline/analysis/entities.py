"""Entities: the names of an article grouped into who and what it speaks of."""

from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Doc, Span

from pipeline.analysis.aliases import Label, fullest
from pipeline.analysis.cast import Appearance, Cast, Member
from pipeline.analysis.more_names import acronyms, completed, repeated
from pipeline.analysis.name_kinds import reconciled
from pipeline.analysis.names import Name, in_order, names_in, spoken, words_of
from pipeline.analysis.no_names import without_no_names
from schemas.contracts import MentionKind, Zone


def named_entities(doc: Doc, zones: Sequence[Zone]) -> Cast:
    """Group the names in a document into entities; names in boilerplate are none."""
    said = spoken(doc, zones)
    names = without_no_names(doc, completed(doc, names_in(doc, zones), said))
    explained, stated = acronyms(doc, names)
    names = reconciled(doc, in_order((*explained, *names)), stated)
    names = repeated(doc, names, said)
    words = [words_of(doc, name) for name in names]
    counts = Counter(words)
    kinds = dict(zip(words, (name.label for name in names), strict=True))
    full = fullest([Label(w, kinds[w], n) for w, n in counts.items()], stated)
    groups: dict[str, list[Name]] = {}
    for name, spelling in zip(names, words, strict=True):
        groups.setdefault(full[spelling], []).append(name)
    return Cast(
        doc,
        [
            Member(
                f"e{number}", named, kinds[named], tuple(_appearance(doc, name) for name in group)
            )
            for number, (named, group) in enumerate(groups.items(), start=1)
        ],
    )


def _appearance(doc: Doc, name: Name) -> Appearance:
    return Appearance(Span(doc, name.start, name.end, label=name.label), MentionKind.NAME)
