"""The article of a page in paragraphs: what surrounds it is left out."""

from collections.abc import Iterator

from lxml.html import HtmlElement
from trafilatura import extract

from pipeline.pages.boilerplate import is_boilerplate
from pipeline.pages.furniture import clear
from pipeline.pages.headline import letters_of

# A line of so much of the title, or the title with so much, repeats it.
_MOST_OF_THE_TITLE = 0.8
# A text so short, of a page with so much more in paragraphs, is sought again with more care: four
# of 223 pages gained their article by it.
_FEW = 600
_FEW_OF_ALL = 0.5


def body_of(tree: HtmlElement, title: str | None, linked: str | None) -> str | None:
    """Give the paragraphs of a page's article, a line each; None where there is none.

    `linked` is the article's text by the page's linked data: for pages that show less than half
    of it. The tree is changed: what else is read of it comes first.
    """
    clear(tree)
    text = extract(tree, fast=True, include_comments=False) or ""
    if len(text) < _FEW and len(text) < _FEW_OF_ALL * _in_paragraphs(tree):
        text = max(text, extract(tree, include_comments=False) or "", key=len)
    if linked is not None and len(text) < _FEW_OF_ALL * len(linked):
        text = linked
    return "\n".join(_paragraphs(text, title)) or None


def _in_paragraphs(tree: HtmlElement) -> int:
    return sum(len(paragraph.text_content()) for paragraph in tree.iter("p"))


def _paragraphs(text: str, title: str | None) -> Iterator[str]:
    """Yield the lines that are neither the title once more nor of every page."""
    lines = [line for line in text.split("\n") if line.strip()]
    for number, line in enumerate(lines):
        if number < 2 and len(lines) > 2 and title is not None and _repeats(line, title):
            continue
        if not is_boilerplate(line):
            yield line


def _repeats(line: str, title: str) -> bool:
    ours, theirs = letters_of(line), letters_of(title)
    if not ours or not theirs:
        return False
    shorter, longer = sorted((ours, theirs), key=len)
    return shorter in longer and len(shorter) >= _MOST_OF_THE_TITLE * len(longer)
