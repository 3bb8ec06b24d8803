"""A document cut into sentences in which a marked passage is one piece, never cut."""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.attrs import IDX
from spacy.tokens import Doc, Span, Token

from pipeline.analysis.quotations.quote_marks import Passage, marked_passages
from pipeline.analysis.quotations.speech_cues import SPEECH
from pipeline.analysis.quotations.titles import is_title
from schemas.contracts import Zone
from schemas.vocabulary import ZoneName

_STOPS = frozenset((".", "?", "!"))
_ENDS = frozenset(".?!…")
_PAUSES = frozenset(",?!…—–-")
_MARKS = "\"'“”„‘’‚«»`"
_TRAILING = frozenset((",", ".", ";", "?", "!", ":", "—", "–", "--", "-"))
_ABBREVIATED = frozenset(
    "lt sgt col gen gov sen rep capt cmdr maj adm rev hon dist st jr no".split()
)
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_BRACKETS = frozenset(")]}")
_CUE_WITHIN = 14  # words between a passage and the verb that reports it; longer is a new sentence


Stretch = tuple[int, int]  # tokens from, to (exclusive)


@dataclass(frozen=True)
class Quote:
    """A marked passage as tokens, and how it reads at its edges."""

    span: Span
    closed: bool

    @property
    def stretch(self) -> Stretch:
        """Give the tokens of the passage, marks included."""
        return self.span.start, self.span.end

    @cached_property
    def words(self) -> str:
        """Give what stands between the marks."""
        return self.span.text.strip(_MARKS + " ")

    @property
    def pauses(self) -> bool:
        """Tell whether the passage ends with a comma, as before a cue, or the like."""
        return self.words[-1:] in _PAUSES

    @property
    def ends(self) -> bool:
        """Tell whether the passage ends as a sentence ends."""
        return self.words[-1:] in _ENDS

    @property
    def starts(self) -> bool:
        """Tell whether the passage starts as a sentence starts."""
        first = self.words.lstrip("…[(.¿¡ ")[:1]
        return bool(first) and not first.islower()


@dataclass(frozen=True)
class Sentence:
    """Tokens `start` to `end` (exclusive) of one sentence, the passages and the titles in it."""

    doc: Doc
    start: int
    end: int
    quotes: tuple[Quote, ...]
    paragraph: int
    titles: tuple[Stretch, ...] = ()

    def outside(self) -> Iterator[Token]:
        """Yield the tokens between the passages and titles."""
        place = self.start
        for start, end in sorted((*(q.stretch for q in self.quotes), *self.titles)):
            yield from self.doc[place:start]
            place = end
        yield from self.doc[place : self.end]

    def quote_from(self, place: int) -> Quote | None:
        """Give the first passage that starts at a token or behind it."""
        index = bisect_left(self.quotes, place, key=lambda q: q.span.start)
        return self.quotes[index] if index < len(self.quotes) else None

    def quote_before(self, place: int) -> Quote | None:
        """Give the last passage that ends before a token."""
        index = bisect_right(self.quotes, place, key=lambda q: q.span.end) - 1
        return self.quotes[index] if index >= 0 else None

    def quotes_in(self, stretch: Stretch) -> tuple[Quote, ...]:
        """Give the passages that lie in a stretch or reach into it."""
        start, end = stretch
        first = bisect_right(self.quotes, start, key=lambda q: q.span.end)
        last = bisect_left(self.quotes, end, key=lambda q: q.span.start)
        return self.quotes[first:last]

    def quote_at(self, place: int) -> Quote | None:
        """Give the passage that a token is part of, if any."""
        index = bisect_right(self.quotes, place, key=lambda q: q.span.start) - 1
        if index >= 0 and place < self.quotes[index].span.end:
            return self.quotes[index]
        return None

    def title_around(self, place: int) -> Stretch | None:
        """Give the title that a place between two tokens lies within, if any."""
        index = bisect_left(self.titles, (place, 0)) - 1
        if index >= 0 and place < self.titles[index][1]:
            return self.titles[index]
        return None

    @property
    def leads(self) -> bool:
        """Tell whether the sentence ends with a colon, so that what follows is announced."""
        whole = trimmed(self, (self.start, self.end))
        rest = self.doc[self.start if whole is None else whole[1] : self.end]
        return any(t.text == ":" for t in rest)

    @property
    def bare(self) -> bool:
        """Tell whether nothing but passages stands in the sentence."""
        return bool(self.quotes) and not any(t.is_alpha for t in self.outside())


