"""How firmly a predicate is said to hold: negated, conditional, wished for, or left unsaid."""

from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.analysis.stances.syntax import (
    DEEPEST,
    OBJECT_CONTROL,
    children,
    complements,
    is_helped_by,
    is_passive,
    is_verb,
)
from pipeline.analysis.stances.words import attitudes, lexicon
from schemas.vocabulary import Modality

_NEGATIONS = frozenset(
    "not n't n’t never no nor neither without hardly barely cannot nothing".split()
)
# "has not yet endorsed", "did not fully support", "did not back it until May": not to have said
# so is not to be against.
_PARTLY = frozenset(
    """explicitly publicly officially formally necessarily yet always fully entirely completely
    automatically directly specifically immediately openly expressly outright until till""".split()
)
_NEAR = 2  # "is not", "care not"; a "not" further behind denies what follows it
_DENYING = frozenset("neg det preconj cc advmod prep".split())
_NOBODY = frozenset("neither no none nobody nor few not hardly barely scarcely".split())
# What is nearly done is not done; what was once held is held no more.
_NOT_NOW = frozenset("nearly almost once formerly previously originally initially".split())
_INVERTED = frozenset("had should were".split())
_CONDITIONS = frozenset("if unless whether lest".split())
_MODALS = {
    "would": Modality.CONDITIONAL,
    "'d": Modality.CONDITIONAL,
    "could": Modality.POSSIBLE,
    "might": Modality.POSSIBLE,
    "may": Modality.POSSIBLE,
}
_UNABLE = frozenset(
    "unable reluctant hesitant unlikely likely bound obliged forced built designed".split()
)
_UNABLE_TO = frozenset("inability failure reluctance unwillingness hesitation".split())
# "Would be glad to back it" is to be for it, "would be foolish to back it" is not.
_READY = frozenset(
    """able content delighted eager glad happy honored honoured inclined keen open pleased prepared
    proud ready thrilled willing""".split()
)
_UNWILLING = frozenset("unwilling loath".split())
_CHAINED = frozenset({"xcomp", "pcomp", "acomp", "prep", "oprd", "advmod"})


@dataclass(frozen=True)
class Force:
    """Whether what a predicate says is denied, how firmly it is said, or that it is not said."""

    negated: bool = False
    modality: Modality = Modality.ASSERTED
    unsaid: bool = False
    due: bool = False  # it ought to be done, which says nothing of those who ought to


def force_of(predicate: Token) -> Force:
    """Read the words around a predicate, up to the verb that asserts it."""
    negated, modality, due = False, Modality.ASSERTED, False
    unsaid = any(token.text == "?" for token in predicate.sent[-3:])
    token = predicate
    for _ in range(DEEPEST):
        negated ^= is_negated(token)
        unsaid |= is_negated(token) and any(c.lower_ in _PARTLY for c in token.children)
        modality = _modal(token) or modality
        unsaid |= _is_counterfactual(token) or _is_not_now(token)
        due |= _is_needed_of(token)
        due |= is_helped_by(token, lexicon.OUGHT)
        due |= _is_purpose(token) and is_helped_by(token.head, lexicon.OUGHT)
        unsaid |= _is_conditional(token)
        head = token.head
        if head is token or not _governs(head, token):
            break
        negated ^= head.lemma_ in lexicon.REFUSING or head.lower_ in _UNWILLING
        unsaid |= _leaves_unsaid(head, token)
        if head.lemma_ in lexicon.WANTING:
            modality = Modality.DESIRED
        token = head
    return Force(negated, modality, unsaid, due)


def is_negated(token: Token) -> bool:
    """Tell whether a word of negation stands directly at a predicate."""
    return any(
        (c.dep_ in _DENYING and _negates(c)) or is_no_longer(c) or _is_nobody(c)
        for c in token.children
        if c.i < token.i or (c.dep_ == "neg" and c.i - token.i <= _NEAR)
    )


