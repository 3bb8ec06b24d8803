"""What a page is called: one name for all of its addresses, and another for every other page."""

import pytest

from schemas.addresses import canonical_url, id_today, page_id
from schemas.fingerprints import fingerprint

PAGE = "https://gull.example/2026/harbour-toll"


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        pytest.param("https://Gull.Example/A", "https://gull.example/A", id="host-in-lower-case"),
        pytest.param("HTTPS://gull.example/a", "https://gull.example/a", id="scheme-too"),
        pytest.param("https://gull.example:443/a", "https://gull.example/a", id="default-port"),
        pytest.param("http://gull.example:8080/a", "https://gull.example:8080/a", id="other-port"),
        pytest.param("https://gull.example/a/", "https://gull.example/a", id="last-slash"),
        pytest.param("https://gull.example/", "https://gull.example", id="front-page"),
        pytest.param("https://gull.example/a#b", "https://gull.example/a", id="fragment"),
        pytest.param("https://u:p@gull.example/a", "https://gull.example/a", id="credentials"),
        pytest.param(
            "https://gull.example/a?b=2&a=1", "https://gull.example/a?a=1&b=2", id="order"
        ),
        pytest.param(
            "https://gull.example/a?utm_source=x&id=7&fbclid=y&GCLID=z",
            "https://gull.example/a?id=7",
            id="tracking",
        ),
        pytest.param("https://gull.example/a?id=", "https://gull.example/a?id=", id="empty-value"),
        pytest.param("https://gull.example/ü", "https://gull.example/%C3%BC", id="beyond-ascii"),
        pytest.param("https://gull.example/%2Fa", "https://gull.example/%2Fa", id="escaped"),
        pytest.param("https://[::1]:8443/a", "https://[::1]:8443/a", id="ipv6"),
        pytest.param(" https://gull.example./a\n", "https://gull.example/a", id="blanks-and-dot"),
    ],
)
def test_an_address_has_one_canonical_form(given, canonical):
    assert canonical_url(given) == canonical
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("gull", id="no-scheme"),
        pytest.param("ftp://gull.example/a", id="ftp"),
        pytest.param("javascript:alert(1)", id="script"),
        pytest.param("https:///a", id="no-host"),
        pytest.param("https://[bad/a", id="broken-ipv6"),
        pytest.param("https://gull.example:99999/", id="port-too-high"),
        pytest.param("https://gull.example/\ud800", id="half-a-character"),
    ],
)
def test_what_is_no_address_of_a_page_is_refused(url):
    with pytest.raises(ValueError, match=r"address|IPv6|[Pp]ort|surrogates"):
        canonical_url(url)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("http://gull.example/2026/harbour-toll", id="http"),
        pytest.param("https://www.gull.example/2026/harbour-toll", id="www"),
        pytest.param("http://WWW.Gull.Example:80/2026/harbour-toll/", id="all-of-it"),
        pytest.param("https://m.gull.example/2026/harbour-toll", id="m"),
        pytest.param("https://mobile.gull.example/2026/harbour-toll", id="mobile"),
        pytest.param("https://amp.gull.example/2026/harbour-toll", id="amp-host"),
        pytest.param("https://gull.example/2026/harbour-toll/amp", id="amp-at-the-end"),
        pytest.param("https://gull.example/2026/harbour-toll/amp/", id="amp-and-slash"),
        pytest.param("https://gull.example/amp/2026/harbour-toll", id="amp-at-the-front"),
        pytest.param("https://gull.example/2026/amp/harbour-toll", id="amp-within"),
        pytest.param("https://gull.example/2026/harbour-toll.amp", id="amp-suffix"),
        pytest.param("https://gull.example/2026/harbour-toll/amp.html", id="amp-page"),
        pytest.param("https://gull.example/2026/harbour-toll?amp", id="amp-parameter"),
        pytest.param("https://gull.example/2026/harbour-toll?amp=1", id="amp-is-1"),
        pytest.param("https://gull.example/2026/harbour-toll?outputType=amp", id="output-amp"),
        pytest.param(
            "https://gull-example.cdn.ampproject.org/c/s/gull.example/2026/harbour-toll/amp/",
            id="amp-store",
        ),
        pytest.param(
            "https://www.google.com/amp/s/www.gull.example/2026/harbour-toll", id="amp-viewer"
        ),
        pytest.param("https://gull.example/2026/harbour-toll?ref=newsletter", id="ref"),
        pytest.param("https://gull.example/2026/harbour-toll?ref=", id="ref-of-nothing"),
        pytest.param("https://gull.example/2026/harbour-toll?from=hp_lead", id="from"),
        pytest.param("https://gull.example/2026/harbour-toll?mod=home-page", id="mod"),
        pytest.param("https://gull.example/2026/harbour-toll?Ref=Rss&MOD=x", id="in-capitals"),
        pytest.param("https://gull.example/2026/harbour-toll?utm_medium=a&gbraid=b", id="utm"),
        pytest.param("https://gull.example/2026/harbour-toll?msclkid=1&fbclid=2", id="clicks"),
        pytest.param("https://gull.example/2026/harbour-toll?at_medium=rss&ns_x=1", id="feeds"),
        pytest.param("https://gull.example/2026/harbour-toll?hp&_r=0&WT.nav=top", id="places"),
        pytest.param("https://gull.example/2026/harbour-toll?cmpid=1&amp;utm_id=2", id="escaped"),
        pytest.param("https://gull.example/2026/%68arbour%2Dtoll#comments", id="escapes"),
    ],
)
def test_one_page_has_one_name_however_it_was_reached(address):
    assert canonical_url(address) == PAGE
    assert page_id(address) == page_id(PAGE)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param(f"{PAGE}?id=7", id="id"),
        pytest.param(f"{PAGE}?p=12", id="p"),
        pytest.param(f"{PAGE}?story=harbour", id="story"),
        pytest.param(f"{PAGE}?page=2", id="page"),
        pytest.param(f"{PAGE}?ref=4711", id="a-number-of-reference"),
        pytest.param(f"{PAGE}?from=20", id="from-the-twentieth"),
        pytest.param(f"{PAGE}?from=2026-01-01", id="from-a-day"),
        pytest.param(f"{PAGE}?source=ap", id="source"),
        pytest.param(f"{PAGE}?cid=9", id="content-id"),
        pytest.param(f"{PAGE}?amp=30", id="thirty-amperes"),
        pytest.param(f"{PAGE}?view=all", id="another-view"),
        pytest.param(f"{PAGE}?q=amp", id="a-search-for-amp"),
        pytest.param("https://gull.example/2026/Harbour-toll", id="a-capital-in-the-path"),
        pytest.param("https://gull.example/2026/harbour-toll/ampere", id="begins-with-amp"),
        pytest.param("https://gull.example/2026/harbour-toll-amp", id="ends-with-amp"),
        pytest.param("https://gull.example/amp", id="nothing-but-amp"),
        pytest.param("https://m.example/2026/harbour-toll", id="a-site-called-m"),
        pytest.param("https://news.gull.example/2026/harbour-toll", id="another-part-of-the-site"),
        pytest.param("https://gull.example:8443/2026/harbour-toll", id="another-port"),
    ],
)
def test_what_may_name_another_page_is_kept(address):
    assert canonical_url(address) == address


