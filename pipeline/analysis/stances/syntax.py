"""Who does what in a parsed sentence: subjects, objects and complements, across clauses."""

from collections.abc import Collection, Iterable, Iterator

from spacy.tokens import Token

from pipeline.analysis.names.pronouns import is_relative

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
_NO_PERSONS = frozenset("ORG GPE LOC FAC".split())
# "urged Y to drop Z": Y, not the subject, is the one to drop it.
OBJECT_CONTROL = frozenset(
    """urge ask tell order force press pressure push persuade convince encourage lobby invite
    advise beg implore compel command instruct permit allow enable want expect call require warn
    challenge help let make get cause lead prompt remind direct request plead appeal love like
    prefer hate""".split()
)
# "criticised Y for backing Z": Y backs it.
OBJECT_OF_DEED = frozenset({"of", "for", "from", "over", "into"})
_PARTICLES = frozenset("back out up down off".split())
# Verbs with these are other verbs: to poke around at something is not to poke at it.
_OTHERWISE = frozenset("around about along".split())
# A guard against malformed trees; no clause of a real sentence lies as deep.
DEEPEST = 12


def is_verb(token: Token) -> bool:
    """Tell whether a token can head a clause."""
    return token.pos_ in ("VERB", "AUX")


def is_passive(verb: Token) -> bool:
    """Tell whether a verb is passive: "was praised", "plans opposed by"."""
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not _own_subjects(verb):
        return not any(c.dep_ == "aux" for c in verb.children) and is_passive(verb.head)
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl", "amod")


def describes(verb: Token) -> bool:
    """Tell whether a verb says which: "protesting workers", "stopped by protesting workers"."""
    by = verb.head
    doer = verb.dep_ == "pcomp" and by.lower_ == "by" and is_passive(by.head)
    return verb.tag_ == "VBG" and (verb.dep_ == "amod" or doer)


def conjoined(token: Token) -> tuple[Token, ...]:
    """Give a token and those joined to it by "and" or "or"."""
    if token.dep_ == "conj":
        return (token,)
    joined = (c for c in token.conjuncts if not _is_excepted(c)) if _is_list(token) else ()
    return (*(c for c in children(token, "nmod") if _is_joined(c)), token, *joined)


def _is_excepted(word: Token) -> bool:
    """Tell whether a word is joined only to be left out: "Venn, not Hall"."""
    first = word.left_edge
    return first.lower_ == "not" or (first.i > 0 and first.nbor(-1).lower_ == "not")


def _is_list(first: Token) -> bool:
    """Tell whether words are joined: "and" stands in a list, or it is of subjects in a headline.

    "Met Venn at the Club, his club" is parsed as if he met the club.
    """
    if first.dep_ in SUBJECTS:
        return True
    return any(c.dep_ == "cc" for one in (first, *first.conjuncts) for c in one.children)


def _is_joined(word: Token) -> bool:
    """Tell whether a name before another is joined to it: "President Venn and Secretary Hall"."""
    return word.pos_ == "PROPN" and any(c.dep_ == "cc" and c.i > word.i for c in word.children)


def all_conjoined(tokens: Iterable[Token]) -> tuple[Token, ...]:
    """Give tokens and those joined to each."""
    return tuple(other for token in tokens for other in conjoined(token))


def children(token: Token, *deps: str) -> list[Token]:
    """Give the children of a token that stand in one of these relations to it."""
    return [child for child in token.children if child.dep_ in deps]


def owners_of(noun: Token) -> list[Token]:
    """Give whose a thing is, also where the parser takes the name of "Smith's plan" otherwise."""
    return [c for c in noun.children if c.dep_ == "poss" or (c.dep_ == "nmod" and _is_owner(c))]


def _is_owner(name: Token) -> bool:
    return any(c.lower_ in ("'s", "’s") for c in name.children)


def subjects(verb: Token, depth: int = 0) -> tuple[Token, ...]:
    """Give those who do what a verb says, conjoined ones apart; empty where none is said."""
    if depth > DEEPEST:
        return ()
    if own := _own_subjects(verb):
        return tuple(other for token in own for other in conjoined(_antecedent(token)))
    return _inherited(verb, depth + 1)


def _own_subjects(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_ in SUBJECTS or c.dep_ in PASSIVE_SUBJECTS]


def _antecedent(token: Token) -> Token:
    """Give the noun that "who" or "which" stands for, else the token itself."""
    clause = token.head
    while clause.dep_ == "conj" and is_verb(clause):
        clause = clause.head
    if not is_relative(token) or clause.dep_ != "relcl":
        return token
    noun = clause.head
    if token.lower_ == "who" and noun.ent_type_ in _NO_PERSONS:
        return token  # "Smith of the Sierra Club, who opposes X": nobody knows who
    if noun.lower_ in ("those", "all", "many") and (whole := complements(noun, ["of"])):
        return whole[0]  # "those of us who oppose X"
    if noun.dep_ == "appos" and noun.tag_ == "NN" and noun.head.pos_ == "PROPN":
        return noun.head  # "Mara Venn, a lawyer who opposes X"
    if noun.dep_ == "attr" and noun.head.lemma_ == "be":  # "Kaine is a lawyer who opposes X"
        return next(iter(children(noun.head, "nsubj")), noun)
    return noun


