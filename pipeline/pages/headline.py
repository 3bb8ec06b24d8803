"""The headline of a page: the heading that agrees with what the page declares as its title."""

import re
from collections.abc import Iterator, Sequence, Set

from lxml.html import HtmlElement

from pipeline.pages.head import words_of

_SEPARATED = re.compile(r"\s+(?:[-–—|»«·•:]|::|<|>)\s+|\s*[|»]\s*")
# Words that a heading and a declared title share, of all in either.
_ALIKE = 0.5
_SOME = 4  # words, of which a heading that was cut, or a longer one, shares most
_MOST = 0.6
_MOST_HEADINGS = 40
_LONGEST = 400


def headline_of(tree: HtmlElement, declared: Sequence[str], outlet: str | None) -> str | None:
    """Give the heading that agrees most with the declared titles, else the first of those.

    Declared titles name the outlet, are shortened, or are written for search engines; so the
    words on the page itself count where they say the same.
    """
    titles = [without_outlet(title, outlet) for title in declared]
    parts = {letters_of(part) for title in declared for part in _SEPARATED.split(title)[1:]}
    known = letters_of(outlet)
    for level, least in (("h1", _ALIKE), ("h2", 1.0), ("h3", 1.0)):
        headings = [heading for heading in _headings(tree, level) if letters_of(heading) != known]
        agreed = [(_agreement(heading, titles, parts), heading) for heading in headings]
        best = max(agreed, key=lambda each: each[0], default=(0.0, ""))
        if best[0] >= least:
            return _without_section(best[1], titles)
    if titles:
        return titles[0]
    return next(_headings(tree, "h1"), None)


def without_outlet(title: str, outlet: str | None) -> str:
    """Cut the outlet, and what stands with it, from either end of a declared title."""
    parts = _SEPARATED.split(title)
    if len(parts) < 2:
        return title
    known = letters_of(outlet)
    last, first = letters_of(parts[-1]), letters_of(parts[0])
    if known and (last in known or known in last):
        return _before(title, parts[-1])
    if known and (first in known or known in first):
        return title[title.index(parts[0]) + len(parts[0]) :].lstrip(" -–—|»«·•:<>")
    return title


def letters_of(text: str | None) -> str:
    """Give the letters and digits of a text alone, to compare it by."""
    return re.sub(r"[\W_]+", "", text or "").casefold()


def _before(title: str, part: str) -> str:
    return title[: title.rindex(part)].rstrip(" -–—|»«·•:<>")


def _headings(tree: HtmlElement, level: str) -> Iterator[str]:
    for number, heading in enumerate(tree.iter(level)):
        words = words_of(" ".join(heading.itertext()))
        if words and len(words) <= _LONGEST:
            yield re.sub(r"\s+([,.;:!?’”)])", r"\1", words) if " " in words else words
        if number > _MOST_HEADINGS:
            return


def _agreement(heading: str, titles: Sequence[str], parts: Set[str]) -> float:
    if letters_of(heading) in parts and len(heading.split()) >= _SOME:
        return 1.0
    return max((_alike(heading, title) for title in titles), default=0.0)


def _alike(heading: str, title: str) -> float:
    ours, theirs = (set(re.findall(r"\w+", text.casefold())) for text in (heading, title))
    shared, fewer = len(ours & theirs), min(len(ours), len(theirs))
    if not fewer:
        return 0.0
    return max(shared / len(ours | theirs), _ALIKE * (fewer >= _SOME and shared > _MOST * fewer))


def _without_section(heading: str, titles: Sequence[str]) -> str:
    """Cut what stands before the headline in the same heading, as the name of its section."""
    whole = letters_of(heading)
    for title in titles:
        if (sought := letters_of(title)) and whole != sought and whole.endswith(sought):
            return title
    return heading
