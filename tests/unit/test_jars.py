"""Kafka's jars: read from the lock file, fetched whole or not at all, and only once."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path

import pytest

from pipeline.errors import SetupError
from pipeline.local import jars
from pipeline.local.jars import ATTEMPTS, Jar, fetch_missing, locked_jars

BYTES = b"a jar's bytes"
SUM = hashlib.sha256(BYTES).hexdigest()
JAR = Jar("org.example", "gull", "1.0", SUM)


class Repository:
    """Stands for a repository in the net: it serves these bytes and counts its visitors."""

    def __init__(self, *answers: bytes | Exception) -> None:
        self.answers = answers
        self.visits = 0

    def __call__(self, jar: Jar, folder: Path) -> Path:
        answer = self.answers[min(self.visits, len(self.answers) - 1)]
        self.visits += 1
        if isinstance(answer, Exception):
            raise answer
        place = folder / jar.group.replace(".", "/") / jar.artifact
        place.mkdir(parents=True, exist_ok=True)
        (place / jar.filename).write_bytes(answer)
        return place / jar.filename


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {".lock"}


def test_a_line_of_the_lock_is_a_coordinate_and_a_sum():
    text = f"# Kafka\n\norg.example:gull:1.0 {SUM}\n"

    assert locked_jars(text) == (JAR,)
    assert JAR.filename == "gull-1.0.jar"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(f"org.example:gull {SUM}", id="no-version"),
        pytest.param(f"org.example::1.0 {SUM}", id="empty-name"),
        pytest.param("org.example:gull:1.0", id="no-sum"),
        pytest.param("org.example:gull:1.0 abc", id="short-sum"),
        pytest.param(f"org.example:../gull:1.0 {SUM}", id="a-path-in-the-name"),
        pytest.param(f"org.example:gull:1.0 {SUM[:-1]}g", id="not-hexadecimal"),
    ],
)
def test_any_other_line_is_an_error_that_quotes_it(line):
    with pytest.raises(ValueError, match="not a locked jar") as refused:
        locked_jars(line)

    assert repr(line) in str(refused.value)


def test_the_lock_of_the_package_holds_one_kafka_and_each_jar_once():
    found = locked_jars(files("pipeline.local").joinpath(jars.LOCK_FILE).read_text())

    assert len({jar.filename for jar in found}) == len(found) == 44
    assert {jar.version for jar in found if jar.group == "org.apache.kafka"} == {"4.3.1"}


def test_what_is_there_and_whole_is_not_fetched_again(tmp_path):
    repository = Repository(BYTES)

    fetch_missing([JAR], tmp_path, repository)
    fetch_missing([JAR], tmp_path, repository)

    assert repository.visits == 1
    assert (tmp_path / JAR.filename).read_bytes() == BYTES


def test_a_file_that_was_damaged_is_fetched_anew(tmp_path):
    (tmp_path / JAR.filename).write_bytes(b"damaged")

    fetch_missing([JAR], tmp_path, Repository(BYTES))

    assert (tmp_path / JAR.filename).read_bytes() == BYTES


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(b"other bytes", id="wrong-bytes"),
        pytest.param(ConnectionError("cut off"), id="broken-connection"),
    ],
)
def test_a_download_that_fails_once_is_tried_again(tmp_path, first):
    fetch_missing([JAR], tmp_path, Repository(first, BYTES))

    assert names(tmp_path) == {JAR.filename}


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        pytest.param(b"other bytes", "its SHA-256 sum is not", id="wrong-bytes"),
        pytest.param(ConnectionError("no route"), "ConnectionError: no route", id="no-network"),
    ],
)
def test_a_download_that_stays_broken_leaves_nothing_and_says_why(tmp_path, answer, reason):
    repository = Repository(answer)

    with pytest.raises(SetupError) as failed:
        fetch_missing([JAR], tmp_path, repository)

    assert repository.visits == ATTEMPTS
    assert JAR.filename in str(failed.value)
    assert reason in str(failed.value)
    assert names(tmp_path) == set()


def test_two_at_once_fetch_each_jar_once(tmp_path):
    repository = Repository(BYTES)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: fetch_missing([JAR], tmp_path, repository), range(4)))

    assert repository.visits == 1