def _inherited(verb: Token, depth: int) -> tuple[Token, ...]:
    """Give the subject that a clause without one borrows from the clause above it."""
    head = verb.head
    if head is verb:
        return ()
    if verb.dep_ == "acl":
        sent = head.dep_ == "pobj" and head.head.lower_ in ("to", "with")
        if verb.tag_ == "VBG":  # "sent a letter to X opposing it": not X opposes it
            return () if sent else conjoined(head)
        return _owner(head, depth)
    if verb.dep_ in ("xcomp", "ccomp", "advcl"):
        return _controller(verb, head, depth)
    if verb.dep_ == "pcomp":
        return _controller(verb, head.head, depth, deed=head.lower_ in OBJECT_OF_DEED)
    joined = verb.dep_ == "conj" and is_verb(head)
    chained = verb.dep_ in ("acomp", "attr", "prep", "oprd", "advmod")
    return subjects(head, depth) if joined or chained else ()


def _controller(verb: Token, head: Token, depth: int, *, deed: bool = False) -> tuple[Token, ...]:
    if not is_verb(head):
        if head.pos_ in ("NOUN", "PROPN"):
            return _owner(head, depth)
        return subjects(head.head, depth) if head.head is not head else ()
    steered = head.lemma_ in OBJECT_CONTROL and verb.dep_ in ("xcomp", "ccomp", "advcl")
    if steered or deed:
        if is_passive(head):
            return subjects(head, depth)
        called = complements(head, ["on", "upon"]) if head.lemma_ == "call" else ()
        objects = [o for o in (*objects_of(head), *called) if o.i < verb.i]
        if objects or (steered and head.lemma_ == "call"):
            return tuple(objects)
    return subjects(head, depth)


def _owner(noun: Token, depth: int) -> tuple[Token, ...]:
    """Give whose "decision to …", "plan for …" it is, else who has or makes it."""
    if owners := children(noun, "poss"):
        return tuple(other for owner in owners for other in conjoined(owner))
    if noun.dep_ in ("dobj", "attr") and is_verb(noun.head):
        return subjects(noun.head, depth)
    if noun.dep_ == "pobj" and is_verb(noun.head.head):
        return subjects(noun.head.head, depth)
    return ()


def objects_of(verb: Token) -> tuple[Token, ...]:
    """Give what a verb is done to: its objects, or its subject when passive or relative."""
    if is_passive(verb):
        if own := children(verb, "nsubjpass"):
            return tuple(other for token in own for other in conjoined(_antecedent(token)))
        if verb.dep_ in ("acl", "amod"):
            return (verb.head,)
        return subjects(verb)
    found = [c for c in children(verb, "dobj", "dative") if not _is_beside_place(c, verb)]
    return tuple(
        other for token in found if token.pos_ != "ADP" for other in conjoined(_antecedent(token))
    )


def _is_beside_place(word: Token, verb: Token) -> bool:
    """Tell whether an object stands behind a place: "met Venn at the Club, his private club"."""
    objects = children(verb, "dobj")
    first = objects[0] if objects else word
    joined = any(c.dep_ == "cc" for one in (first, word) for c in one.children)
    places = (c for c in children(verb, "prep") if first.i < c.i < word.left_edge.i)
    return word.i > first.i and not joined and any(children(p, "pobj") for p in places)


def is_helped_by(verb: Token, words: Collection[str]) -> bool:
    """Tell whether one of these auxiliaries stands with a verb: "will", "should"."""
    return any(c.lower_ in words for c in children(verb, "aux"))


def gerunds(verb: Token) -> tuple[Token, ...]:
    """Give what somebody does where that is a verb's object: "supports banning it"."""
    clauses = (c for c in children(verb, "xcomp", "ccomp") if c.tag_ == "VBG")
    return tuple(c for c in clauses if not children(c, "mark"))


def agents(verb: Token) -> tuple[Token, ...]:
    """Give those who do what a passive verb says: "by X and Y"."""
    near = [c for v in (verb, *children(verb, "oprd")) for c in v.children]  # "elected head by X"
    found = [c for c in near if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")]
    by = [c for c in found if not _is_excepted(c)]
    return tuple(other for token in pobjs(by) for other in conjoined(token))


def doers_of(verb: Token) -> tuple[Token, ...]:
    """Give those who do what a verb says, be it active or passive."""
    return agents(verb) if is_passive(verb) else subjects(verb)


def complements(token: Token, prepositions: Iterable[str]) -> tuple[Token, ...]:
    """Give the nouns and clauses behind a word's prepositions: "opposition TO the plan"."""
    wanted = frozenset(prepositions)
    heads = [c for c in token.children if c.dep_ in ("prep", "agent", "dative", "prt", "advmod")]
    near = [p for h in heads for p in (h, *children(h, "prep")) if p.lower_ in wanted]
    return tuple(other for found in pobjs(near) for other in conjoined(found))


def pobjs(prepositions: Iterable[Token]) -> Iterator[Token]:
    """Yield the objects of prepositions, nouns and clauses alike."""
    for preposition in prepositions:
        yield from children(preposition, "pobj", "pcomp")


def particle(verb: Token) -> str | None:
    """Give the particle of a phrasal verb, "out" in "ruled out"."""
    beside = (c for c in verb.children if c.dep_ == "prt" or _is_beside(c, verb))
    return next((c.lower_ for c in beside), None)


def is_otherwise(verb: Token) -> bool:
    """Tell whether a word behind a verb makes it another one: "poking around at it"."""
    behind = verb.nbor() if verb.i + 1 < len(verb.doc) else verb
    return behind.lower_ in _OTHERWISE and not children(behind, "pobj", "pcomp")


def _is_beside(word: Token, verb: Token) -> bool:
    """Tell whether an adverb is a particle that the parser did not know: "pushed back"."""
    return word.dep_ == "advmod" and word.i == verb.i + 1 and word.lower_ in _PARTICLES


def ancestors(token: Token) -> Iterator[Token]:
    """Yield a token's heads, nearest first, never without end."""
    for _ in range(DEEPEST * 4):
        if token.head is token:
            return
        token = token.head
        yield token
