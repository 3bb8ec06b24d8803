"""Cues: the verbs of a sentence that report words, where each stands, and who its speaker is."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from spacy.tokens import Span, Token

from pipeline.analysis.quotations.sentences import Quote, Sentence
from pipeline.analysis.quotations.sources import speaks_in_general
from pipeline.analysis.quotations.speakers import Grammar, Speaker
from pipeline.analysis.quotations.speech_cues import (
    ANY_ADJECTIVE,
    ANY_NOUN,
    ANY_VERB,
    NAMING,
    SPEECH,
)

_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_RELATIVES = frozenset(("who", "which", "whose"))
_PARTING = frozenset("and but when as while if that because after before".split())
_ENDS = frozenset((".", "?", "!", ";", ":"))
_DESCRIPTION = 20  # words of "Mara Venn, 69, who has led the party since May," before "said"
_GLUES = frozenset(("-", "<", "/", "</"))
_BEHIND = 9  # words behind "said" among which its speaker is looked for
_GROUP = frozenset(("aux", "auxpass", "neg", "advmod", "prt"))


@dataclass(frozen=True)
class Cue:
    """A verb of speech with its speaker; the phrase is subject and verb, end exclusive."""

    verb: Token
    speaker: Speaker | None
    start: int
    end: int

    def span(self) -> Span:
        """Give the word that reports."""
        return self.verb.doc[self.verb.i : self.verb.i + 1]


@dataclass(frozen=True)
class Reach:
    """A cue in its sentence; words before `since` and the passages `taken` are another's."""

    cue: Cue
    later: Sequence[Cue]
    sentence: Sentence
    grammar: Grammar
    since: int
    taken: Set[Quote]

    def next_quote(self) -> Quote | None:
        """Give the first passage behind the cue."""
        return self.sentence.quote_from(self.cue.end)

    def next_cue_before(self, quote: Quote) -> bool:
        """Tell whether another cue stands between the cue and a passage."""
        return bool(self.later) and self.later[0].start < quote.span.start


def cues_in(sentence: Sentence, grammar: Grammar) -> Iterator[Cue]:
    """Yield the cues outside the passages of a sentence, in order; nobody's are left out."""
    for cue in _words_of_speech(sentence, grammar):
        if cue.speaker is None or not speaks_in_general(cue.verb, cue.speaker):
            yield cue


def _words_of_speech(sentence: Sentence, grammar: Grammar) -> Iterator[Cue]:
    for token in sentence.outside():
        if token.lower_ == "according":
            yield from _according(token, grammar, sentence)
        elif token.lemma_ in ANY_VERB and _is_verb(token, sentence) and not _names(token, grammar):
            cue = _cue_of(token, grammar, sentence)
            if cue.speaker is not None or token.lemma_ not in NAMING:
                yield cue
        elif token.lemma_ in ANY_NOUN and token.pos_ == "NOUN":
            yield Cue(token, grammar.owner_of(token), token.i, token.i + 1)
        elif token.lemma_ in ANY_ADJECTIVE and token.pos_ == "ADJ" and token.dep_ == "acomp":
            yield Cue(token, grammar.speaker_of(token), token.i, token.i + 1)


def _is_verb(token: Token, sentence: Sentence) -> bool:
    """Tell whether a word is a verb; behind "X," the model takes "reads" or "states" for nouns."""
    if token.pos_ in ("VERB", "AUX"):
        return not _hyphenated(token)
    if token.pos_ != "NOUN" or token.lemma_ not in SPEECH or token.i + 1 >= sentence.end:
        return False
    quote = _quote_behind(token, sentence)
    ends = token.nbor().text in (".", ",") or token.nbor().pos_ in ("ADP", "ADV")
    return ends and quote is not None and quote.span.end < token.i


def _names(token: Token, grammar: Grammar) -> bool:
    """Tell whether a thing is given its name, by nobody: "a play called X", "is called X"."""
    if token.lemma_ not in NAMING or token.tag_ != "VBN" or token.i in grammar.agents:
        return False
    if token.i > 0 and token.nbor(-1).text == ",":
        return False
    return grammar.is_passive(token) or token.dep_ == "acl"


def _hyphenated(token: Token) -> bool:
    """Tell whether a word is the tail of a compound, "so-called", or of a tag, "<tweet"."""
    return token.i > 0 and token.nbor(-1).text in _GLUES and not token.nbor(-1).whitespace_


def _according(token: Token, grammar: Grammar, sentence: Sentence) -> Iterator[Cue]:
    """Yield the cue of "according to X", reaching over all that is said of X."""
    if token.i + 2 >= sentence.end or token.nbor().lower_ != "to":
        return
    source = next((t for t in grammar.rights.get(token.i + 1, ()) if t.dep_ == "pobj"), None)
    if source is not None and source.right_edge.i < sentence.end:
        speaker = grammar.named(source)
        yield Cue(token, speaker, token.i, max(source.right_edge.i + 1, speaker.span.end))


