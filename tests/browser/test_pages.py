"""Every page, as people meet it: all widths, light and dark, with scripts and without."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.addresses import PAGES
from tests.browser.conftest import address_of

pytestmark = pytest.mark.stack

WIDTHS = (320, 390, 1280)
AXE_RULES = {"resultTypes": ["violations"]}


def assert_sound(page):
    """Hold an open page against axe, and against each width."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, options=AXE_RULES)
    assert found.violations_count == 0, found.generate_report()
    assert page.title().endswith("· stancewire")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_and_no_page_is_wider_than_its_window(look, addresses, name, scheme):
    assert_sound(look(addresses[name], color_scheme=scheme))


@pytest.mark.parametrize("name", [name for name in PAGES if name != "operations"])  # it goes on
def test_a_page_says_the_same_without_scripts(look, addresses, name):
    with_scripts = look(addresses[name]).inner_text("main")
    without = look(addresses[name], java_script_enabled=False).inner_text("main")

    assert with_scripts == without


def test_pages_without_any_row_are_sound(look, bare):
    page = look("/", base_url=address_of(bare))
    assert "Nothing is stored yet: stancewire publish feeds articles." in page.inner_text("main")
    for where in PAGES.values():
        if isinstance(where, str):
            page.goto(where)
            assert_sound(page)
