"""How values are shown on pages."""

from datetime import UTC, date, datetime

import pytest

from pipeline.web.answers import address
from pipeline.web.shown import day, isolated, minute, number, plural, safe_url, type_word


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "//x.example",
        "",
        None,
        7,
        "http://[x",
    ],
)
def test_no_link_leads_to_what_is_not_fetched(url):
    assert safe_url(url) is None


def test_a_link_leads_to_what_is_fetched():
    assert safe_url("HTTPS://gull.example/a") == "HTTPS://gull.example/a"


def test_times_counts_and_types_are_shown_in_words():
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)

    assert (day(noon), day(date(2026, 3, 2)), day(None)) == ("2026-03-02", "2026-03-02", "")
    assert minute(noon) == "2026-03-02 12:00"
    assert (number(1234567), plural("row", 1), plural("row", 0)) == ("1,234,567", "row", "rows")
    assert (type_word("GPE"), type_word("ODD")) == ("country or city", "ODD")


@pytest.mark.parametrize(
    ("parts", "given", "expected"),
    [
        (("articles", "https://a/b?c#d"), {}, "/articles/https%3A%2F%2Fa%2Fb%3Fc%23d"),
        (("names", "../x"), {"q": "a&b", "none": None}, "/names/..%2Fx?q=a%26b"),
    ],
)
def test_nothing_in_an_address_leaves_its_place(parts, given, expected):
    assert address(*parts, **given) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ada", "Ada", id="none"),
        pytest.param("a\u2067b\u2066c", "a\u2067b\u2066c\u2069\u2069", id="left-open"),
        pytest.param("a\u2069b\u2067c\u2069", "ab\u2067c\u2069", id="closes-ours"),
    ],
)
def test_no_text_turns_what_stands_around_it(text, expected):
    assert isolated(text) == expected