def _cue_of(verb: Token, grammar: Grammar, sentence: Sentence) -> Cue:
    """Build the cue of a verb: its phrase reaches over its own subject where that is beside it."""
    speaker, subject = grammar.speaker_of(verb), grammar.subjects.get(verb.i)
    if speaker is not None and any(sentence.quote_at(t.i) is not None for t in speaker.heads):
        speaker, subject = None, None  # the parse looked for the subject in what is said
    known = speaker is not None or grammar.is_passive(verb)
    if not known or (subject is None and _inverted(verb, sentence)):
        speaker = _beside(verb, grammar, sentence) or speaker
        subject = speaker.heads[0] if speaker is not None else None
    start, end = verb.i, verb.i + 1
    while start > sentence.start and _belongs(verb.doc[start - 1], verb):
        start -= 1
    while end < sentence.end and _belongs(verb.doc[end], verb):
        end += 1
    if subject is not None and speaker is not None and _adjacent(subject, verb, sentence):
        start = min(start, subject.left_edge.i, speaker.span.start)
        end = max(end, speaker.span.end)
    quote = _quote_behind(verb, sentence)
    if quote is not None and quote.span.end < verb.i:
        start = quote.span.end
        if speaker is None or not start <= speaker.span.start < verb.i:
            speaker = described(start, sentence, verb.i) or speaker
    return Cue(verb, speaker, max(start, sentence.start), min(end, sentence.end))


def _quote_behind(verb: Token, sentence: Sentence) -> Quote | None:
    """Find the passage before a verb, if nothing but a speaker's description parts them."""
    quote = sentence.quote_before(verb.i)
    if quote is None or not quote.pauses or verb.i - quote.span.end > _DESCRIPTION:
        return None
    gap = verb.doc[quote.span.end : verb.i]
    aside = False
    for place, token in enumerate(gap):
        aside = aside or token.text in (",", "(") or token.lower_ in _RELATIVES
        if token.lower_ in _PARTING or (token.pos_ == "VERB" and token.lemma_ in ANY_VERB):
            return None
        if token.tag_ in _FINITE and not aside and place:
            return None
        if place == 0 and (token.text in _ENDS or token.pos_ in ("ADP", "SCONJ")):
            return None
    return quote


def described(start: int, sentence: Sentence, end: int | None = None) -> Speaker | None:
    """Take words for a speaker up to a comma, bracket, colon or adverb, whatever their parse."""
    end = sentence.end if end is None else end
    doc = sentence.doc
    while start < end and (doc[start].is_punct or doc[start].is_space):
        start += 1
    last = start
    while last < end and not (doc[last].is_punct or doc[last].is_space or doc[last].pos_ == "ADV"):
        last += 1
    return Speaker(doc[start:last], (doc[last - 1],)) if last > start else None


def _belongs(token: Token, verb: Token) -> bool:
    return token.head.i == verb.i and token.dep_ in _GROUP


def _inverted(verb: Token, sentence: Sentence) -> bool:
    """Tell whether a name follows a verb that opens its clause, as in "said Mara Venn"."""
    if not _opens_clause(verb, sentence) or verb.i + 1 >= sentence.end:
        return False
    return verb.tag_ in ("VBD", "VBZ") and verb.nbor().pos_ in ("PROPN", "DET")


def _opens_clause(verb: Token, sentence: Sentence) -> bool:
    before = verb.i - 1
    if before < sentence.start:
        return False
    return verb.doc[before].text == "," or sentence.quote_at(before) is not None


def _adjacent(subject: Token, verb: Token, sentence: Sentence) -> bool:
    """Tell whether no passage stands between a subject and its verb."""
    first, last = sorted((subject.i, verb.i))
    if first < sentence.start or last >= sentence.end:
        return False
    quote = sentence.quote_from(first)
    return quote is None or quote.span.start > last


def _beside(verb: Token, grammar: Grammar, sentence: Sentence) -> Speaker | None:
    """Find the noun next to a verb that the parse left without a subject."""
    doc = verb.doc
    before = verb.i - 1
    while before > sentence.start and doc[before].pos_ in ("ADV", "AUX"):
        before -= 1
    if before > sentence.start and doc[before].text == ",":
        before -= doc[before - 1].ent_type_ == "PERSON"  # the head of the port, Mara Venn, said
    if before >= sentence.start and _can_speak(doc[before]) and sentence.quote_at(before) is None:
        return grammar.named(doc[before])
    return None if verb.tag_ in ("VBG", "VB") else _following(verb, grammar, sentence)


def _following(verb: Token, grammar: Grammar, sentence: Sentence) -> Speaker | None:
    """Find the last noun of the phrase behind a verb: "said retired general Mara Venn"."""
    head: Token | None = None
    for token in verb.doc[verb.i + 1 : min(verb.i + _BEHIND, sentence.end)]:
        if sentence.quote_at(token.i) is not None or (head is None) == (token.pos_ == "PUNCT"):
            break
        if _can_speak(token):
            head = token
        elif head is not None:
            break
    return None if head is None else grammar.named(head)


def _can_speak(token: Token) -> bool:
    return token.pos_ in ("PROPN", "NOUN", "PRON")
