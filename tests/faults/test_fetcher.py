"""Fetchers killed between fetch, publish and bookkeeping: nothing is lost, nothing stored twice."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.integration.test_fetcher import TOLL, newsroom, site  # noqa: F401  # fixtures
from tests.stack.waiting import ended, eventually
from tests.web import feed, page

pytestmark = pytest.mark.stack

ROOT = Path(__file__).parents[2]


# How far each gets: articles that the broker has, pages that are booked as listed.
@pytest.mark.parametrize(
    ("mistake", "published", "listed"),
    [("booking", 0, 0), ("fetched", 0, 2), ("published", 1, 2)],
)
def test_a_killed_fetcher_loses_nothing(newsroom, site, mistake, published, listed):  # noqa: F811
    for path in ("/a", "/b"):
        site.says(path, page(f"The toll of {path}", *TOLL, f"It is {path}."))
    newsroom.now = datetime.now(UTC)
    newsroom.follow(site.says("/feed", feed("/a", "/b")))
    environment = os.environ | newsroom.settings.to_environment() | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.faults.broken_fetchers", mistake]
    with subprocess.Popen(command, env=environment, cwd=ROOT) as broken:
        assert ended(broken) == -signal.SIGKILL
    assert newsroom.texts()[0] == published
    assert newsroom.rows("SELECT count(*) FROM followed") == [(listed,)]
    assert newsroom.rows("SELECT count(leased_by) FROM host") == [(1,)]
    newsroom.fetch()
    assert newsroom.texts()[0] == published, "the lease holds"

    newsroom.fetch(minutes=2)

    assert newsroom.texts() == (2, 2 + published)
    assert newsroom.rows("SELECT count(article_id) FROM followed") == [(2,)]
    assert site.times("/feed") == 1 + (not listed)


def test_a_folder_that_is_written_to_misses_no_file(newsroom, run, tmp_path):  # noqa: F811
    folder = tmp_path / "news"
    folder.mkdir()
    newsroom.now = datetime.now(UTC)
    newsroom.follow(str(folder))
    fetcher = run("fetcher")
    for number in range(200):
        inside = folder / f"of-{number % 7}"
        inside.mkdir(exist_ok=True)
        (inside / f"{number}.txt").write_text(f"The toll is number {number}.")
    eventually(lambda: newsroom.rows("SELECT count(*) FROM followed") == [(200,)])

    fetcher.terminate()

    assert ended(fetcher) == 0
    assert newsroom.texts() == (200, 200)
