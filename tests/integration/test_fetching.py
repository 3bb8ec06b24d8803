"""Pages are fetched from a server that does what servers do, and what they should not."""

import asyncio
import json
import os
import subprocess

import pytest

from pipeline.fetching.web_client import NotFetchedError, Response, WebClient
from pipeline.pages import PAGE_BYTES
from tests.stack.plugin import STANCEWIRE
from tests.web import bomb, only_here, web

SAID = "Štork, der Hafenmeister, said on Monday that the toll would stay as it had been. "
PAGE = f"<html><body><h1>Toll kept</h1><p>{SAID * 4}</p><p>{SAID * 5}</p></body></html>"
SECONDS = 1.0
SUNDAY = "Sun, 03 May 2026 09:30:00 GMT"
REDIRECTS = {
    "/moved": "/page",
    "/loop": "/loop",
    "/to-private": "http://127.0.0.1/admin",
    "/to-a-file": "file:///etc/passwd",
}


@pytest.fixture(scope="module")
def served():
    """Serve what servers do, and what they should not."""
    with web() as made:
        made.says("/page", PAGE, etag='"1"')
        made.says("/not-since", PAGE, modified=SUNDAY)
        made.says("/gone", "x" * 9, status=410)
        for path, to in REDIRECTS.items():
            made.says(path, status=301, headers={"Location": to})
        made.says("/bomb", bomb(), headers={"Content-Encoding": "gzip"})
        made.says("/large", "<p>x</p>" * 1_250_000)
        made.says("/drip", "<p>", for_ever=True)
        made.says("/lying", PAGE, kind="text/html; charset=iso-8859-1")
        made.says("/central", PAGE.encode("cp1250"), kind="text/html; charset=cp1250")
        made.says("/deep", "<div>" * 5_000 + PAGE)
        made.says("/lines", '{"text": "one"}\n{"text": "two"}\n', kind="application/jsonl")
        made.says("/pdf", b"%PDF-1.7", kind="application/pdf")
        yield made


@pytest.fixture(scope="module")
def site(served):
    return served.address


def got(address: str, *, allow_private: bool = True, **asked: object) -> Response:
    async def get() -> Response:
        async with WebClient(
            contact="news@gull.example", allow_private=allow_private, seconds=SECONDS
        ) as client:
            return await client.get(address, **asked)

    return asyncio.run(get())


def test_an_answer_holds_what_the_server_said(site):
    answer = got(f"{site}/page")

    assert (answer.status, answer.body.decode()) == (200, PAGE)
    assert (answer.media_type, answer.charset) == ("text/html", "utf-8")
    assert answer.headers["etag"] == '"1"'


def test_who_asks_is_named_with_a_contact(served):
    got(f"{served.address}/page")
    said = served.headers[-1]["User-Agent"]

    assert said.startswith("stancewire/")
    assert "news@gull.example" in said


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        pytest.param("/page", {"etag": '"1"'}, id="etag"),
        pytest.param("/not-since", {"modified": SUNDAY}, id="modified"),
    ],
)
def test_what_has_not_changed_is_not_sent_again(site, path, asked):
    answer = got(f"{site}{path}", **asked)

    assert (answer.status, answer.body) == (304, b"")


@pytest.mark.parametrize(("path", "status"), [("/gone", 410), ("/nowhere", 404)])
def test_what_is_not_there_is_an_answer_without_a_body(site, path, status):
    answer = got(f"{site}{path}")

    assert (answer.status, answer.body) == (status, b"")


def test_a_redirect_is_followed_and_told(site):
    answer = got(f"{site}/moved")

    assert (answer.address, answer.moved, answer.status) == (f"{site}/page", (301,), 200)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        pytest.param("/loop", "redirected over 5 times", id="loop"),
        pytest.param("/to-a-file", "no http(s) address: 'file:///etc/passwd'", id="file"),
        pytest.param("/bomb", f"over {PAGE_BYTES:,} bytes", id="bomb"),
        pytest.param("/large", f"over {PAGE_BYTES:,} bytes", id="large"),
        pytest.param("/drip", f"no answer within {SECONDS:g} s", id="drip"),
    ],
)
def test_a_server_that_goes_on_for_ever_is_left(site, path, reason):
    with pytest.raises(NotFetchedError) as refused:
        got(f"{site}{path}")

    assert str(refused.value) == reason


@pytest.mark.parametrize(
    "address", ["http://localhost:1/", "http://[::ffff:127.0.0.1]/", "http://0x7f.1/"]
)
def test_this_machine_is_not_asked_however_it_is_named(address):
    with pytest.raises(NotFetchedError, match="is no public address"):
        got(address, allow_private=False)


def test_a_redirect_to_a_private_address_is_refused_at_connection(served, monkeypatch):
    only_here(served, monkeypatch)

    with pytest.raises(NotFetchedError, match=r"127\.0\.0\.1 is no public address"):
        got(f"{served.address}/to-private", allow_private=False)


def read(*addresses: str, **settings: str) -> tuple[list[dict[str, object]], int]:
    done = subprocess.run(
        [STANCEWIRE, "read", *addresses],
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    return [json.loads(line) for line in done.stdout.splitlines()], done.returncode


def test_read_shows_each_address_in_order_or_why_nothing_is_read_there(site):
    paths = "moved lying central deep large pdf lines gone to-a-file".split()

    rows, code = read(*(f"{site}/{path}" for path in paths), STANCEWIRE_ALLOW_PRIVATE="true")

    found = [
        (
            str(row["source"]).removeprefix(f"{site}/"),
            row.get("error") or row["title"] or row["text"],
        )
        for row in rows
    ]
    assert found == [
        ("moved", "Toll kept"),
        ("lying", "Toll kept"),
        ("central", "Toll kept"),
        ("deep", "the page is nested over 2,048 elements deep"),
        ("large", "the page has over 2 MiB"),
        ("pdf", "wrong type: a PDF: make text of it, as `pdftotext FILE` does"),
        ("lines:1", "one"),
        ("lines:2", "two"),
        ("gone", "the server answered 410"),
        ("to-a-file", "no http(s) address: 'file:///etc/passwd'"),
    ]
    assert code == 1
    assert rows[0]["url"] == f"{site}/page"
    assert all(str(row["text"]).startswith("Štork") for row in rows[:3])


def test_read_asks_no_private_address_unless_it_is_told_to(site):
    rows, code = read(f"{site}/page")

    assert rows == [
        {"source": f"{site}/page", "error": "cannot be reached: 127.0.0.1 is no public address"}
    ]
    assert code == 1
