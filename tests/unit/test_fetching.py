"""When who is asked again, and what robots.txt lets be asked."""

from datetime import UTC, datetime, timedelta

import pytest

from consumers.fetcher.source_files import named_in
from consumers.fetcher.sources import Named
from pipeline.errors import SetupError
from pipeline.fetching.robots import robots_address, robots_of, robots_text
from pipeline.fetching.schedule import (
    MOST_BACKOFF_SECONDS,
    Every,
    backoff_seconds,
    next_look,
    retry_after,
)

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changed", "seconds"), [(True, [1800, 900, 450, 300]), (False, [1800, 2700, 4000, 4000])]
)
def test_a_source_is_looked_at_as_often_as_it_changes(changed, seconds):
    found = [1800.0]
    for _ in range(3):
        found.append(Every(found[-1], least=300, most=4000).after(changed=changed))

    assert found == seconds


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        ("120", 120),
        ("Mon, 01 Jun 2026 12:05:00 GMT", 300),
        ("Mon, 01 Jun 2026 11:00:00 GMT", 0),
        ("99999999999999999999", MOST_BACKOFF_SECONDS),
        ("Fri, 31 Dec 9999 23:59:59 GMT", MOST_BACKOFF_SECONDS),
        ("soon", None),
        ("-5", None),
        ("٣", None),
        (None, None),
    ],
)
def test_a_server_says_when_to_come_back_in_seconds_or_as_a_date(words, seconds):
    expected = None if seconds is None else NOON + timedelta(seconds=seconds)

    assert retry_after(words, NOON) == expected


def test_failures_are_waited_out_ever_longer_up_to_a_day():
    assert [backoff_seconds(n) for n in (1, 2, 3, 1_000)] == [60, 120, 240, MOST_BACKOFF_SECONDS]


def test_an_article_is_looked_at_again_after_each_span():
    assert [next_look(NOON, looks, [60, 90]) for looks in (1, 2, 3)] == [
        NOON + timedelta(seconds=60),
        NOON + timedelta(seconds=90),
        None,
    ]


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        pytest.param(b"", True, id="none"),
        pytest.param(b"User-agent: *\nDisallow: /a", False, id="all"),
        pytest.param(b"\xef\xbb\xbfUser-agent: *\nDisallow: /a", False, id="mark-first"),
        pytest.param(b"User-agent: other\nDisallow: /", True, id="somebody-else"),
        pytest.param(b"User-agent: *\nDisallow: /\n\nUser-agent: Stancewire\nAllow: /", True,
                     id="by-name"),
        pytest.param(b"User-agent: *\nDisallow: /*?print=", False, id="wildcard"),
        pytest.param(b"User-agent: *\nDisallow: /a$", True, id="end"),
        pytest.param(b"<html>Not here</html>", True, id="a-page"),
        pytest.param(b"\xff\xfe\0", True, id="no-text"),
    ],
)  # fmt: skip
def test_rules_of_a_site(rules, allowed):
    assert robots_of(robots_text(rules)).allow("https://gull.example/a?print=1") is allowed


@pytest.mark.parametrize(("delay", "gap"), [("1", 2), ("30", 30), ("86400", 60), ("slow", 2)])
def test_a_site_may_ask_for_a_longer_gap_up_to_a_minute(delay, gap):
    assert robots_of(f"User-agent: *\nCrawl-delay: {delay}").gap_seconds(2) == gap


def test_rules_are_of_a_host_with_its_port():
    assert robots_address("http://gull.example:81/a/b?c") == "http://gull.example:81/robots.txt"


def listed(tmp_path, name, content):
    file = tmp_path / name
    file.write_text(content)
    return named_in(file)


def test_a_list_in_toml_says_outlet_language_and_schedule(tmp_path):
    told = (
        '[[source]]\naddress = "https://gull.example/feed"\noutlet = "The Gull"\nlanguage = "en"\n'
        f'least = "5m"\nmost = "1d"\n[[source]]\naddress = "{tmp_path}"\n'
    )

    assert listed(tmp_path, "sources.toml", told) == [
        Named("https://gull.example/feed", "The Gull", "en", 300, 86_400),
        Named(str(tmp_path)),
    ]


def test_a_list_in_opml_has_feeds_at_any_depth(tmp_path):
    told = (
        '<opml><body><outline text="Ports"><outline text="The Gull & more" type="rss"'
        ' xmlUrl="https://gull.example/feed"/></outline></body></opml>'
    )
    (found,) = listed(tmp_path, "feeds.opml", told)

    assert found.address == "https://gull.example/feed"
    assert found.outlet.startswith("The Gull")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.toml", "[[source]", "is no list of sources"),
        ("a.toml", '[[source]]\nadress = "https://gull.example/"', "no such field: adress"),
        ("a.toml", '[[source]]\naddress = "gull"', "neither an http"),
        ("a.toml", '[[source]]\naddress = "https://g.example/"\nleast = "soon"', "no span"),
        ("a.toml", '[[source]]\naddress = "https://g.example/"\nleast = 5', "field is a text"),
        ("a.opml", "<opml/>", "names no source"),
        ("a.opml", "", "neither TOML nor OPML"),
    ],
)
def test_a_list_that_is_none_is_refused_with_its_reason(tmp_path, name, content, reason):
    with pytest.raises(SetupError, match=reason):
        listed(tmp_path, name, content)