def is_no_longer(word: Token) -> bool:
    """Tell whether "no longer" or "not … any more" stands here."""
    return word.lower_ in ("longer", "more") and any(
        c.lower_ in ("no", "not") for c in word.children
    )


def _is_nobody(word: Token) -> bool:
    """Tell whether a subject denies what is said of it: "neither X nor Y", "no senator"."""
    if word.dep_ not in ("nsubj", "nsubjpass"):
        return False
    told = {c.lower_ for c in word.lefts}
    few = word.lower_ == "few" or "few" in told
    if few and "a" in told:
        return False  # "a few senators" are some
    return word.lower_ in _NOBODY or bool(told & _NOBODY)


def _negates(word: Token) -> bool:
    if word.lower_ == "no" and word.i + 1 < len(word.doc) and word.nbor().lower_ == "doubt":
        return False
    return word.lower_ in _NEGATIONS


def _modal(token: Token) -> Modality | None:
    return next((_MODALS[c.lower_] for c in token.children if _is_modal(c)), None)


def _is_needed_of(verb: Token) -> bool:
    """Tell whether "Smith needs to challenge it" is what another wants of Smith."""
    need = verb.head
    own = any(c.lower_ in ("i", "we") for c in need.children)
    return verb.dep_ == "xcomp" and need.lemma_ == "need" and not own


def _is_purpose(verb: Token) -> bool:
    """Tell whether a verb says what for: "should sue to resist it"."""
    return verb.dep_ == "advcl" and verb.tag_ == "VB"


def _is_counterfactual(verb: Token) -> bool:
    """Tell whether "might have admired it" says that nobody did."""
    helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    return "have" in helpers and bool(helpers & _MODALS.keys())


def _is_not_now(verb: Token) -> bool:
    """Tell whether somebody "nearly backed it", "once backed it" or "used to back it"."""
    return any(c.lower_ in _NOT_NOW for c in children(verb, "advmod") if c.i < verb.i) or (
        verb.dep_ == "xcomp" and _is_put_off(verb.head, verb)
    )


def _is_put_off(head: Token, verb: Token) -> bool:
    """Tell whether it is past or to come: "used to", "has yet to", "was (going) to back it"."""
    if head.lemma_ in ("have", "be") and any(c.lower_ == "yet" for c in children(head, "advmod")):
        return True
    if head.lower_ == "used":
        return not children(head, "aux", "auxpass", "dobj")
    if head.lower_ == "going":
        return is_helped_by(head, ("was", "were")) and head.dep_ != "ccomp"
    to = any(c.lower_ == "to" for c in children(verb, "aux"))
    return to and head.lemma_ == "be" and head.tag_ == "VBD" and head.dep_ != "ccomp"


def _is_modal(word: Token) -> bool:
    return word.dep_ == "aux" and word.lower_ in _MODALS


def _is_conditional(token: Token) -> bool:
    joined = token.dep_ == "conj" and is_verb(token.head)
    if _is_inverted(token) or (token.dep_ == "xcomp" and _is_inverted(token.head)):
        return True
    return (joined and _is_conditional(token.head)) or any(
        c.dep_ in ("mark", "advmod") and c.lower_ in _CONDITIONS for c in token.children
    )


def _is_inverted(verb: Token) -> bool:
    """Tell whether a clause supposes by its order: "had she backed it", "were she to back it"."""
    first = verb if verb.lower_ == "were" else next(iter(children(verb, "aux")), verb)
    if first.lower_ not in _INVERTED or first.i != verb.left_edge.i:
        return False
    return any(c.i > first.i for c in children(verb, "nsubj", "nsubjpass"))


