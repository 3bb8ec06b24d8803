"""No names: words with a capital that name nobody, which the model takes for names."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from pipeline.analysis.names.dates import DATES, MAYBE_DATES
from pipeline.analysis.names.gazetteer import peoples, places
from pipeline.analysis.names.names import Name, words_of
from pipeline.analysis.names.titles import is_title

# Bodies and offices that are named by a longer name; alone they are words like others.
_GENERIC = frozenset(
    """academy administration advisor agency agreement airport army assembly association authority
    bank bill board bureau cabinet center centre chamber church city club co coalition college
    commission committee company conference confederation congregation constitution corporation
    council county court crown custodian delegation department directorate district division
    embassy executive federation force forum foundation fund government group high hospital
    industry institute institution international kingdom management mayor ministers ministry
    mission mosque municipality museum national office opposition organisation organization palace
    party police president project province region republic resort scheme school secretariat
    society state states station summit team tournament town treasury treaty trust union
    university village winner""".split()
)
# A word in small letters, and no part of an address or of a compound.
_SMALL_WORD = re.compile(r"(?<![\w/.@-])[a-z]+(?![\w/@-])")
# Words in capitals that name a measure, a trade or a thing.
_COMMON = frozenset(
    """AI AIDS AM CCTV CEO CEOs CFO COO CTO DIY DNA EDT EST ET FAQ FIR GDP GMT GPS GST HIV ICU ID
    IPO IQ IT LED LGBT LGBTQ LNG MBA MD MOU MP MPs MoU NFT NGO NGOs PCR PDT PM PPE PST PhD QR RNA
    SIM SUV SUVs TB TV TVs UFO URL USB USD UTC VAT VIP""".split()
)
_BRACKETS = frozenset("[](){}<>|")
_SEAT = re.compile(r"[DRI]-[A-Z][a-z]")  # "R-Ky", of whom it says the party and state
_PANDEMIC = re.compile(r"(?i)(?:covid|sars|omicron|h\dn\d|coronavirus)\b")
# Parts of a page and gatherers of news, which an article names only to speak of itself.
_PAGES = frozenset(
    """apple news|discussion page|front page|google news|home page|main page|news feed|talk page
    |user page|wikinews""".replace("\n    ", "").split("|")
)
# Letters of other scripts: in an English article their words are no names that anybody looks for.
_OTHER_SCRIPT = re.compile(r"(?![A-Za-zª-ɏʰ-˿Ḁ-ỿﬀ-ﬆ])[^\W\d_]")
_PORTFOLIO_OF = frozenset("minister secretary ministers undersecretary deputy".split())
_PORTFOLIO_BEFORE = frozenset("minister ministers secretary ministry undersecretary".split())


def without_no_names(doc: Doc, text: str, names: Sequence[Name]) -> list[Name]:
    """Leave out what is no name: generic words, portfolios, words that the article writes small."""
    small = set(_SMALL_WORD.findall(text))
    return [name for name in names if not any(_reasons(doc, name, small))]


def _reasons(doc: Doc, name: Name, small: set[str]) -> Iterator[bool]:
    """Yield, test by test, whether a name is none."""
    words = words_of(doc, name)
    yield words.islower() or not _BRACKETS.isdisjoint(words)
    yield all(is_title(doc[i].text) for i in range(name.start, name.end))
    yield _OTHER_SCRIPT.search(words) is not None or words.casefold() in _PAGES
    yield _is_date(doc, name)
    yield _PANDEMIC.match(words) is not None or _SEAT.match(words) is not None
    if name.end - name.start == 1:
        token = doc[name.start]
        known = token.text in places() or token.text in peoples()
        yield token.lower_ in _GENERIC or token.text in _COMMON
        yield not known and token.is_title and token.lower_ in small
    yield name.label == "ORG" and _is_portfolio(doc, name)


def _is_portfolio(doc: Doc, name: Name) -> bool:
    """Tell whether a name is what a minister is minister of."""
    if name.end < len(doc) and doc[name.end].lower_ in _PORTFOLIO_BEFORE:
        return doc[name.end].is_title
    before = [token.lower_ for token in doc[max(0, name.start - 2) : name.start]]
    return len(before) == 2 and before[0] in _PORTFOLIO_OF and before[1] in ("of", "for")


def _is_date(doc: Doc, name: Name) -> bool:
    """Tell whether a name is a month or a day of the week: "Aug", "Sat 12"."""
    words = [token.lower_.rstrip(".") for token in doc[name.start : name.end]]
    numbered = any(token.like_num for token in doc[max(0, name.start - 1) : name.end + 1])
    dates = DATES | MAYBE_DATES if numbered else DATES
    return words[0] in dates and all(word in dates or not word.isalpha() for word in words)
