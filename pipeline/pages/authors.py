"""Who wrote a page: from its linked data, its declarations, or the line under its headline."""

import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from pipeline.pages.head import Head, words_of
from pipeline.pages.headline import letters_of

_DECLARED = (
    "author", "parsely-author", "sailthru.author", "article:author_name", "byl", "cse_author",
    "dcsext.author", "dc.creator", "dcterms.creator", "citation_author", "article:author",
)  # fmt: skip
_BY = re.compile(
    r"^\W*(?:(?:posted|written|reported|published|words|story|text|article|recipe)\s+(?:on\s[\w\s,.]{6,20})?)?by\b[\s:]*",
    re.I,
)
_AND = re.compile(r"\s*(?:[,;|&•·]|\band\b)\s*", re.I)
# What follows the names in a byline: a date, a role, an address, what else is done there.
_AFTER = re.compile(
    r"\s*(?:\||\(|@|\s[-–—]\s|\bon\b|\bat\b|\bfor\b|\bpublished\b|\bupdated\b|\bposted\b|\blast\b|\d|"
    r"\b(?:staff writer|staff reporter|reporter|correspondent|editor|contributor|associated press)\b|"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d).*$",
    re.I | re.S,
)
_DEGREE = re.compile(r"(?:ph\.?\s?d|m\.?d|r\.?d|esq|jr|sr|mba|m\.?sc?|b\.?a|dds|cpa|rn)\.?", re.I)
_NOBODY = frozenset(
    "admin administrator editor editors editorial editorialteam editorialstaff staff webmaster "
    "noauthor author guest guestauthor anonymous unknown none null user team newsdesk newsroom "
    "theeditors contributor contributors redaktion redaction default root superuser".split()
)
_TEAM = re.compile(r"\b(?:staff|reports?|services?|newsroom|desk|team|agencies)\b", re.I)
_LONGEST, _MOST_WORDS = 60, 6
_MOST_AUTHORS = 20
_NAMED = re.compile(r"author|byline|\bbyl\b|journalist|writer|posted-by|contributor", re.I)
_ASIDE = re.compile(
    r"(?:\S*[-_])?(?:comments?|comment-?\w+|related\w*|(?<!with-)(?<!has-)(?<!no-)sidebar|bio|about\w*|"
    r"recommend\w*|repl(?:y|ies)|avatar|image|photo|caption|site-footer|foot|quote)",
    re.I,
)
_BLOCKS = (
    "a",
    "span",
    "div",
    "p",
    "address",
    "li",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "strong",
    "em",
    "b",
    "i",
    "small",
    "cite",
    "td",
    "time",
    "dd",
)


def authors_of(
    tree: HtmlElement, head: Head, linked: Iterable[str], outlet: str | None
) -> tuple[str, ...]:
    """Give the authors by name, as the page's most explicit source names any.

    An outlet, an administrator or an address is none.
    """
    sources = (
        linked,
        (name for key in _DECLARED for name in _one(head, key)),
        _bylines(tree),
    )
    for source in sources:
        named = [name for said in source for name in _names(said, outlet)]
        if named:
            return tuple(dict.fromkeys(named))[:_MOST_AUTHORS]
    return ()


def _one(head: Head, key: str) -> Iterator[str]:
    yield from head.every(key)


def _names(said: str, outlet: str | None) -> Iterator[str]:
    """Take a source's words apart into names."""
    words = _BY.sub("", said).strip(" ,;|-–—")
    parts = _AND.split(words)
    if letters_of(words) == letters_of(outlet) or (_TEAM.search(words) and len(parts) < 3):
        parts = [words]
    seen = set()
    for part in parts:
        name = _AFTER.sub("", part).strip(" .,;|-–—:*")
        if outlet and f" {outlet.casefold()}" in name.casefold():
            name = name[: name.casefold().index(f" {outlet.casefold()}")]
        if part.rstrip().endswith(("Jr.", "Sr.")):
            name += "."
        key = letters_of(name)
        if _is_name(name, key, letters_of(outlet)) and key not in seen:
            seen.add(key)
            yield name


def _is_name(name: str, key: str, outlet: str) -> bool:
    return (
        1 < len(key)
        and len(name) <= _LONGEST
        and len(name.split()) <= _MOST_WORDS
        and key not in _NOBODY
        and key != outlet
        and not (outlet and key in (f"the{outlet}", f"{outlet}staff"))
        and _DEGREE.fullmatch(name) is None
        and "/" not in name
        and "@" not in name
        and not name[0].isdigit()
    )


def _bylines(tree: HtmlElement) -> Iterator[str]:
    """Give the first element that is an author by its name, else the first text "By …"."""
    for found in (_marked(tree), _spoken(tree)):
        first = next(found, None)
        if first is not None:
            yield first
            return


def _marked(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter(*_BLOCKS):
        marks = (
            element.get("rel"),
            element.get("itemprop"),
            element.get("class"),
            element.get("id"),
            element.get("data-testid"),
            element.get("data-component"),
        )
        if not any(_NAMED.search(mark) for mark in marks if mark):
            continue
        if _has_aside_mark(element) or _is_aside(element):
            continue
        words = words_of(" ".join(element.itertext()))
        if words and len(words) <= 150 and any(_names(words, None)):
            yield words


def _spoken(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter(*_BLOCKS):
        words = words_of(element.text)
        if words is None or not _BY.match(words) or _is_aside(element):
            continue
        words = words_of(" ".join(element.itertext())) or ""
        if len(words) <= 80 and _BY.sub("", words)[:1].isupper() and any(_names(words, None)):
            yield words


def _is_aside(element: HtmlElement) -> bool:
    return any(
        parent.tag in ("aside", "footer", "nav", "figure", "figcaption") or _has_aside_mark(parent)
        for parent in element.iterancestors()
        if parent.tag not in ("body", "html", "main", "article")
    )


def _has_aside_mark(element: HtmlElement) -> bool:
    marks = f"{element.get('class') or ''} {element.get('id') or ''}"
    return any(_ASIDE.fullmatch(mark) for mark in marks.split())
