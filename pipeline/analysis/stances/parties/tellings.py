"""Tellings: what the words around a noun say of which one it is: "a bill to ban plastic bags"."""

import re
from collections.abc import Iterator

from spacy.tokens import Span, Token

from pipeline.analysis.stances.parties.phrases import LONGEST, clause_of, plain, topic_of
from pipeline.analysis.stances.parties.which import ELSEWHERE, is_another, is_told
from pipeline.analysis.stances.syntax import OBJECT_CONTROL, children, complements, is_verb
from pipeline.analysis.stances.words import lone, nouns

# So many words behind a noun its clause may begin: "a bill sent on Monday by Venn that would …".
_LOOSE = 25
_POINTING = frozenset("the this that these those".split())
_WOULD = frozenset("would will could should to".split())
_AIMED = frozenset("aim design intend mean".split())
_NO_DEEDS = frozenset(
    """be become have seem remain go come get need pass fail die face hurt cost take make
    expire work date start begin last draw win receive gain earn spark trigger prompt
    meet cause raise lead leave move wind pend sit circulate emerge carry call say state""".split()
)
# What a measure itself does, be it that it would or that it does.
_DEEDS = frozenset(
    """abolish allow authorize authorise ban bar block condemn create criminalize cut decriminalize
    delay eliminate end exempt expand extend forbid force fund give grant guarantee impose
    increase legalize legalise let limit lower mandate outlaw overhaul overturn permit prevent
    prohibit protect raise reduce reform repeal replace require restore restrict scrap seek strip
    support suspend tax urge""".split()
)
_BESIDE = frozenset("with on against over between".split())
_TIMES = frozenset(("DATE", "TIME"))
_NAMES = frozenset("PERSON ORG GPE NORP DATE TIME CARDINAL".split())
_WHICH = frozenset(("that", "which"))
_WHO = _WHICH | {"who"}
_MARKS = re.compile('["“”]')


def full_name(noun: Token) -> str | None:
    """Name a noun by its phrase or its clause, where these say which it is."""
    phrase = topic_of(noun)
    if is_another(noun):
        return None
    is_whole = phrase[-1] == noun or not is_verb(phrase[-1])
    if is_whole and is_told(phrase, noun):
        return plain(phrase)
    return told_by_clause(noun) if noun.lemma_.lower() in lone.BARE else None


def told_by_clause(noun: Token) -> str | None:
    """Name a noun by the clause that tells what it does: "bill that would ban plastic bags"."""
    if noun.lemma_.lower() in lone.RUNNING and not _is_any(noun):
        return None
    clauses = [*children(noun, "relcl", "acl"), *_loose_clauses(noun)]
    believed = [c for clause in clauses for c in children(clause, "ccomp")]
    for clause in (*clauses, *believed):
        if clause.lemma_ in _AIMED:
            deeds = [*children(clause, "xcomp"), *complements(clause, ["at"])]
            told = (f"to {deed.lemma_} {rest}" for deed in deeds if (rest := rest_of(deed)))
        else:
            rest = rest_of(clause)
            told = (f"{way} {rest}" for way in _ways(clause) if rest)
        if (words := next(told, None)) is not None:
            return f"{noun.lower_} {words}"
    return None


def _loose_clauses(noun: Token) -> Iterator[Token]:
    """Yield clauses that the parser gave to another word: "a bill by Mara Venn that would …".

    A thing's "that" is not said of a person, a place or a day; and "passed a bill on Monday to ban
    it" tells what the bill does, "passed the bill to please him" why it was passed.
    """
    doc, end = noun.doc, min(noun.sent.end, noun.i + _LOOSE)
    for word in doc[noun.i + 1 : end]:
        if word.pos_ == "NOUN" and word.lemma_.lower() in lone.BARE:
            return
        if word.dep_ == "relcl" and word.head.i > noun.i and word.head.ent_type_ in _NAMES:
            subject = next(iter(children(word, "nsubj")), None)
            if subject is not None and subject.lower_ in _WHICH:
                yield word
        to = next((c for c in children(word, "aux") if c.lower_ == "to"), None)
        if word.lemma_ in _AIMED and word.tag_ == "VBN" and word.dep_ in ("acl", "advcl"):
            yield word
        if to is None or word.tag_ != "VB" or not _is_any(noun):
            continue
        makers = [*children(noun, "relcl", "acl"), *_made_by(noun)]
        is_made = word.dep_ in ("xcomp", "advcl") and word.head in makers
        if is_made or _is_right_behind(noun, to):
            yield word


