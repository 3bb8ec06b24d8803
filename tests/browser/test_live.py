"""The open page of new stances."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import address_of
from tests.resolved import stored, told
from tests.stack.waiting import LAST_RESORT_SECONDS, eventually

pytestmark = pytest.mark.stack


def test_what_is_stored_appears_without_loading_the_page_again(look, bare, database_url):
    live = bare.config.app.state.live
    page = look("/live", base_url=address_of(bare))
    page.evaluate("window.opened = 'once'")
    expect(page.get_by_text("Nothing is stored yet.")).to_be_visible()
    eventually(lambda: live.looking)

    stored(database_url, [told("a", ("Ada <b>Rusk", "for", "the toll"))])
    row = page.locator("main .claim")
    row.wait_for(timeout=LAST_RESORT_SECONDS * 1000)

    assert row.inner_text() == "Ada <b>Rusk for the toll"
    assert page.evaluate("window.opened") == "once"
    expect(page.get_by_text("Nothing is stored yet.")).to_be_hidden()
