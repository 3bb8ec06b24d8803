"""Every page, as people meet it: all widths, light and dark, with the keyboard, without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.stack

PAGES = [
    "/",
    "/stances",
    "/changes",
    "/contradictions?min_confidence=0.5",
    "/network?min_confidence=0.5",
    "/live",
    "/api/v1/docs",
]
WIDTHS = (320, 390, 1280)
AXE_RULES = {"resultTypes": ["violations"]}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(look, path, scheme):
    found = Axe().run(look(path, color_scheme=scheme), options=AXE_RULES)

    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_its_window_and_nothing_runs(look, path, width):
    page = look(path, width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.title().endswith("· stancewire")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_the_same_without_scripts(look, path):
    with_scripts = look(path).inner_text("main")
    without = look(path, java_script_enabled=False).inner_text("main")

    assert with_scripts == without
