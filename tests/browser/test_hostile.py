"""Hostile news runs nothing and breaks no page, wherever it is shown."""

import pytest

from tests.browser.addresses import links
from tests.browser.hostile import HOSTILE
from tests.resolved import MONDAY

pytestmark = pytest.mark.stack

THEN = f"since={MONDAY:%Y-%m-%d}&until={MONDAY:%Y-%m-%d}"
LISTS = ("stances", "quotations", "names", "issues", "articles", "contradictions", "network")
# Whether our own words, beside theirs, run from left to right.
FORWARDS = """
found => found.every(e => {
  const range = document.createRange(), words = e.firstChild;
  const box = at => (range.setStart(words, at), range.setEnd(words, at + 1),
    range.getBoundingClientRect());
  return box(0).left < box(2).left || box(0).top < box(2).top;
})
"""
ROOMS = ("/names/", "/issues/", "/articles/", "/outlets/")


def test_no_page_of_hostile_news_runs_or_is_broken(look):
    page = look(f"/stances?{THEN}", width=320)
    found = {room: set() for room in ROOMS}
    for path in [f"/{one}?{THEN}" for one in LISTS]:
        page.goto(path)
        assert_harmless(page)
        for room in ROOMS:
            found[room] |= set(links(page, room))
    assert len(found["/articles/"]) == len(found["/outlets/"]) == len(HOSTILE)
    assert all(found.values())

    revisions = {path.replace("/articles/", "/revisions/") for path in found["/articles/"]}
    for path in sorted(revisions.union(*found.values())):
        page.goto(path)
        assert_harmless(page)


def assert_harmless(page):
    """Nothing ran, nothing is an element, no link leads to a script, and the page has its width."""
    assert page.title().endswith("· stancewire")
    assert page.locator("main :is(script, img, iframe)").count() == 0
    assert page.locator("a:is([href^='javascript:' i], [href^='data:' i])").count() == 0
    assert page.locator("main :is(.where > span, .side)").evaluate_all(FORWARDS)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