def sentences_of(
    doc: Doc, text: str, zones: Sequence[Zone], apart: Sequence[Stretch] = ()
) -> tuple[Sentence, ...]:
    """Cut the body of a document into sentences, in linear time; stretches `apart` are left out."""
    starts = doc.to_array(IDX).tolist()
    quotes = quotes_of(doc, starts, text)
    titled = {quote for quote in quotes.values() if is_title(quote.span)}
    hidden = _hidden(doc, starts, zones)
    for first, last in apart:
        hidden[first:last] = b"\1" * (last - first)
    found: list[Sentence] = []
    start, paragraph = 0, 0
    held: list[Quote] = []
    place = 0

    def close(end: int) -> None:
        nonlocal start, held
        if any(not doc[i].is_space for i in range(start, end)):
            said = tuple(q for q in held if q not in titled)
            titles = tuple(q.stretch for q in held if q in titled)
            found.append(Sentence(doc, start, end, said, paragraph, titles))
        start, held = end, []

    while place < len(doc):
        token = doc[place]
        if hidden[place] or (token.is_space and "\n" in token.text):
            close(place)
            paragraph += not hidden[place] or not place or not hidden[place - 1]
            start = place = place + 1
        elif place in quotes:
            if place > start and _opens_sentence(doc[place - 1], quotes[place]):
                close(place)
            held.append(quotes[place])
            place = quotes[place].span.end
            if _closes(doc, held[-1], quotes):
                close(place)
        else:
            place += 1
            if _stops(doc, place):
                close(place)
    close(len(doc))
    return tuple(found)


def trimmed(sentence: Sentence, stretch: Stretch) -> Stretch | None:
    """Cut the stops and spaces off a stretch; those inside a passage stay, and titles whole."""
    start, end = stretch
    while start < end and _empty(sentence, start):
        start += 1
    while end > start and _empty(sentence, end - 1):
        end -= 1
    start, _ = sentence.title_around(start) or (start, end)
    _, end = sentence.title_around(end) or (start, end)
    return (start, end) if end > start else None


def _empty(sentence: Sentence, place: int) -> bool:
    token = sentence.doc[place]
    return (token.is_space or token.text in _TRAILING) and sentence.quote_at(place) is None


def _opens_sentence(before: Token, quote: Quote) -> bool:
    """Tell whether a passage starts a sentence though the stop before it is an abbreviation's."""
    return len(before.text) > 1 and before.text[-1] == "." and quote.starts and quote.ends


def _stops(doc: Doc, place: int) -> bool:
    """Tell whether a sentence ends before a place: at its full stop or the bracket behind that."""
    last = doc[place - 1].text
    if last == "." and place > 1 and doc[place - 2].lower_ in _ABBREVIATED:
        return False
    if last in _STOPS:
        return place == len(doc) or doc[place].text not in _BRACKETS
    return last in _BRACKETS and place > 1 and doc[place - 2].text in _STOPS


def quotes_of(doc: Doc, starts: Sequence[int], text: str) -> dict[int, Quote]:
    """Map the first token of each marked passage to it."""
    quotes = (_quote(doc, starts, p) for p in marked_passages(text))
    return {quote.span.start: quote for quote in quotes}


def _quote(doc: Doc, starts: Sequence[int], passage: Passage) -> Quote:
    first = bisect_right(starts, passage.start) - 1
    last = bisect_right(starts, passage.end - 1) - 1
    return Quote(doc[first : last + 1], passage.closed)


def _hidden(doc: Doc, starts: Sequence[int], zones: Sequence[Zone]) -> bytearray:
    """Mark the tokens outside the body: nobody is quoted there."""
    hidden = bytearray(len(doc))
    for zone in zones:
        if zone.name is not ZoneName.BODY:
            first = max(bisect_right(starts, zone.start) - 1, 0)
            last = bisect_right(starts, zone.end - 1)
            hidden[first:last] = b"\1" * (last - first)
    return hidden


def _closes(doc: Doc, quote: Quote, quotes: Container[int]) -> bool:
    """Tell whether the sentence ends with the passage: no cue follows it."""
    if not quote.ends:
        return False
    following = list(doc[quote.span.end : quote.span.end + _CUE_WITHIN])
    if not following or following[0].is_space or following[0].i in quotes:
        return True
    if following[0].text[0].islower() or following[0].is_punct:
        return False
    return not _reports(following, strict=quote.words.endswith("."))


def _reports(following: Sequence[Token], *, strict: bool) -> bool:
    """Tell whether words after a passage are its cue: a subject and a verb of speech."""
    for place, token in enumerate(following):
        if token.text in _STOPS or token.is_space:
            return False
        if token.pos_ in ("VERB", "AUX") and token.lemma_ in SPEECH:
            after = following[place + 1 : place + 2]
            return not strict or not after or after[0].text in _STOPS
        if token.tag_ in _FINITE and place:
            return False
    return False
