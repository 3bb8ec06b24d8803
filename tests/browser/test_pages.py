"""Every page, as people meet it: all widths, light and dark, with scripts and without."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.addresses import PAGES
from tests.browser.conftest import address_of

pytestmark = pytest.mark.stack

WIDTHS = (320, 390, 1280)
VIOLATIONS = {"resultTypes": ["violations"]}
# In the dark a page is the same but for its colours.
COLOURS = VIOLATIONS | {"runOnly": ["color-contrast", "link-in-text-block"]}


def assert_sound(page):
    """Hold an open page against axe, in light and dark, and against each width."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    for scheme, options in (("light", VIOLATIONS), ("dark", COLOURS)):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options=options)
        assert found.violations_count == 0, found.generate_report()
    assert page.title().endswith("· stancewire")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sound_and_says_the_same_without_scripts(look, addresses, name):
    page = look(addresses[name])
    said = page.inner_text("main")
    assert_sound(page)

    if name != "operations":  # it goes on
        assert look(addresses[name], java_script_enabled=False).inner_text("main") == said


def test_pages_without_any_row_are_sound(look, bare):
    page = look("/", base_url=address_of(bare))
    assert "Nothing is stored yet: stancewire publish feeds articles." in page.inner_text("main")
    for where in PAGES.values():
        if isinstance(where, str):
            page.goto(where)
            assert_sound(page)
