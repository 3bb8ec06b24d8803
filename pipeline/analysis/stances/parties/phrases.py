"""Topics: the shortest phrase a reader would search for, from the word it turns on."""

from spacy.tokens import Doc, Span, Token

from pipeline.analysis.stances.syntax import children, is_verb
from pipeline.analysis.stances.words import nouns

# Longer phrases are no search terms: 95% of the topics marked in news are shorter.
LONGEST = 12
_LEFT = frozenset("compound amod nmod nummod poss quantmod punct npadvmod advmod".split())
_LINKS = frozenset("on for to against with in into from over about at between".split())
_CLOSING = frozenset(("prep", "acl", "relcl", "appos", "punct", "cc", "conj", "advcl"))


def topic_of(head: Token) -> Span:
    """Give the phrase of a noun or gerund: its modifiers, and what it is of or on."""
    if is_clause(head):
        return clause_of(head)
    start, end = _core(head)
    return _trimmed(head.doc[start : _right(head, end, LONGEST - (end - start))])


def is_clause(head: Token) -> bool:
    """Tell whether a word is a verb; what has an article is a noun, whatever it is tagged."""
    return is_verb(head) and not children(head, "det")


def _core(head: Token) -> tuple[int, int]:
    start = head.i
    for child in reversed(list(head.lefts)):
        if child.dep_ not in _LEFT or child.right_edge.i + 1 != start:
            break
        start = child.left_edge.i
    return _unbroken(head.doc, start, head.i + 1)


def _unbroken(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Widen a stretch over the hyphens at its ends: "non-interventionism" is one word."""
    while start > 1 and doc[start - 1].text == "-" and not doc[start - 2].whitespace_:
        start -= 2
    while end < len(doc) - 1 and doc[end].text == "-" and not doc[end - 1].whitespace_:
        end += 2
    return start, end


def _right(head: Token, end: int, room: int) -> int:
    """Give where a phrase ends when what it is of, on or about is part of it."""
    for child in head.rights:
        if child.left_edge.i != end or child.dep_ == "punct":
            break
        if child.dep_ == "prep" and _belongs(head, child):
            objects = children(child, "pobj", "pcomp")
            if not objects:
                break
            reached = topic_of(objects[0]).end if room > 2 else end
        elif child.dep_ == "acl" and head.lemma_ in nouns.GENERIC and _tells_which(child, head):
            reached = clause_of(child).end
        else:
            break
        if reached - end > room:
            break
        end, room = reached, room - (reached - end)
    return end


def _belongs(head: Token, preposition: Token) -> bool:
    word = preposition.lower_
    if word == "of" and children(preposition, "pcomp") and head.lemma_ not in nouns.GENERIC:
        return False  # "accused the president of lying"
    linking = word in _LINKS or (word == "by" and _is_lone(head))
    return word == "of" or (linking and head.lemma_.lower() in nouns.GENERIC)


def _tells_which(clause: Token, head: Token) -> bool:
    """Tell whether a clause is part of a topic: "the bill to ban it", "a bill banning it"."""
    if clause.tag_ == "VBG":
        return _is_lone(head) and len(clause_of(clause)) > 1
    return clause.tag_ == "VB"


def _is_lone(head: Token) -> bool:
    """Tell whether no word before a noun says which one is meant."""
    return not any(c.dep_ in _LEFT and c.lower_ not in nouns.PASSING for c in head.lefts)


def clause_of(verb: Token) -> Span:
    """Give "joining the World Trade Organization": a verb and its object or complement."""
    end = verb.i + 1
    for child in verb.rights:
        if child.dep_ in ("dobj", "attr", "prep", "xcomp", "prt", "acomp"):
            objects = children(child, "pobj", "pcomp") or [child]
            reached = topic_of(objects[0]).end if child.dep_ != "prt" else child.i + 1
            if reached - verb.i > LONGEST:
                break
            end = max(end, reached)
            if child.dep_ != "prt":
                break
    return verb.doc[verb.i : _complemented(verb, end)]


def _complemented(verb: Token, end: int) -> int:
    """Give where a verb ends with what it does to its object: "moving the capital to Dodoma"."""
    for word in verb.rights:
        if word.left_edge.i == end:
            reached = _whither(word) or _thereby(word, verb)
            return reached if reached and reached - verb.i <= LONGEST else end
    return end


def _whither(word: Token) -> int | None:
    """Give where a direction ends: "home", "out of the union", "to Dodoma"; not "to Friday"."""
    if word.lower_ not in nouns.DIRECTIONS or word.dep_ not in ("prep", "dative", "advmod", "prt"):
        return None
    innermost = next(iter(children(word, "prep")), word)
    places = children(innermost, "pobj")
    if not places:
        return None if word.dep_ in ("prep", "dative") else word.i + 1
    return None if places[0].ent_type_ in ("DATE", "TIME") else topic_of(places[0]).end


def _thereby(word: Token, verb: Token) -> int | None:
    """Give where a light verb's meaning ends: "taking the report seriously"."""
    means = verb.lemma_.lower() in nouns.LIGHT_VERBS and word.dep_ in ("advmod", "oprd")
    return word.right_edge.i + 1 if means else None


def _trimmed(span: Span) -> Span:
    """Drop what says how new or whose it is by a pronoun, and marks at either end."""
    start, end = span.start, span.end
    while start < end - 1 and _is_passing(span.doc[start]):
        if span.doc[start + 1].text == "-" and span.doc[start].lower_ != "so":
            break  # "long-standing" stays whole, "so-called" goes
        start += 1
    while end > start + 1 and (span.doc[end - 1].is_punct or span.doc[end - 1].is_space):
        end -= 1
    return span.doc[start:end]


def _is_passing(token: Token) -> bool:
    return (
        (token.lower_ in nouns.PASSING and token.pos_ != "PROPN")
        or token.is_punct
        or token.pos_ in ("DET", "ADV")
        or (token.pos_ == "PRON" and token.dep_ == "poss")
        or token.lower_ in ("'s", "’s")
    )


def plain(phrase: Span) -> str:
    """Give the words of a phrase with one blank between them."""
    return " ".join(phrase.text.split())
