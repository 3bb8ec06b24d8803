"""What a page declares of itself in its head: names and contents of `meta`, links and title."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml.html import HtmlElement


@dataclass(frozen=True)
class Head:
    """The declarations of a page; of two of one name, both, in order."""

    title: str | None
    metas: Mapping[str, tuple[str, ...]]
    canonical: str | None
    base: str | None
    licence: str | None

    def first(self, *names: str) -> str | None:
        """Give the first content of the first of these names that has one."""
        return next((self.metas[name][0] for name in names if name in self.metas), None)

    def every(self, name: str) -> tuple[str, ...]:
        """Give all contents of a name."""
        return self.metas.get(name, ())


def head_of(tree: HtmlElement) -> Head:
    """Read the declarations, wherever in the page they stand."""
    metas: dict[str, tuple[str, ...]] = {}
    for meta in tree.iter("meta"):
        content = words_of(meta.get("content"))
        item = meta.get("itemprop")
        for name in {meta.get("property"), meta.get("name"), item and f"itemprop:{item}"} - {None}:
            if content:
                metas[name.lower()] = (*metas.get(name.lower(), ()), content)
    canonical = next((x.get("href") for x in tree.iter("link") if _is_canonical(x)), None)
    base = next((x.get("href") for x in tree.iter("base") if x.get("href")), None)
    licensed = (x.get("href") for x in tree.iter("link", "a") if _is_licence(x))
    licence = next((address for address in licensed if address), None)
    title = next((x for x in tree.iter("title") if not _in_picture(x)), None)
    return Head(
        title=words_of(title.text_content()) if title is not None else None,
        metas=metas,
        canonical=canonical,
        base=base,
        licence=licence,
    )


def words_of(text: str | None) -> str | None:
    """Give a text in one line, its blanks one each; None where nothing is left."""
    return " ".join((text or "").split()) or None


def joined(base: str | None, address: str | None) -> str | None:
    """Make an address whole by that of its page; None where it is none."""
    try:
        return urljoin(base or "", (address or "").strip()) or None
    except ValueError:
        return None


def _is_canonical(link: HtmlElement) -> bool:
    return "canonical" in (link.get("rel") or "").lower().split() and bool(link.get("href"))


def _is_licence(link: HtmlElement) -> bool:
    """Say whether a link names the page's licence; one in a figure is the picture's."""
    named = "license" in (link.get("rel") or "").lower().split()
    return named and next(link.iterancestors("figure"), None) is None


def _in_picture(title: HtmlElement) -> bool:
    return any(parent.tag == "svg" for parent in title.iterancestors())