def _made_by(noun: Token) -> list[Token]:
    return [noun.head] if noun.dep_ == "dobj" and noun.head.lemma_ in lone.MAKING else []


def _is_any(noun: Token) -> bool:
    return not any(c.lower_ in _POINTING for c in children(noun, "det", "poss"))


def _is_right_behind(noun: Token, to: Token) -> bool:
    """Tell whether nothing but a day, a count or an adverb stands between a noun and "to"."""
    between = noun.doc[noun.i + 1 : to.i]
    return all(w.ent_type_ in _NAMES or w.pos_ in ("NUM", "ADP", "ADV", "PUNCT") for w in between)


def told_beside(noun: Token) -> str | None:
    """Name "a ruling on X", and "a deal" brokered "with X", which the parser gives to the verb."""
    behind = (w for w in noun.doc[noun.i + 1 : noun.sent.end] if w.ent_type_ not in _TIMES)
    link = next(behind, None)
    if link is None or noun.lemma_.lower() in lone.RUNNING:
        return None
    is_loose = noun.dep_ == "dobj" and link.head == noun.head and not points_back(noun)
    if link.lower_ == "with" and noun.lemma_.lower() not in lone.AGREED:
        return None
    if link.lower_ not in _BESIDE or not (link.head == noun or is_loose):
        return None
    near = next((o for o in children(link, "pobj") if o.pos_ in ("NOUN", "PROPN")), None)
    if near is None or near.ent_type_ in _TIMES or near.lemma_.lower() in nouns.TIMES:
        return None
    return f"{noun.text} {plain(noun.doc[link.i : topic_of(near).end])}"


def told_in_marks(noun: Token) -> str | None:
    """Name "a 'ferries for all' plan" by what stands in quotation marks right before it."""
    doc, last = noun.doc, noun.i - 1
    if last < 2 or not doc[last].is_quote:
        return None
    first = last - 1
    while first > noun.sent.start and last - first < LONGEST and not doc[first].is_quote:
        first -= 1
    inside = doc[first + 1 : last]
    is_closed = doc[first].is_quote and doc[last].whitespace_ != "" and inside.text[-1:].isalnum()
    return f"{plain(inside)} {noun.lower_}" if is_closed and len(inside) else None


def deed_of(noun: Token) -> str | None:
    """Name a noun by what it would do, or does: "The bill would ban plastic bags"."""
    verb = noun.head
    would = [c.lower_ for c in children(verb, "aux") if c.lower_ in _WOULD]
    if noun.dep_ != "nsubj" or children(verb, "neg"):
        return None
    does = verb.lemma_ in _DEEDS and verb.tag_ in ("VBZ", "VBP", "VBD")
    if not (does or (would and verb.tag_ == "VB")):
        return None
    rest = rest_of(verb)
    way = " ".join(("that", *would[:1], verb.lower_))
    return None if rest is None else f"{noun.lower_} {way} {rest}"


def rest_of(verb: Token) -> str | None:
    """Give what follows a verb in its clause, as far as it is short; None where nothing tells."""
    doc, first = verb.doc, verb.i + 1
    eases = verb.lemma_ == "make" and _is_it_so(doc[first : first + 3])
    if (verb.lemma_ in _NO_DEEDS and not eases) or not is_verb(verb) or not verb.is_alpha:
        return None
    objects = children(verb, "dobj", "ccomp", "xcomp")
    wholes = (clause_of(o).end for o in [*objects, *_caused(verb)] if _is_whole(o))
    things = (o.right_edge.i + 1 for o in objects if o.dep_ == "dobj")
    plainly = (clause_of(verb).end, verb.right_edge.i + 1, *(o.i + 1 for o in objects))
    end = next(
        (end for end in (*wholes, *things, *plainly) if eases < end - first <= LONGEST), first
    )
    told = doc[first:end]
    if not len(told) or _breaks_off(told) or any(_is_elsewhere(t) for t in told[eases:]):
        return None  # "legislation offering that amount"
    words = plain(told).rstrip(" .,;")
    return (words if sum(t.is_quote for t in told) % 2 == 0 else _MARKS.sub("", words)) or None


