"""Every page by name; an address that holds an id is found as people find it, by a link."""

from collections.abc import Mapping

from playwright.sync_api import Page

# What is on `seeds/` and not among what is hostile, which is of 2026.
SEEDS = "until=2020-12-31"

# Lists of ten rows look as those of more, and axe is done with them sooner.
# A page's own address, or that of a page named above or elsewhere, and how its link begins.
PAGES: Mapping[str, str | tuple[str, str]] = {
    "start": "/",
    "search": "/search?q=trump",
    "stances": "/stances?limit=10",
    "quotations": "/quotations?limit=10",
    "names": "/names?limit=10",
    "name": ("/names?entity=Trump", "/names/"),
    "issues": "/issues?limit=10",
    "issue": (f"/issues?{SEEDS}", "/issues/"),
    "articles": "/articles?limit=10",
    "article": (f"/stances?{SEEDS}", "/articles/"),
    "revisions": ("article", "/revisions/"),
    "outlet": (f"/articles?{SEEDS}", "/outlets/"),
    "changes": "/changes?min_confidence=0.4&limit=10",
    "contradictions": "/contradictions?min_confidence=0.5&limit=10",
    "network": "/network?min_confidence=0.5&limit=10",
    "live": "/live",
    "matrix": "/matrix?min_confidence=0.5",
    "operations": "/operations",
    "api": "/api/v1/docs",
    "nothing there": "/nowhere",
}


def addresses_on(page: Page) -> dict[str, str]:
    """Find the address of every page."""
    found: dict[str, str] = {}
    for name, where in PAGES.items():
        if isinstance(where, tuple):
            on, begins = where
            page.goto(found.get(on, on))
            found[name] = links(page, begins)[0]
        else:
            found[name] = where
    return found


def links(page: Page, begins: str) -> list[str]:
    """Give each page, without place and query, that the open one's content leads to."""
    hrefs = page.locator(f"main a[href^='{begins}']").evaluate_all(
        "found => found.map(a => a.getAttribute('href').split(/[?#]/)[0])"
    )
    return list(dict.fromkeys(hrefs))
