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
def test_each_filter_gets_into_the_address_and_its_rows_fit(look, addresses, name):
    page = look(addresses[name])
    for field in _fields(page):
        page.goto(addresses[name])
        _fill(page, field)
        _show(page)
        page.wait_for_url(_asks(field))
        if page.locator("main .taken").count():
            _assert_fits(page, name, field)


@pytest.mark.parametrize("name", FILTERED)
def test_without_scripts_all_filters_together_get_into_the_address(look, addresses, name):
    page = look(addresses[name], java_script_enabled=False)
    fields = _fields(page)
    for field in fields:
        _fill(page, field)
    _show(page)

    for field in fields:
        page.wait_for_url(_asks(field))


def _fields(page):
    found = page.locator(".filters :is(input, select):not([type=hidden])")
    fields = found.evaluate_all("found => found.map(f => f.name)")
    assert len(fields) >= 5
    return fields


def _fill(page, field):
    within = page.locator(f"#f-{field}")
    if within.evaluate("f => f.tagName") == "SELECT":
        within.select_option(VALUES[field])
    else:
        within.fill(VALUES[field])


def _show(page):
    page.get_by_role("button", name="Show").click()


def _asks(field):
    return re.compile(rf"[?&]{field}={VALUES[field].replace(' ', '(%20|[+])')}(&|$)")


def _assert_fits(page, name, field):
    """Hold the rows against the filter, and against those that programs get."""
    programs = page.locator("main .taken a").first
    expect(programs).to_have_attribute("href", _asks(field))
    expect(page.locator(f"#f-{field}")).to_have_value(VALUES[field])
    if name in LISTS:
        answer = page.request.get(programs.get_attribute("href")).json()
        assert page.locator(ROWS).count() == len(answer["rows"])
    if name != "stances":
        return
    rows = page.locator(ROWS)
    assert rows.count()
    if field == "polarity":
        assert set(rows.locator(".side").all_inner_texts()) == {"against"}
    elif field == "outlet":
        assert set(rows.locator(".where a").all_inner_texts()) == {"Wikinews"}
    elif field == "since":
        assert min(rows.locator("time").all_inner_texts()) >= VALUES["since"]
    elif field == "until":
        assert max(rows.locator("time").all_inner_texts()) <= VALUES["until"]
    elif field in ("holder", "target"):
        claims = rows.locator(".claim").all_inner_texts()
        assert all(VALUES[field] in claim for claim in claims)
