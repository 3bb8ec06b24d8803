"""The keyboard alone reaches and follows everything, and shows where it is."""

import pytest

pytestmark = pytest.mark.stack

# Where the keyboard is: what it is on, and whether that can be seen.
FOCUSED = """
() => {
  const on = document.activeElement, box = on.getBoundingClientRect();
  const style = getComputedStyle(on);
  const seen = box.width > 0 && box.right > 0 && box.bottom > 0 && box.top < innerHeight;
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const where = on.closest('nav, .search, .filters, .rows, .skip, header') || on;
  return [where.className || where.tagName.toLowerCase(), seen && outlined];
}
"""
SCROLLED = """
() => [...document.querySelectorAll('*')].filter(
  e => e.scrollWidth > e.clientWidth && /auto|scroll/.test(getComputedStyle(e).overflowX)
).map(e => e.tabIndex)
"""


def test_tab_passes_through_a_page_in_order_and_enter_follows(look):
    page = look("/stances")
    passed = []
    while "rows" not in passed:
        page.keyboard.press("Tab")
        where, visible = page.evaluate(FOCUSED)
        assert visible, (where, page.evaluate("document.activeElement.outerHTML"))
        passed += [where] if where not in passed else []
    assert passed == ["skip", "header", "nav", "search", "filters", "rows"]

    followed = page.evaluate("document.activeElement.href")
    page.keyboard.press("Enter")
    page.wait_for_url(followed)


def test_the_first_link_skips_to_the_content(look):
    page = look("/stances")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_search_and_filters_are_used_by_keyboard(look):
    page = look("/names")
    page.locator("#search").press_sequentially("trump")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=trump")

    page.goto("/stances")
    page.locator("#f-holder").press_sequentially("Trump")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stances?*holder=Trump*")


@pytest.mark.parametrize("name", ["matrix", "network", "names", "api"])
def test_what_scrolls_by_itself_can_be_reached(look, addresses, name):
    scrolled = look(addresses[name], width=320).evaluate(SCROLLED)

    assert scrolled
    assert set(scrolled) == {0}