@pytest.mark.parametrize(
    ("host", "named"),
    [
        pytest.param("www.tern.co.uk", "tern.co.uk", id="a-nations-names"),
        pytest.param("m.co.uk", "m.co.uk", id="a-site-called-m-in-a-nation"),
        pytest.param("www.nrk.no", "nrk.no", id="a-short-site-of-a-nation"),
        pytest.param("en.m.wikinews.org", "en.wikinews.org", id="within"),
        pytest.param("www.com", "www.com", id="a-site-called-www"),
        pytest.param("localhost", "localhost", id="one-label"),
        pytest.param("192.168.1.7", "192.168.1.7", id="numbers"),
    ],
)
def test_a_host_is_the_site_whatever_the_screen(host, named):
    assert canonical_url(f"https://{host}/a") == f"https://{named}/a"


def of_old(url):
    """Name a page as the first version did, which told http from https alone."""
    address = url.split("://", 1)[1]
    return f"{address.partition('/')[0]}-{fingerprint(address)[:16]}"


@pytest.mark.parametrize(
    "url", [PAGE, "https://www.gull.example/a", "https://gull.example/a?ref=rss"]
)
def test_an_older_id_of_a_page_is_told_by_its_address(url):
    assert id_today(of_old(url), url) == page_id(url)
    assert id_today(page_id(url), url) == page_id(url)


@pytest.mark.parametrize(
    ("given", "url"),
    [
        pytest.param("harbour-toll", "https://www.gull.example/a", id="a-users-own"),
        pytest.param(fingerprint("Venn left."), "https://www.gull.example/a", id="of-a-text"),
        pytest.param("tern.example-0123456789abcdef", "https://www.gull.example/a", id="elsewhere"),
        pytest.param(of_old("https://www.gull.example/a"), None, id="no-address"),
        pytest.param("www.gull.example-0123456789abcdef", "gull", id="no-address-of-a-page"),
    ],
)
def test_an_id_of_any_other_kind_stays(given, url):
    assert id_today(given, url) == given
