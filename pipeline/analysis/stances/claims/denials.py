"""What a sentence repeats only to deny it, to doubt it, or because a forger said so."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from pipeline.analysis.stances.claims.corrections import is_superseded, is_withdrawing
from pipeline.analysis.stances.modality import is_negated, is_no_longer
from pipeline.analysis.stances.syntax import (
    ancestors,
    children,
    complements,
    doers_of,
    is_verb,
)
from pipeline.analysis.stances.words import lexicon, truth

# Between a clause and the word that says whether it is so.
_CONTENT = frozenset("ccomp csubj csubjpass acl xcomp pcomp prep oprd".split())
# What a report is called stands within so many words of it.
_FARTHEST = 40
# A verdict in a sentence of its own is short: "That is not true."
_SHORT = 6
_VERDICTS = truth.VERDICTS_TRUE | truth.VERDICTS_FALSE
_TOLD = truth.TRUE | truth.FALSE | truth.REPORTS
_LINKING = frozenset("be seem appear sound remain prove look turn become".split())
_DENYING = frozenset("no hardly scarcely barely never".split())
_VALUES = frozenset("acomp attr oprd dobj".split())


def is_taken_back(word: Token, cue: Token | None = None) -> bool:
    """Tell whether a text does not stand by the clause of a word, said with the `cue` if quoted."""
    below = word
    if _is_alleged(word) or _is_undone(word) or _is_printed_in_vain(word):
        return True
    for head in ancestors(word):
        if _are_parted(below, head):
            break
        if below.dep_ in ("relcl", "advcl", "parataxis") and not _is_open(below, head):
            break
        if _leaves_open(head, below):
            return True
        below = head
    said = cue is not None and (_is_said_in_vain(cue) or is_taken_back(cue))
    return said or _is_labelled(word.sent) or _is_called_false(word.sent)


def _are_parted(below: Token, head: Token) -> bool:
    """Tell whether a semicolon parts a clause from the one above, whatever the parser says."""
    first, last = sorted((below.i, head.i))
    return any(c.text == ";" and first < c.i < last for c in head.children)


def _is_open(clause: Token, head: Token) -> bool:
    """Tell whether a clause that usually stands by itself hangs on the word above it."""
    if clause.dep_ == "relcl":  # "the report that she backs it", as the parser may have it
        return head.lemma_.lower() in _TOLD or _is_inside(clause, head)
    return clause.dep_ == "advcl" and _is_asserting(clause)  # "lied when he said"


def _leaves_open(head: Token, below: Token) -> bool:
    """Tell whether a word above a clause says that it is not so, or not known to be."""
    if below.dep_ not in _CONTENT and not _is_open(below, head) and not _is_as(below, head):
        return False
    if is_verb(head):
        return _is_said_in_vain(head, below) or _is_judged_false(head, below)
    if below.tag_ == "VB" and below.dep_ in ("acl", "xcomp") and not _is_asserting(below):
        return False  # "the idea to back it" may be anybody's, "wrong to say" is not
    if head.pos_ in ("NOUN", "PROPN") and _is_report_in_vain(head):
        return True
    return head.pos_ in ("NOUN", "ADJ") and _is_judged_false(head.head, below)


def _is_inside(clause: Token, text: Token) -> bool:
    """Tell whether a clause is what a text made up has: "a hoax email in which she backs it"."""
    within = any(c.lower_ == "which" for c in complements(clause, ["in"]))
    return _is_fake(text) and within


def _is_asserting(verb: Token) -> bool:
    return verb.lemma_ in truth.ASSERTING


def _is_as(below: Token, head: Token) -> bool:
    """Tell whether somebody is only said to be something: "misidentified her as a critic"."""
    return below.dep_ == "pobj" and head.lower_ == "as"


def _is_said_in_vain(verb: Token, below: Token | None = None) -> bool:
    """Tell whether what a verb says is not so by how, by whom or in what it is said."""
    if verb.lemma_ in truth.MISTAKING or _is_alleged(verb) or _is_undone(verb):
        return True
    if is_withdrawing(verb) or _is_printed_in_vain(verb) or _is_denied(verb, below):
        return True
    # "a fabricated video shows" may be parsed as if that were a noun
    return _is_fake(verb) or any(map(_is_fake, _sources(verb, below)))


def _is_denied(verb: Token, below: Token | None) -> bool:
    """Tell whether somebody denies a clause, or is said not to say it."""
    content = below is not None and below.dep_ == "ccomp"
    if verb.lemma_ in truth.DENYING:
        return content and not _is_not(verb)
    if content and verb.lemma_ in lexicon.DOUBTING:
        return True
    sorry = verb.dep_ == "pcomp" and verb.head.head.lemma_ in truth.TAKING_BACK
    return _is_asserting(verb) and (sorry or _is_not(verb))


def _sources(verb: Token, below: Token | None) -> tuple[Token, ...]:
    """Give who or what says something, also where the parser takes `read a letter` otherwise."""
    behind = below is None or below.i < verb.i
    return (*doers_of(verb), *(children(verb, "dobj") if behind else ()))


def _is_not(verb: Token) -> bool:
    """Tell whether a verb is negated: "nobody thinks", "does not want to think", "refuses to"."""
    if verb.dep_ == "xcomp" and (is_negated(verb.head) or verb.head.lemma_ in lexicon.REFUSING):
        return True
    return is_negated(verb)


def _is_alleged(word: Token) -> bool:
    return any(c.lower_ in truth.ALLEGEDLY for c in children(word, "advmod", "amod"))


def _is_undone(verb: Token) -> bool:
    """Tell whether a clause goes on "but did not"."""
    return any(_is_bare_not(c) for c in children(verb, "conj"))


def _is_bare_not(verb: Token) -> bool:
    more = ("nsubj", "dobj", "attr", "acomp", "xcomp", "ccomp", "prep")
    return (verb.lemma_ in ("do", "be", "have") and bool(children(verb, "neg"))) and not children(
        verb, *more
    )


def _is_judged_false(verb: Token, below: Token) -> bool:
    """Tell whether "it is false that", "that is a lie", "it is not the case that" is said."""
    if verb.lemma_ not in _LINKING:
        return False
    values = [c for c in verb.children if c.dep_ in _VALUES and c is not below]
    if not any(v.lemma_.lower() in truth.TRUE | truth.FALSE for v in values):
        values = [p for v in values for p in children(v, "amod")]
    denied = any(_denies(c) for w in (verb, *values) for c in w.children)
    return any(
        (v.lemma_.lower() in truth.FALSE and not denied)
        or (v.lemma_.lower() in truth.TRUE and denied)
        for v in values
    )


def _denies(word: Token) -> bool:
    return word.dep_ == "neg" or word.lower_ in _DENYING or is_no_longer(word)


def _is_report_in_vain(noun: Token) -> bool:
    """Tell whether "no evidence that", "the allegation that", "denied reports that" is said."""
    lemma = noun.lemma_.lower()
    if lemma in lexicon.UNPROVEN or (lemma in lexicon.PROVING and is_negated(noun)):
        return True
    if lemma in truth.FALSE or _is_fake(noun):
        return not any(_denies(c) for c in (*noun.children, *noun.head.children))
    return lemma in truth.REPORTS and _is_refuted(noun)


def _is_refuted(noun: Token) -> bool:
    """Tell whether a report is rejected, made up or called false."""
    verb = noun.head
    if noun.dep_ in ("nsubj", "nsubjpass") and verb.lemma_ in _LINKING:
        return _is_judged_false(verb, noun)
    if noun.dep_ in ("dobj", "nsubjpass"):
        made_up = verb.lemma_ == "make" and any(c.lower_ == "up" for c in verb.children)
        called = verb.lemma_ in lexicon.CALLING and _is_called_so(noun)
        return (verb.lemma_ in truth.REFUTING or made_up or called) and not is_negated(verb)
    above = (verb, verb.head) if noun.dep_ == "pobj" else ()
    return any(word.lower_ in truth.AGAINST_REPORTS for word in above)


def _is_called_so(report: Token) -> bool:
    """Tell whether a report is called false further on: "called reports that … nonsense"."""
    behind = report.doc[report.i + 1 : min(report.sent.end, report.i + _FARTHEST)]
    return any(token.lemma_.lower() in truth.FALSE for token in behind)


def _is_fake(noun: Token) -> bool:
    """Tell whether a text or its writer is made up: "a forged letter", "a post, a hoax"."""
    if noun.lemma_.lower() in truth.FAKERS:
        return True
    if any(c.lower_ in truth.FAKES for c in children(noun, "amod", "compound", "nmod")):
        return True
    clauses = children(noun, "relcl", "acl", "advcl")
    values = (v for c in clauses for v in (c, *children(c, "acomp", "attr")))
    told = [*children(noun, "appos"), *values]
    return any(t.lemma_.lower() in truth.FAKES | truth.FALSE | truth.FAKERS for t in told)


def _is_printed_in_vain(word: Token) -> bool:
    """Tell whether something is said or done in a text that is made up, or was withdrawn."""
    return any(_is_fake(t) or is_superseded(t) for t in _texts_at(word))


def _texts_at(word: Token) -> Iterator[Token]:
    yield from complements(word, ["in", "on"])
    for source in children(word, "prep"):
        if source.lower_ == "according":
            yield from complements(source, ["to"])


def _is_labelled(sentence: Span) -> bool:
    """Tell whether a sentence stands behind "Claim:" or "Fact check:", to be examined."""
    words = [token.lower_ for token in sentence[:4]]
    checked = words[:1] == ["fact"] and "check" in words and ":" in words
    return checked or (words[1:2] == [":"] and words[0] in truth.CLAIM_LABELS)


def _is_called_false(sentence: Span) -> bool:
    """Tell whether the next sentence says no more than that this one is not so."""
    if sentence.end >= len(sentence.doc):
        return False
    verdict = sentence.doc[sentence.end].sent
    words = [token for token in verdict if not token.is_punct and not token.is_space]
    if not words or len(words) > _SHORT or words[-1].lower_ not in _VERDICTS:
        return False
    alone = len(words) == 1 or words[0].lower_ in ("that", "this", "it", "not")
    denied = any(_denies(word) for word in words)
    return alone and denied != (words[-1].lower_ in truth.VERDICTS_FALSE)
