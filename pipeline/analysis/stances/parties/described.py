"""Those whom an article calls by what they are: "the candidate", where it is plain who that is."""

from spacy.tokens import Token

from pipeline.analysis.entities.cast import Cast, Member
from pipeline.analysis.stances.syntax import children
from pipeline.analysis.stances.words import nouns

# So far before "the candidate" stands the name of the one who is meant, in characters.
_NEAR = 400
# He has at least this share of all mentions of persons in the article.
_SHARE = 0.35


def person_meant(head: Token, cast: Cast) -> str | None:
    """Give whom "the candidate" means: whom the article is about, if it has just named them.

    Whoever speaks of the candidate, or does something to him, is another.
    """
    is_one = head.lemma_.lower() in nouns.RUNNING and head.tag_ == "NN"
    if not is_one or children(head, "relcl", "acl") or [c.lower_ for c in head.lefts] != ["the"]:
        return None
    people = [member for member in cast.members if member.label == "PERSON"]
    main = max(people, key=lambda member: len(member.appearances), default=None)
    if main is None or main.id in _acting_above(head, cast):
        return None
    mentions = sum(len(member.appearances) for member in people)
    is_main = len(main.appearances) >= _SHARE * mentions
    return main.id if is_main and _is_named_just_before(head, main) else None


def _acting_above(head: Token, cast: Cast) -> set[str | None]:
    verbs = (above for above in head.ancestors if above.pos_ in ("VERB", "AUX"))
    return {cast.at(subject) for verb in verbs for subject in children(verb, "nsubj")}


def _is_named_just_before(head: Token, member: Member) -> bool:
    distances = (head.idx - a.span.end_char for a in member.appearances)
    return any(0 < distance <= _NEAR for distance in distances)
