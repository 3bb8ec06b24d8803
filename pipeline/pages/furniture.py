"""What stands around and between an article's paragraphs is taken out of its page."""

import re
from collections.abc import Iterator

from lxml.etree import strip_elements, strip_tags
from lxml.html import HtmlElement

# On 86 pages (F1 of 4-word shingles) 96.7 without all that is done here and in `boilerplate`, 98.0
# with it.
_LINKS_PERCENT = 70  # of a list's characters: beyond it, it leads elsewhere
_SMALL_PERCENT = 15  # of a page's characters: a block with more may be the article
_MOST_PARAGRAPHS = 3
_FURNITURE = re.compile(
    r"related|newsletter|subscri|promo|recommend|social|shar(?:e|ing)|read-?more|also-?read|"
    r"most-(?:read|popular)|trending|sponsor|tag-?cloud|disclaimer|copyright|reprint|print-only",
    re.IGNORECASE,
)
_POSTS = re.compile(
    r"twitter-(?:tweet|video)|instagram-media|fb-post|tiktok-embed|bluesky-embed|mastodon-embed|"
    r"reddit-card|text-post-media",
    re.IGNORECASE,
)
_NO_TEXT = ("script", "style", "template", "svg", "iframe", "select")
_OF_TEASERS = ("img", "picture", "h2", "h3", "h4", "h5")
_BLOCKS = ("div", "section", "aside", "ul", "p")


def clear(tree: HtmlElement) -> None:
    """Take out what is no article; embedded posts and figures become plain blocks of it."""
    strip_elements(tree, *_NO_TEXT, with_tail=False)
    _unwrap_posts(tree)
    for figure in tree.iter("figure"):
        figure.tag = "div"
    for items in list(tree.iter("ul", "ol")):
        if _leads_elsewhere(items):
            _empty(items)
    for block in list(_small_furniture(tree)):
        _empty(block)


def _unwrap_posts(tree: HtmlElement) -> None:
    """Make an embedded post a block like others, and what holds nothing else one, too."""
    for quote in list(tree.iter("blockquote")):
        if not _POSTS.search(quote.get("class") or ""):
            continue
        quote.tag = "p"
        for part in quote.iter("p", "br"):
            part.tail = f" {part.tail or ''}"
        strip_tags(quote, "p", "br", "a")
        length = _length(quote)
        for block in (quote, *quote.iterancestors("div", "section", "figure", "p", "span")):
            if _length(block) > length:
                break
            block.attrib.pop("class", None)
            block.attrib.pop("id", None)


def _leads_elsewhere(items: HtmlElement) -> bool:
    """Say whether a list is mostly links, or of other articles with their headings or pictures."""
    entries = items.findall("li")
    teasers = [
        x
        for x in entries
        if x.find(".//a") is not None and next(x.iter(*_OF_TEASERS), None) is not None
    ]
    if len(teasers) > 2 and len(teasers) > len(entries) / 2:
        return True
    length = _length(items)
    links = sum(_length(link) for link in items.iter("a"))
    return bool(length) and 100 * links > _LINKS_PERCENT * length


def _small_furniture(tree: HtmlElement) -> Iterator[HtmlElement]:
    most = _length(tree) * _SMALL_PERCENT / 100
    for block in tree.iter(*_BLOCKS):
        if (
            _FURNITURE.search(f"{block.get('class')} {block.get('id')}")
            and _length(block) < most
            and sum(1 for _ in block.iter("p")) <= _MOST_PARAGRAPHS
        ):
            yield block


def _length(element: HtmlElement) -> int:
    """Count the characters of an element's text, a blank for each run of them."""
    return len(" ".join(element.text_content().split()))


def _empty(element: HtmlElement) -> None:
    for child in list(element):
        element.remove(child)
    element.text = None
