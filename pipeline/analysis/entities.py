"""Entities: the names of an article grouped into who and what it speaks of."""

from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Doc, Span

from pipeline.analysis.acronyms import acronyms
from pipeline.analysis.aliases import Label, fullest
from pipeline.analysis.cast import Appearance, Cast, Member
from pipeline.analysis.more_names import plain_names
from pipeline.analysis.name_kinds import reconciled
from pipeline.analysis.names import Name, in_order, names_in, spoken, tokens_of, words_of
from pipeline.analysis.no_names import without_no_names
from pipeline.analysis.repeats import repeated
from pipeline.analysis.tables import named_in_tables
from pipeline.analysis.whole_names import whole
from schemas.contracts import MentionKind, Zone


def named_entities(doc: Doc, zones: Sequence[Zone]) -> Cast:
    """Group the names in a document into entities; names in boilerplate are none."""
    names, stated = _names(doc, zones)
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


def _names(doc: Doc, zones: Sequence[Zone]) -> tuple[list[Name], dict[str, str]]:
    """Find all names of a document, each of one kind, and the acronyms that it explains."""
    said = spoken(doc, zones)
    names = whole(doc, names_in(doc, zones))
    names = in_order((*names, *plain_names(doc, said, tokens_of(names))))
    names = without_no_names(doc, names)
    explained, stated = acronyms(doc, names)
    listed = list(named_in_tables(doc, said))
    names = reconciled(doc, in_order((*listed, *explained, *names)), stated, listed)
    return repeated(doc, names, said), stated


def _appearance(doc: Doc, name: Name) -> Appearance:
    return Appearance(Span(doc, name.start, name.end, label=name.label), MentionKind.NAME)
