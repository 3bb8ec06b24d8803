"""What a page says of its article as JSON-LD, the words of schema.org that search engines read."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

Node = dict[str, object]
# Where a page's own things stand; a list of other pages' articles (ItemList) is not looked into.
_WITHIN = ("@graph", "mainEntity", "mainEntityOfPage")
_ARTICLES = re.compile(r"\w*Article|\w*BlogPosting|Report|Review|AnalysisNews\w*")
_PAGES = re.compile(r"WebPage|\w+Page|Recipe|CreativeWork|VideoObject")
_AROUND = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$")
_COMMA_TOO_MANY = re.compile(r",(?=\s*[}\]])")
_DEEPEST = 6
_ENDS_PARAGRAPH = re.compile(r"(?i)</(?:p|div|li|h\d|blockquote)>|<br\s*/?>")
_TAG = re.compile(r"<[a-zA-Z/][^<>]{0,500}>")


@dataclass(frozen=True)
class LinkedArticle:
    """What JSON-LD says of the article; each is absent where it says nothing."""

    headline: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    text: str | None = None
    licence: str | None = None


def linked_article(tree: HtmlElement) -> LinkedArticle:
    """Read the article that a page's JSON-LD describes; of several the first that is fullest."""
    nodes = [node for script in _scripts(tree) for node in _nodes(script)]
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and "name" in node}
    articles = [node for node in nodes if _is(node, _ARTICLES)]
    pages = [node for node in nodes if _is(node, _PAGES)]
    told = [_told(node, by_id) for node in (*articles, *pages)]
    first = told[0] if articles else LinkedArticle()
    return LinkedArticle(
        headline=next((each.headline for each in told[: len(articles)] if each.headline), None),
        authors=next((each.authors for each in told if each.authors), ()),
        published=next((each.published for each in told if each.published), None),
        publisher=next((each.publisher for each in told if each.publisher), None),
        url=first.url,
        text=next((each.text for each in told[: len(articles)] if each.text), None),
        licence=next((each.licence for each in told if each.licence), None),
    )


def _scripts(tree: HtmlElement) -> Iterator[object]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        words = _AROUND.sub("", _AROUND.sub("", script.text or ""))
        for attempt in (words, _COMMA_TOO_MANY.sub("", words)):
            try:
                yield json.loads(attempt, strict=False)
                break
            except (ValueError, RecursionError):
                continue


def _nodes(found: object, depth: int = 0) -> Iterator[Node]:
    if depth > _DEEPEST:
        return
    if isinstance(found, list):
        for each in found:
            yield from _nodes(each, depth + 1)
    elif isinstance(found, dict):
        yield found
        for key in _WITHIN:
            yield from _nodes(found.get(key), depth + 1)


def _is(node: Node, kinds: re.Pattern[str]) -> bool:
    named = node.get("@type")
    return any(
        kinds.fullmatch(str(kind)) for kind in (named if isinstance(named, list) else [named])
    )


def _told(node: Node, by_id: dict[str, Node]) -> LinkedArticle:
    return LinkedArticle(
        headline=_words(node.get("headline")),
        authors=tuple(_names(node.get("author") or node.get("creator"), by_id)),
        published=_words(node.get("datePublished")) or _words(node.get("dateCreated")),
        publisher=next(_names(node.get("publisher"), by_id, organisations=True), None),
        url=_words(node.get("url")) or _words(node.get("mainEntityOfPage")),
        text=_text(node.get("articleBody")),
        licence=_licence(node.get("license")),
    )


def _licence(found: object) -> str | None:
    """Give a licence's address or name, also where it is told as a work of its own."""
    if isinstance(found, list):
        return next((told for each in found if (told := _licence(each))), None)
    if isinstance(found, dict):
        return _words(found.get("url")) or _words(found.get("@id")) or _words(found.get("name"))
    return _words(found)


def _names(found: object, by_id: dict[str, Node], *, organisations: bool = False) -> Iterator[str]:
    """Yield the names of persons, each once; of organisations where there is no person."""
    each = found if isinstance(found, list) else [found]
    nodes = [_named(x, by_id) if isinstance(x, dict) else {"name": x} for x in each]
    persons = [node for node in nodes if not _is(node, re.compile(r"\w*Organi[sz]ation"))]
    chosen = nodes if organisations else persons
    names = [name for node in chosen for name in _all_words(node.get("name"))]
    yield from dict.fromkeys(names)


def _named(node: Node, by_id: dict[str, Node]) -> Node:
    return node if "name" in node else by_id.get(str(node.get("@id")), node)


def _all_words(found: object) -> Iterator[str]:
    for each in found if isinstance(found, list) else [found]:
        if words := _words(each):
            yield words


def _words(found: object) -> str | None:
    if not isinstance(found, str):
        return None
    return " ".join(html.unescape(found).split()) or None


def _text(found: object) -> str | None:
    """Give a text without the marks that some leave in it, a line each paragraph."""
    if not isinstance(found, str):
        return None
    plain = html.unescape(_TAG.sub("", _ENDS_PARAGRAPH.sub("\n", found)))
    return (
        "\n".join(line for each in plain.splitlines() if (line := " ".join(each.split()))) or None
    )
