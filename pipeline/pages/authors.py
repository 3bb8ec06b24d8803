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
    r"^\W*(?:(?:posted|written|reported|published|words|story|text|article|recipe)\s+"
    r"(?:on\s[\w\s,.]{6,20})?)?by\b[\s:]*",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:[,;|&•·]|\band\b)\s*", re.IGNORECASE)
# What follows the names in a byline: a date, a role, an address, what else is done there.
_AFTER = re.compile(
    r"\s*(?:\||\(|@|\s[-–—]\s|\s\d|\b(?:on|at|for|published|updated|posted|last)\b|"
    r"\b(?:staff\s(?:writer|reporter)|reporter|correspondent|editor|contributor)\b|"
    r"\bassociated\spress\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d).*$",
    re.IGNORECASE | re.DOTALL,
)
_DEGREE = re.compile(
    r"(?:ph\.?\s?d|m\.?d|r\.?d|esq|jr|sr|mba|m\.?sc?|b\.?a|dds|cpa|rn)\.?", re.IGNORECASE
)
_NOBODY = frozenset(
    "admin administrator editor editors editorial editorialteam editorialstaff staff webmaster "
    "noauthor author guest guestauthor anonymous unknown none null user team newsdesk newsroom "
    "theeditors contributor contributors redaktion redaction default root superuser".split()
)
_TEAM = re.compile(r"\b(?:staff|reports?|services?|newsroom|desk|team|agencies)\b", re.IGNORECASE)
_LONGEST, _MOST_WORDS = 60, 6
_LONGEST_BYLINE = 150
_LONGEST_SPOKEN = 80  # "By …" in a text that nothing marks as a byline
_MOST_AUTHORS = 20
_NAMED = re.compile(r"author|byline|\bbyl\b|journalist|writer|posted-by|contributor", re.IGNORECASE)
# Where others than the author of the page are named.
_ASIDE = re.compile(
    r"(?:\S*[-_])?(?:comments?|comment-?\w+|related\w*|(?<!with-)(?<!has-)(?<!no-)sidebar|bio|"
    r"about\w*|recommend\w*|repl(?:y|ies)|avatar|image|photo|caption|site-footer|foot|quote)",
    re.IGNORECASE,
)
_ASIDE_TAGS = ("aside", "footer", "nav", "figure", "figcaption")
_WHOLE_PAGE = ("body", "html", "main", "article")
_BLOCKS = (
    "a", "span", "div", "p", "address", "li", "h2", "h3", "h4", "h5", "h6", "strong", "em", "b",
    "i", "small", "cite", "td", "time", "dd",
)  # fmt: skip
_MARKS = ("rel", "itemprop", "class", "id", "data-testid", "data-component")


def authors_of(
    tree: HtmlElement, head: Head, linked: Iterable[str], outlet: str | None
) -> tuple[str, ...]:
    """Give the authors by name, as the page's most explicit source names any.

    An outlet, an administrator or an address is none.
    """
    declared = (name for key in _DECLARED for name in head.every(key))
    sources = (linked, declared, _bylines(tree, outlet))
    for source in sources:
        named = [name for said in source for name in _names(said, outlet)]
        if named:
            return tuple(dict.fromkeys(named))[:_MOST_AUTHORS]
    return ()


def _names(said: str, outlet: str | None) -> Iterator[str]:
    """Take a source's words apart into names."""
    words = _BY.sub("", said).strip(" ,;|-–—")
    parts = _AND.split(words)
    if letters_of(words) == letters_of(outlet) or (_TEAM.search(words) and len(parts) < 3):
        parts = [words]
    seen = set()
    for part in parts:
        name = (_AFTER.sub("", part) or _without_day(part)).strip(" .,;|-–—:*")
        if outlet and f" {outlet.casefold()}" in name.casefold():
            name = name[: name.casefold().index(f" {outlet.casefold()}")]
        if part.rstrip().endswith(("Jr.", "Sr.")):
            name += "."
        key = letters_of(name)
        if _is_name(name, key, letters_of(outlet)) and key not in seen:
            seen.add(key)
            yield name


def _without_day(part: str) -> str:
    """Give a part of a byline that is no day or number: a role stands for a name."""
    return "" if any(character.isdigit() for character in part) else part


def _is_name(name: str, key: str, outlet: str) -> bool:
    return (
        len(key) > 1
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


def _bylines(tree: HtmlElement, outlet: str | None) -> Iterator[str]:
    """Give the first element that is an author by its name, else the first text "By …"."""
    for found in (_marked(tree, outlet), _spoken(tree, outlet)):
        first = next(found, None)
        if first is not None:
            yield first
            return


def _marked(tree: HtmlElement, outlet: str | None) -> Iterator[str]:
    for element in tree.iter(*_BLOCKS):
        if not any(_NAMED.search(element.get(mark) or "") for mark in _MARKS):
            continue
        words = words_of(" ".join(element.itertext()))
        if words is None or len(words) > _LONGEST_BYLINE or _is_aside(element):
            continue
        if any(_names(words, outlet)):
            yield words


def _spoken(tree: HtmlElement, outlet: str | None) -> Iterator[str]:
    for element in tree.iter(*_BLOCKS):
        if not _BY.match(element.text or ""):
            continue
        words = words_of(" ".join(element.itertext())) or ""
        said = _BY.sub("", words)
        fits = len(words) <= _LONGEST_SPOKEN and said[:1].isupper()
        if fits and not _is_aside(element) and any(_names(words, outlet)):
            yield words


def _is_aside(element: HtmlElement) -> bool:
    """Say whether an element, or one around it, is about somebody else."""
    around = (element, *element.iterancestors())
    return any(
        block.tag in _ASIDE_TAGS
        or any(
            _ASIDE.fullmatch(mark)
            for name in ("class", "id")
            for mark in (block.get(name) or "").split()
        )
        for block in around
        if block.tag not in _WHOLE_PAGE
    )
