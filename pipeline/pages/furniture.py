import re
from lxml.html import HtmlElement

_LINKS_PERCENT = 70
_SMALL_PERCENT = 15
_MOST_PARAGRAPHS = 3
_FURNITURE = re.compile(r"related|newsletter|subscri|promo|recommend|social|share|sharing", re.I)
_POSTS = re.compile(
    r"twitter-tweet|twitter-video|instagram-media|fb-post|tiktok-embed|bluesky-embed|reddit-card|text-post-media"
)


def clear(tree: HtmlElement) -> None:
    for quote in list(tree.iter("blockquote")):
        if _POSTS.search(quote.get("class") or ""):
            for inner in quote.iter("p"):
                pass
            quote.tag = "div"
            quote.attrib.pop("class", None)
    for figure in list(tree.iter("figure")):
        figure.tag = "div"
    for items in list(tree.iter("ul", "ol")):
        text = squeezed(items)
        if text and sum(len(squeezed(a)) for a in items.iter("a")) * 100 > _LINKS_PERCENT * len(
            text
        ):
            empty(items)
    whole = len(squeezed(tree))
    for block in list(tree.iter("div", "section", "aside", "ul", "p", "nav")):
        if _FURNITURE.search(f"{block.get('class')} {block.get('id')}"):
            if (
                len(squeezed(block)) * 100 < _SMALL_PERCENT * whole
                and sum(1 for _ in block.iter("p")) <= _MOST_PARAGRAPHS
            ):
                empty(block)


def squeezed(e) -> str:
    return " ".join(e.text_content().split())


def empty(e: HtmlElement) -> None:
    for child in list(e):
        e.remove(child)
    e.text = None