def _governs(head: Token, token: Token) -> bool:
    """Tell whether the word above decides if what is said below it holds."""
    if token.dep_ == "conj" and is_verb(head):
        if head.tag_ == "VB" and token.tag_ in ("VBD", "VBZ", "VBP"):
            return False  # "did not concede and vowed": the vow is not denied
        return not any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in token.children)
    if _is_wished_of(head, token):
        return True
    if token.dep_ == "advcl":
        return token.tag_ == "VB" and head.lemma_ in lexicon.UNSAID
    infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children)
    return token.dep_ in _CHAINED or (token.dep_ in ("acl", "ccomp") and infinitive)


def _is_wished_of(head: Token, token: Token) -> bool:
    """Tell whether somebody else wishes it: "hopes that Y will do it", "calls for Y to do it"."""
    clause = token.dep_ in ("ccomp", "advcl") and token.tag_ == "VB" and token.i > head.i
    return clause and head.lemma_ in lexicon.WISHING and bool(children(token, "nsubj", "nsubjpass"))


def _leaves_unsaid(head: Token, token: Token) -> bool:
    if token.dep_ == "conj":
        return False
    if token.dep_ == "pcomp" and head.head.pos_ == "NOUN":
        if head.head.lemma_ in attitudes.AGAINST_NOUNS:
            return True  # "reservations about voting for X"
        above = head.head.head.head if head.head.dep_ == "pobj" else head.head.head
        # "question the wisdom of backing X", "retreated from the goal of ousting X"
        return above.lemma_ in lexicon.DOUBTING | lexicon.DROPPING
    if token.dep_ == "pcomp" and (_keeps_from(head) or _is_thought_of(head, token)):
        return True
    if token.dep_ == "pcomp" and head.lower_ in (
        "without",
        "despite",
        "for",
        "of",
        "from",
        "instead",
    ):
        return head.lower_ == "without" or _leaves_unsaid_verb(head.head)
    others = _is_asked_of_another(head, token) or _is_wished_of(head, token)
    return others or _leaves_unsaid_verb(head) or _is_only_judged(head, token)


def _is_only_judged(head: Token, token: Token) -> bool:
    """Tell whether doing it is only called something: "it would be foolish to back it"."""
    verb = head.head if head.dep_ == "acomp" else head
    judged = any(c.lemma_ not in _READY for c in children(verb, "acomp"))
    return judged and token.dep_ == "xcomp" and verb.lemma_ == "be" and _modal(verb) is not None


def _keeps_from(preposition: Token) -> bool:
    """Tell whether it is not done: "barred it from funding", "decided against bringing charges"."""
    kept = preposition.lower_ == "from" and preposition.head.lemma_ in lexicon.KEEPING
    return kept or preposition.lower_ == "against"


def _is_thought_of(preposition: Token, deed: Token) -> bool:
    """Tell whether it is only in somebody's mind: "thinking of backing it"."""
    thought = preposition.head.lemma_ in ("think", "dream") and deed.tag_ == "VBG"
    return thought and preposition.lower_ in ("of", "about")


def _is_asked_of_another(head: Token, token: Token) -> bool:
    """Tell whether somebody else is asked, helped or made to do it: "urged Y to reject Z"."""
    if head.lemma_ not in OBJECT_CONTROL or token.dep_ not in ("xcomp", "ccomp", "advcl"):
        return False
    if head.lemma_ in lexicon.CAUSING:
        return False  # "prompting X to accuse him": X did
    called = head.lemma_ == "call" and complements(head, ["on", "upon"])
    other = called or any(c.dep_ in ("dobj", "nsubj") and c.i > head.i for c in head.children)
    own = token.dep_ == "ccomp" and any(c.dep_ == "nsubj" for c in token.children)
    made = head.lemma_ in ("make", "let") or any(c.lower_ == "to" for c in token.children)
    return is_passive(head) or bool(other) or (own and made)


def _leaves_unsaid_verb(head: Token) -> bool:
    return (
        head.lemma_ in lexicon.UNSAID
        or head.lower_ in _UNABLE | _UNABLE_TO
        or head.lower_ == "short"
    )
