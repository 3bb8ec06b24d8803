"""What an address asks for: only what its page knows, and days that narrow what was asked."""

from datetime import date

import anyio
import pytest
from fastapi import HTTPException

from pipeline.web.asked import Asked, asking
from pipeline.web.head import HeadLikeGet


def test_a_page_refuses_a_filter_that_it_has_not_and_names_those_it_has():
    read = asking("holder", "since")

    assert read(Asked(holder="Venn", limit=7)).holder == "Venn"
    with pytest.raises(HTTPException, match=r"no filter outlet, words\. It has holder, since"):
        read(Asked(holder="Venn", words="toll", outlet="Tern"))


@pytest.mark.parametrize(
    ("asked", "narrowed"),
    [
        pytest.param({}, ("2026-03-01", "2026-03-31"), id="unasked"),
        pytest.param({"since": "2026-01-01"}, ("2026-03-01", "2026-03-31"), id="earlier"),
        pytest.param({"since": "2026-03-09"}, ("2026-03-09", "2026-03-31"), id="within"),
        pytest.param({"until": "2026-03-31T10:00"}, ("2026-03-01", "2026-03-31T10:00"), id="hour"),
        pytest.param({"until": "2026-03-31"}, ("2026-03-01", "2026-03-31"), id="same-day"),
    ],
)
def test_a_period_narrows_what_was_asked_and_never_widens_it(asked, narrowed):
    within = Asked(**asked, holder="Venn").within(date(2026, 3, 1), date(2026, 3, 31))

    assert (within.since, within.until, within.holder) == (*narrowed, "Venn")


def test_an_answer_without_end_has_a_head():
    async def endless(scope, receive, send):
        assert scope["method"] == "GET"
        await send({"type": "http.response.start", "status": 200, "headers": []})
        while True:
            await send({"type": "http.response.body", "body": b"more", "more_body": True})
            await anyio.sleep(0)

    sent = []

    async def keep(message):
        sent.append(message)

    async def ask():
        await HeadLikeGet(endless)({"type": "http", "method": "HEAD"}, None, keep)

    anyio.run(ask)
    assert [m.get("status", m.get("body")) for m in sent] == [200, b""]
