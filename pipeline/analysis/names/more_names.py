"""More names: what the model leaves out and a rule of writing makes plain."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from pipeline.analysis.names.gazetteer import given_names, places
from pipeline.analysis.names.head_words import head_kind
from pipeline.analysis.names.names import Name
from pipeline.analysis.names.titles import is_title

# The longest name taken after a title, in words.
_AFTER_TITLE = 4


def plain_names(doc: Doc, said: Sequence[bool], taken: set[int]) -> Iterator[Name]:
    """Find people after titles and by given names, countries and cities."""
    for token in doc:
        i = token.i
        if not said[i] or i in taken or token.pos_ != "PROPN":
            continue
        if i and is_title(doc[i - 1].text) and doc[i - 1].is_title:
            yield from _titled(doc, i, taken)
        if token.text in places() and not _has_name_beside(doc, token):
            yield Name(i, i + 1, "GPE")
        elif token.text in given_names() and token.is_title:
            yield from _called(doc, i, taken)


def _titled(doc: Doc, start: int, taken: set[int]) -> Iterator[Name]:
    """Yield the person named after a title: "Mr Venn", "Prime Minister Mara Venn"."""
    end = start
    while end < len(doc) and end - start < _AFTER_TITLE and end not in taken:
        if not _is_name_word(doc[end]) or is_title(doc[end].text):
            break
        end += 1
    if end > start and head_kind(doc[end - 1].text) is None:
        yield Name(start, end, "PERSON")


def _called(doc: Doc, start: int, taken: set[int]) -> Iterator[Name]:
    """Yield the person whose given name stands before another name: "Mara Venn"."""
    following = doc[start + 1 : start + 2]
    if any(_is_name_word(t) and t.i not in taken and not head_kind(t.text) for t in following):
        yield Name(start, start + 2, "PERSON")


def _is_name_word(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[0].isupper() and token.is_alpha


def _has_name_beside(doc: Doc, token: Token) -> bool:
    beside = doc[max(0, token.i - 1) : token.i + 2]
    return any(t.i != token.i and _is_name_word(t) for t in beside)
