"""Entities: the names of an article grouped into who and what it speaks of."""

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Span

from pipeline.analysis.entities.aliases import fullest, usual
from pipeline.analysis.entities.cast import Appearance, Cast, Member
from pipeline.analysis.entities.labels import label_of
from pipeline.analysis.layout.turns import turns_of
from pipeline.analysis.names.acronyms import acronyms
from pipeline.analysis.names.cuts import cut
from pipeline.analysis.names.headlines import headline_end, mended_headlines
from pipeline.analysis.names.more_names import plain_names
from pipeline.analysis.names.name_kinds import reconciled
from pipeline.analysis.names.names import (
    LONGEST_NAME,
    Name,
    in_order,
    names_in,
    spoken,
    tokens_of,
    words_of,
)
from pipeline.analysis.names.no_names import without_no_names
from pipeline.analysis.names.repeats import repeated
from pipeline.analysis.names.tables import named_in_tables
from pipeline.analysis.names.turn_labels import label_tokens, named_in_labels
from pipeline.analysis.names.whole_names import whole
from schemas.contracts import Zone
from schemas.vocabulary import MentionKind


def named_entities(doc: Doc, zones: Sequence[Zone]) -> Cast:
    """Group the names in a document into entities; names in boilerplate are none."""
    names, stated = _names(doc, zones)
    spellings: dict[str, list[Name]] = {}
    for name in names:
        if len(words := words_of(doc, name)) <= LONGEST_NAME:
            spellings.setdefault(words, []).append(name)
    above = headline_end(doc, zones)
    labels = [label_of(doc, words, those, above) for words, those in spellings.items()]
    full = fullest(labels, stated)
    groups: dict[str, list[Name]] = {}
    for words, those in spellings.items():
        groups.setdefault(full[words], []).extend(those)
    return Cast(doc, tuple(_members(doc, groups, spellings)))


def _names(doc: Doc, zones: Sequence[Zone]) -> tuple[list[Name], dict[str, str]]:
    """Find all names of a document, each of one kind, and the acronyms that it explains."""
    said, text = spoken(doc, zones), doc.text
    turns = turns_of(text, zones)
    labels = label_tokens(doc, turns)
    said = [here and i not in labels for i, here in enumerate(said)]
    names = whole(doc, in_order(cut(doc, names_in(doc, zones, said))))
    names = in_order((*names, *plain_names(doc, said, tokens_of(names))))
    names = without_no_names(doc, text, mended_headlines(doc, names, zones))
    explained, stated = acronyms(doc, text, names)
    listed = [*named_in_labels(doc, turns), *named_in_tables(doc, text, said)]
    names = reconciled(doc, in_order((*listed, *explained, *names)), stated, listed)
    return repeated(doc, names, said), stated


def _members(
    doc: Doc, groups: Mapping[str, list[Name]], spellings: Mapping[str, list[Name]]
) -> Iterator[Member]:
    """Yield the entities in the order in which the text first names them."""
    ordered = sorted(groups.items(), key=lambda group: min(name.start for name in group[1]))
    for number, (called, names) in enumerate(ordered, start=1):
        names.sort(key=lambda name: name.start)
        appearances = tuple(_appearance(doc, name) for name in names)
        yield Member(f"e{number}", usual(called), spellings[called][0].label, appearances)


def _appearance(doc: Doc, name: Name) -> Appearance:
    return Appearance(Span(doc, name.start, name.end, label=name.label), MentionKind.NAME)
