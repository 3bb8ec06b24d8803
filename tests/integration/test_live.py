"""New stances reach whoever watches, and cost nothing while nobody does."""

import threading

import httpx2
import pytest
import uvicorn

from pipeline.web.server import reading_engine
from pipeline.web.site import site_of
from tests.resolved import stored, told
from tests.stack.ports import free_port
from tests.stack.waiting import LAST_RESORT_SECONDS, eventually

pytestmark = pytest.mark.stack


@pytest.fixture
def server(database_url):
    engine = reading_engine(database_url)
    made = uvicorn.Server(
        uvicorn.Config(
            site_of(engine), port=free_port(), log_config=None, timeout_graceful_shutdown=1
        )
    )
    thread = threading.Thread(target=made.run)
    thread.start()
    eventually(lambda: made.started)
    yield made
    made.should_exit = True
    thread.join()
    engine.dispose()


def test_what_is_stored_reaches_all_who_watch_and_nobody_watches_when_they_leave(
    server, database_url
):
    live = server.config.app.state.live
    url = f"http://127.0.0.1:{server.config.port}/live/events"
    with (
        httpx2.stream("GET", url, timeout=LAST_RESORT_SECONDS) as one,
        httpx2.stream("GET", url, timeout=LAST_RESORT_SECONDS) as other,
    ):
        eventually(lambda: live.looking)
        stored(database_url, [told("a", ("Ada <b>Rusk", "for", "the toll"))])
        for viewer in (one, other):
            (told_in,) = [line for line in _until_claim(viewer) if "claim" in line]
            assert "Ada &lt;b&gt;Rusk" in told_in

    eventually(lambda: not live.watching)


def _until_claim(viewer):
    for line in viewer.iter_lines():
        yield line
        if "claim" in line:
            return