def _breaks_off(told: Span) -> bool:
    """Tell whether more must follow, or be known: "close what some call", "repeal the bill"."""
    last = told[-1]
    is_lone = last.lemma_.lower() in lone.NEVER_ALONE and len(topic_of(last)) == 1
    return last.pos_ == "ADP" or is_lone or (last.dep_ in ("ccomp", "relcl") and len(told) > 2)


def _is_whole(part: Token) -> bool:
    return part.dep_ != "dobj" and len(clause_of(part)) > 1


def _caused(verb: Token) -> list[Token]:
    """Give what somebody is let or made to do, wherever the parser put it."""
    if verb.lemma_ not in OBJECT_CONTROL:
        return []
    behind = verb.doc[verb.i + 1 : min(verb.i + LONGEST, verb.sent.end)]
    deeds = (w for w in behind if w.tag_ == "VB" and verb in w.ancestors)
    return [d for d in deeds if any(c.lower_ == "to" for c in children(d, "aux"))][:1]


def _is_it_so(words: Span) -> bool:
    """Tell whether "it" stands for what follows: "making it easier to sue", "it a crime to"."""
    return len(words) > 1 and words[0].lower_ == "it" and words[1].pos_ in ("ADJ", "DET")


def _is_elsewhere(word: Token) -> bool:
    """Tell whether a word stands for what is said elsewhere: not "that" before a clause."""
    if word.lower_ not in ELSEWHERE or word.dep_ == "mark":
        return False
    return not (word.dep_ == "det" and children(word.head, "amod", "compound"))


def _ways(clause: Token) -> Iterator[str]:
    """Yield how a clause goes on from its noun: "to ban", "that would ban", "banning"."""
    if any(c.dep_ == "neg" or c.lower_ == "longer" for c in clause.children):
        return
    subject = next((c.lower_ for c in children(clause, "nsubj")), None)
    would = [c.lower_ for c in children(clause, "aux") if c.lower_ in _WOULD]
    lefts = [c.lower_ for c in clause.lefts]
    has_done = clause.tag_ == "VBN" and bool(would) and "have" in lefts
    if subject in _WHO and (has_done or clause.tag_ in ("VB", "VBZ", "VBP", "VBD")):
        if has_done:
            would.append("have")
        way = "who" if subject == "who" else "that"
        yield " ".join((way, *would, clause.lower_))
    elif subject is None and clause.tag_ == "VB" and "to" in would:
        yield f"to {clause.lower_}"
    elif subject is None and clause.tag_ == "VBG" and clause.dep_ == "acl":
        yield clause.lower_


def is_quality(noun: Token) -> bool:
    """Tell whether a noun is for what something has, or wants: "the cost and lack of debate"."""
    if noun.lemma_.lower() not in lone.QUALITIES or children(noun, "amod", "compound"):
        return False
    wanted = complements(noun, ["of"])
    wants = noun.lemma_.lower() in ("lack", "absence")
    if wants and not any(w.lemma_.lower() in lone.WANTED for w in wanted):
        return False
    first = noun.head if noun.dep_ == "conj" else noun
    return any(c.lower_ in ("the", "its") or c.dep_ == "poss" for c in first.lefts)


def points_back(head: Token) -> bool:
    """Tell whether a noun means one told elsewhere: "the bill", not "the bill that does it"."""
    if any(_tells_which(clause) for clause in children(head, "relcl", "acl")):
        return False  # "the problems that could arise" are told here
    return any(c.lower_ in _POINTING for c in children(head, "det"))


def _tells_which(clause: Token) -> bool:
    """Tell whether a clause is needed: not in "the bill, which passed", "the bill passed today"."""
    first = clause.left_edge
    is_aside = first.i > 0 and first.nbor(-1).lower_ == ","
    return not (is_aside or (clause.dep_ == "acl" and clause.tag_ == "VBN"))
