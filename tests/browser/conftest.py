"""A site with the news of seeds/, and hostile news beside it, and a browser that looks at it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from consumers.resolver.resolver import Resolver, resolver_engine
from consumers.sink.store import Batch, store_batch
from pipeline.analysis.analyse import analyse
from pipeline.database import connection_to, database_at
from pipeline.feeds.feed import Feed, fetch
from pipeline.feeds.found import Fetched
from pipeline.settings import Settings
from pipeline.web.server import reading_engine
from pipeline.web.site import site_of
from tests.browser.addresses import addresses_on
from tests.browser.chromium import chromium
from tests.browser.hostile import HOSTILE
from tests.reading import reader
from tests.stack.plugin import new_database
from tests.stack.ports import free_port
from tests.stack.waiting import eventually


@pytest.fixture(scope="session")
def news(stack, tmp_path_factory) -> str:
    """The URL of a database with all seeds analysed, stored and resolved, and what is hostile."""
    url = new_database(stack)
    folder = files("seeds")
    names = sorted(f.name for f in folder.iterdir() if f.name.endswith((".txt", ".jsonl")))
    fetched = fetch(Feed(tuple(str(folder / name) for name in names)))
    found = [analyse(each.article, reader()) for each in fetched if isinstance(each, Fetched)]
    with database_at(url) as engine, connection_to(engine) as connection:
        store_batch(connection, Batch((), [*found, *HOSTILE]))
    engine = resolver_engine(url)
    resolver = Resolver(engine, Settings(home=tmp_path_factory.mktemp("home")))
    while resolver.step().articles:
        pass
    engine.dispose()
    return url


@contextmanager
def served(url: str) -> Iterator[uvicorn.Server]:
    """Serve pages on a database."""
    engine = reading_engine(url)
    config = uvicorn.Config(
        site_of(engine), port=free_port(), log_config=None, timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    eventually(lambda: server.started)
    yield server
    server.should_exit = True
    thread.join()
    engine.dispose()


def address_of(server: uvicorn.Server) -> str:
    """Give the address of what is served."""
    return f"http://127.0.0.1:{server.config.port}"


@pytest.fixture(scope="session")
def site(news) -> Iterator[str]:
    """The address of a server of pages on that news."""
    with served(news) as server:
        yield address_of(server)


@pytest.fixture
def bare(database_url) -> Iterator[uvicorn.Server]:
    """A server of pages on an empty database."""
    with served(database_url) as server:
        yield server


@pytest.fixture(scope="package")  # no longer: it leaves an event loop running meanwhile
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="package")
def addresses(browser, site) -> dict[str, str]:
    """The address of every page by its name."""
    with browser.new_context(base_url=site) as context:
        return addresses_on(context.new_page())


@dataclass
class Watched:
    """A page, and all that a browser complains of: errors, refusals of the policy, other hosts."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        page = self.page
        page.on("console", lambda said: said.type in ("error", "warning") and self._note(said.text))
        page.on("pageerror", lambda error: self._note(str(error)))
        page.on("dialog", lambda dialog: (self._note("a dialog opened"), dialog.dismiss()))
        page.on("request", lambda asked: self._look(asked.url))

    def _note(self, complaint: str) -> None:
        if "status of 404" not in complaint:  # an answer that is asked for, and opened
            self.complaints.append(complaint)

    def _look(self, url: str) -> None:
        if not url.startswith("http://127.0.0.1:"):
            self._note(f"loaded {url}")


@pytest.fixture
def look(browser, site):
    """Open a path of the site in a new window; in the end nobody must have complained."""
    opened = []

    def opening(path: str, width: int = 1280, **window: object) -> Page:
        context = browser.new_context(
            **{"base_url": site, "viewport": {"width": width, "height": 800}} | window
        )
        watched = Watched(context.new_page())
        opened.append(watched)
        watched.page.goto(path)
        return watched.page

    yield opening
    complaints = [complaint for watched in opened for complaint in watched.complaints]
    for watched in opened:
        watched.page.context.close()
    assert complaints == []
