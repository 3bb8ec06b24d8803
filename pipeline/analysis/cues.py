"""Cues: the verbs of a sentence that report words, where each stands, and who its speaker is."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from pipeline.analysis.sentences import Quote, Sentence
from pipeline.analysis.speakers import Grammar, Speaker
from pipeline.analysis.speech_cues import ANY_VERB

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
    """A cue in its sentence; words before `since` are another's, and the next cue is at `until`."""

    cue: Cue
    sentence: Sentence
    grammar: Grammar
    since: int
    until: int

    def next_quote(self) -> Quote | None:
        """Give the first passage behind the cue."""
        return self.sentence.quote_from(self.cue.end)


def cues_in(sentence: Sentence, grammar: Grammar) -> Iterator[Cue]:
    """Yield the cues outside the passages of a sentence, in order."""
    for token in sentence.outside():
        if token.lower_ == "according":
            yield from _according(token, grammar, sentence)
        elif token.lemma_ in ANY_VERB and token.pos_ in ("VERB", "AUX") and not _hyphenated(token):
            yield _cue_of(token, grammar, sentence)


def _hyphenated(token: Token) -> bool:
    """Tell whether a verb is the tail of a compound, as in "so-called"."""
    return token.i > 0 and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_


def _according(token: Token, grammar: Grammar, sentence: Sentence) -> Iterator[Cue]:
    """Yield the cue of "according to X", reaching over all that is said of X."""
    if token.i + 2 >= sentence.end or token.nbor().lower_ != "to":
        return
    source = next((t for t in grammar.rights.get(token.i + 1, ()) if t.dep_ == "pobj"), None)
    if source is not None and source.right_edge.i < sentence.end:
        yield Cue(token, grammar.named(source), token.i, source.right_edge.i + 1)


def _cue_of(verb: Token, grammar: Grammar, sentence: Sentence) -> Cue:
    """Build the cue of a verb: its phrase reaches over its own subject where that is beside it."""
    speaker = grammar.speaker_of(verb)
    subject = grammar.subjects.get(verb.i)
    if speaker is None or (subject is None and _inverted(verb, sentence)):
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
    return Cue(verb, speaker, max(start, sentence.start), min(end, sentence.end))


def _belongs(token: Token, verb: Token) -> bool:
    return token.head.i == verb.i and token.dep_ in _GROUP


def _inverted(verb: Token, sentence: Sentence) -> bool:
    """Tell whether a name follows a verb that opens its clause, as in "said Mara Venn"."""
    before = verb.i - 1
    if before < sentence.start or verb.i + 1 >= sentence.end:
        return False
    opens = verb.doc[before].text == "," or sentence.quote_at(before) is not None
    return opens and verb.tag_ in ("VBD", "VBZ") and verb.nbor().pos_ in ("PROPN", "DET")


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
    if before >= sentence.start and _can_speak(doc[before]) and sentence.quote_at(before) is None:
        return grammar.named(doc[before])
    after = verb.i + 1
    while after < sentence.end and doc[after].pos_ in ("DET", "ADJ"):
        after += 1
    while (
        after + 1 < sentence.end
        and doc[after].pos_ in ("PROPN", "NOUN")
        and doc[after + 1].pos_ in ("PROPN", "NOUN")
    ):
        after += 1
    if after < sentence.end and _can_speak(doc[after]) and sentence.quote_at(after) is None:
        return grammar.named(doc[after])
    return None


def _can_speak(token: Token) -> bool:
    return token.pos_ in ("PROPN", "NOUN", "PRON")
