"""Those whom an article calls by what they are: "the candidate", where it is plain who that is."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from pipeline.analysis.entities.cast import Cast, Member
from pipeline.analysis.entities.genders import genders_of
from pipeline.analysis.names.political_parties import MEMBERS, PARTISAN
from pipeline.analysis.stances.parties.voices import Voices
from pipeline.analysis.stances.syntax import children
from pipeline.analysis.stances.words import lone
from schemas.vocabulary import MentionKind

# So far before "the candidate" stands the name of the one who is meant, in characters.
_NEAR = 400
# He has at least this share of all mentions of persons in the article.
_SHARE = 0.35
# So many words beside a name are looked at for what its owner is.
_BESIDE = 8
_TITLES = {"sen": "senator", "gov": "governor", "rep": "representative"}
_CONGRESSMEN = frozenset("congressman congresswoman".split())
_GENDERS = {"man": "m", "woman": "f"}


def person_meant(head: Token, cast: Cast, voices: Voices) -> str | None:
    """Give whom "the candidate" or "the New York businessman" means, where that is plain.

    It is who is called so beside his name; else whom the article is about, if it has just named
    him, unless what he is called is an office or a party's. Whoever speaks of the candidate, or
    does something to him, is another.
    """
    is_one = head.lemma_.lower() in lone.DESCRIBING and head.tag_ in ("NN", "NNP")
    first = next(head.lefts, None)
    if not is_one or first is None or first.lower_ != "the" or children(head, "relcl", "acl"):
        return None
    people = [member for member in cast.members if member.label == "PERSON"]
    about = _about(head, people)
    if head.lemma_.lower() in lone.RUNNING and first.i + 1 == head.i:
        meant = about
    else:
        meant = _described(head, people, about, cast)
    others = {*_acting_above(head, cast), *_speaking(head, cast, voices)}
    return None if meant is None or meant.id in others else meant.id


def _described(
    head: Token, people: list[Member], about: Member | None, cast: Cast
) -> Member | None:
    """Give whom the article calls so, else whom it is about; of several, whom it named last."""
    called = [member for member in people if _is_called(member, head, cast)]
    last = _last_named(head, people)
    if len(called) == 1:
        return called[0] if _is_named_before(head, called[0]) else None
    if called:
        return last if last in called else None
    if last is None or last != about or not _may_be_called(head, last, cast):
        return None
    return last


def _is_called(member: Member, head: Token, cast: Cast) -> bool:
    """Tell whether an article calls somebody so beside the name, and nothing that denies it."""
    said = {word for a in member.appearances for word in _words_beside(a.span)}
    told = {token.lower_ for token in head.lefts}
    parties, own = _parties_in(told), _parties_in(said)
    if parties and not parties & own:
        return False
    lemma = head.lemma_.lower()
    kinds = lone.RUNNING if lemma in lone.RUNNING else frozenset((lemma,))
    if lemma in _CONGRESSMEN:
        kinds |= {"representative"}
    return bool(kinds & said)


def _words_beside(name: Span) -> Iterator[str]:
    """Yield what stands in front of a name, in apposition to it, and what it is said to be."""
    doc, root = name.doc, name.root
    before = name.start
    while before > max(name.sent.start, name.start - _BESIDE) and doc[before - 1].pos_ in (
        "NOUN",
        "PROPN",
        "ADJ",
    ):
        before -= 1
    yield from (_plain(token) for token in doc[before : name.start])
    beside = children(root, "appos")
    if root.dep_ == "nsubj" and root.head.lemma_ == "be":
        beside += children(root.head, "attr")
    if root.dep_ == "appos":
        beside.append(root.head)
    for word in beside:
        yield _plain(word)
        yield from (_plain(token) for token in word.lefts)


def _plain(token: Token) -> str:
    word = token.lower_.rstrip(".")
    return _TITLES.get(word, word)


def _parties_in(words: set[str]) -> set[str]:
    return {party for word in words if (party := PARTISAN.get(word) or MEMBERS.get(word))}


def _last_named(head: Token, people: list[Member]) -> Member | None:
    """Give the person whose name stands nearest before a word."""
    named = (
        (a.span.end_char, i)
        for i, member in enumerate(people)
        for a in member.appearances
        if a.kind is MentionKind.NAME and a.span.end_char < head.idx
    )
    end, i = max(named, default=(-_NEAR, -1))
    return people[i] if head.idx - end <= _NEAR else None


def _about(head: Token, people: list[Member]) -> Member | None:
    """Give whom an article is about, if it mentioned him just before a word."""
    main = max(people, key=lambda member: len(member.appearances), default=None)
    if main is None:
        return None
    mentions = sum(len(person.appearances) for person in people)
    distances = (head.idx - a.span.end_char for a in main.appearances)
    is_near = any(0 < distance <= _NEAR for distance in distances)
    return main if is_near and len(main.appearances) >= _SHARE * mentions else None


def _may_be_called(head: Token, member: Member, cast: Cast) -> bool:
    """Tell whether somebody may be called so though the article does not: by no office or party."""
    lemma = head.lemma_.lower()
    if lemma in lone.OFFICES or _parties_in({token.lower_ for token in head.lefts}):
        return False
    gender = next((g for end, g in _GENDERS.items() if lemma.endswith(end)), None)
    return gender is None or genders_of(cast).get(member.id, gender) == gender


def _acting_above(head: Token, cast: Cast) -> set[str | None]:
    verbs = (above for above in head.ancestors if above.pos_ in ("VERB", "AUX"))
    return {cast.at(subject) for verb in verbs for subject in children(verb, "nsubj")}


def _speaking(head: Token, cast: Cast, voices: Voices) -> set[str | None]:
    quotation = voices.quotation_at(head)
    return set() if quotation is None else {cast.at(speaker) for speaker in quotation.speakers}


def _is_named_before(head: Token, member: Member) -> bool:
    return any(a.span.end_char < head.idx for a in member.appearances)
