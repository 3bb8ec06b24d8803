"""Pages answer to addresses, localhost and the names they were given, and to no other."""

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from pipeline.settings import Settings
from pipeline.web.security import Named

SETTINGS = Settings(web_host="wire.example", web_names="news.example, Desk.example")
CLIENT = TestClient(Named(PlainTextResponse("read"), SETTINGS.page_names))


@pytest.mark.parametrize(
    "host",
    """127.0.0.1 127.0.0.1:8484 10.1.2.3 [::1]:8484 localhost:8484 LOCALHOST wire.example
    news.example:80 desk.example""".split(),
)
def test_our_own_names_are_answered(host):
    assert CLIENT.get("/", headers={"Host": host}).text == "read"


@pytest.mark.parametrize(
    "host",
    """evil.example evil.example:8484 localhost.evil.example news.example.evil.example
    127.0.0.1.evil.example user@evil.example [::1 example""".split(),
)
def test_another_name_is_refused_saying_what_to_do(host):
    answer = CLIENT.get("/", headers={"Host": host})

    assert answer.status_code == 421
    assert "STANCEWIRE_WEB_NAMES" in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
