"""Headlines: words that all have capitals, spelled as the rest of the article spells them."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from spacy.tokens import Span, Token

from pipeline.analysis.names.gazetteer import peoples, places
from pipeline.analysis.names.titles import ARTICLES, is_title

_FEWEST = 3  # words that a headline has before its capitals mean something
# Small words within a headline in Title Case that are no stop words of the language model.
_SMALL = frozenset("amid amidst despite like near per than versus via vs".split())
_OPENING = frozenset(": \" “ ‘ ' — – ? ! . |".split())  # behind these a sentence may begin
_LONGEST = 8  # words of a name that is looked for


def is_title_case(headline: Span) -> bool:
    """Tell whether no word of a headline but prepositions and the like lacks a capital."""
    words = [token for token in headline if token.is_alpha]
    small = (t for t in words if t.is_lower and not t.is_stop and t.lower_ not in _SMALL)
    return len(words) >= _FEWEST and next(small, None) is None


def sentence_case(headline: Span) -> list[str]:
    """Give the words of a headline with the capitals that its article gives them.

    The names in it are those that the article uses; each word keeps its length.
    """
    written = _Written(headline)
    names = dict(_names(headline, written))
    spelled = [names.get(token.i) or written.spelled(token) for token in headline]
    for place, token in enumerate(headline[:-1]):
        if is_title(token.text) and spelled[place + 1][:1].isupper():
            spelled[place] = token.text
    return spelled


class _Written:
    """How an article writes its words outside of a headline."""

    def __init__(self, headline: Span) -> None:
        self.small: Counter[str] = Counter()
        self.proper: dict[str, Counter[str]] = defaultdict(Counter)
        self.names: dict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
        doc = headline.doc
        for part in (doc[: headline.start], doc[headline.end :]):
            self._read(part)

    def _read(self, part: Span) -> None:
        for token in part:
            if token.is_lower:
                self.small[token.text] += 1
            elif token.pos_ == "PROPN":
                self.proper[token.lower_][token.text] += 1
        for name in part.ents:
            words = tuple(token.text for token in name)
            words = words[1:] if words[0].casefold() in ARTICLES else words
            if 1 < len(words) <= _LONGEST:
                self.names[words[0].casefold()][words] = None

    def spelled(self, token: Token) -> str:
        """Give a word of the headline as the article writes it; an unknown one small."""
        known = self.proper.get(token.lower_)
        if known is not None and known.total() > self.small[token.lower_]:
            return _alike(known.most_common(1)[0][0], token.text)
        if _is_capital_of_its_own(token) and not self.small[token.lower_]:
            return token.text
        return _alike(
            token.text[0] + token.lower_[1:] if _opens(token) else token.lower_, token.text
        )


def _alike(word: str, text: str) -> str:
    """Give a word unless its length differs from the text's, as of "İ" without its capital."""
    return word if len(word) == len(text) else text


def _is_capital_of_its_own(token: Token) -> bool:
    """Tell whether a word has capitals wherever it stands: "NATO", "McVenn", "Norway"."""
    if not token.text.istitle() and not token.sent.text.isupper():
        return True
    land = places().get(token.text.title()) in ("country", "state")
    return land or token.text.title() in peoples()


def _opens(token: Token) -> bool:
    return token.is_sent_start or token.nbor(-1).text in _OPENING


def _names(headline: Span, written: _Written) -> Iterator[tuple[int, str]]:
    """Yield the words of the names of several words that the article uses, each by its place."""
    for place, token in enumerate(headline):
        for name in written.names.get(token.lower_, ()):
            words = headline[place : place + len(name)]
            if [word.lower_ for word in words] == [word.casefold() for word in name]:
                for word, known in zip(words, name, strict=True):
                    yield word.i, _alike(known, word.text)
