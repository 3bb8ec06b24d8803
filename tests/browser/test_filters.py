"""Each filter of each page, used by people with scripts and without."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.stack

# What is typed or chosen; each is met by some of the seeds' rows.
VALUES = {
    "holder": "Mitsotakis",
    "target": "border agreement",
    "entity": "Trump",
    "speaker": "Trump",
    "polarity": "against",
    "min_confidence": "0.9",
    "kind": "direct",
    "type": "PERSON",
    "outlet": "Wikinews",
    "since": "2019-10-01",
    "until": "2019-12-31",
    "words": "agreement",
    "raw": "true",
    "with_wrong": "true",
}
# Their rows are those of the question for programs that the page names first.
LISTS = ("stances", "quotations", "names", "articles", "changes", "contradictions", "network")
FILTERED = (*LISTS, "name", "issues", "issue", "outlet")
ROWS = "main :is(.rows > li, tbody > tr)"


@pytest.mark.parametrize("name", FILTERED)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_each_filter_gets_into_the_address_and_its_rows_fit(look, addresses, name, scripts):
    page = look(addresses[name], java_script_enabled=scripts)
    fields = page.locator(".filters :is(input, select):not([type=hidden])").evaluate_all(
        "found => found.map(f => f.name)"
    )
    assert len(fields) >= 5
    for field in fields:
        page.goto(addresses[name])
        within = page.locator(f"#f-{field}")
        if within.evaluate("f => f.tagName") == "SELECT":
            within.select_option(VALUES[field])
        else:
            within.fill(VALUES[field])
        page.get_by_role("button", name="Show").click()
        asked = re.compile(rf"[?&]{field}={VALUES[field].replace(' ', '(%20|[+])')}(&|$)")
        page.wait_for_url(asked)
        if page.locator("main .taken").count():
            _assert_fits(page, name, field, asked)


def _assert_fits(page, name, field, asked):
    """Hold the rows against the filter, and against those that programs get."""
    programs = page.locator("main .taken a").first
    expect(programs).to_have_attribute("href", asked)
    expect(page.locator(f"#f-{field}")).to_have_value(VALUES[field])
    if name in LISTS:
        answer = page.request.get(programs.get_attribute("href")).json()
        assert page.locator(ROWS).count() == len(answer["rows"])
    if name != "stances":
        return
    rows = page.locator(ROWS)
    assert rows.count()
    for row in rows.all():
        if field == "polarity":
            assert row.locator(".side").inner_text() == "against"
        elif field == "outlet":
            assert row.locator(".where a").inner_text() == "Wikinews"
        elif field == "since":
            assert row.locator("time").inner_text() >= VALUES["since"]
        elif field == "until":
            assert row.locator("time").inner_text() <= VALUES["until"]
        elif field in ("holder", "target"):
            assert VALUES[field] in row.locator(".claim").inner_text()
