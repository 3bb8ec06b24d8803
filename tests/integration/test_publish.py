"""`stancewire publish` on a real broker: what it says is published is there, and nothing else."""

import json
import os
import pty
import signal
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from pipeline.settings import Settings
from schemas.contracts import FetchedArticle
from schemas.topics import topics_of
from tests.records import ends_of, records_of
from tests.stack.plugin import STANCEWIRE
from tests.stack.ports import free_port
from tests.stack.waiting import LAST_RESORT_SECONDS, eventually

pytestmark = pytest.mark.stack


def command(*arguments: object) -> list[str]:
    return [str(STANCEWIRE), "publish", *map(str, arguments)]


def environment(settings: Settings, **changes: object) -> dict[str, str]:
    return os.environ | settings.model_copy(update=changes).to_environment()


def publish(settings: Settings, *arguments: object, **changes: object):
    return subprocess.run(
        command(*arguments),
        env=environment(settings, **changes),
        capture_output=True,
        text=True,
        timeout=LAST_RESORT_SECONDS,
        check=False,
    )


def articles(settings: Settings) -> list[tuple[str, FetchedArticle]]:
    records = records_of(settings, topics_of(settings.namespace).articles)
    return [(r.key.decode(), FetchedArticle.model_validate_json(r.value)) for r in records]


def count(settings: Settings) -> int:
    return sum(ends_of(settings, topics_of(settings.namespace).articles).values())


def line(number: int) -> bytes:
    return json.dumps({"id": f"a{number}", "text": f"Venn said {number}."}).encode() + b"\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "news"
    made.mkdir()
    (made / "one.txt").write_bytes("Štork left.\r\n".encode())
    (made / "two.txt").write_text("Venn stayed.")
    (made / "more.jsonl").write_bytes(line(3) + line(4))
    return made


@pytest.fixture
def stream(settings: Settings, tmp_path: Path):
    """Start `publish -` with changed settings; its input stays open, its words go to a file."""
    started = []

    def start(**changes: object) -> tuple[subprocess.Popen[bytes], Path]:
        words = tmp_path / f"stderr-{len(started)}"
        with words.open("wb") as stderr:
            process = subprocess.Popen(
                command("-"),
                env=environment(settings, **changes),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
            )
        started.append(process)
        return process, words

    yield start
    for process in started:
        process.kill()
        process.communicate()


def write(process: subprocess.Popen[bytes], numbers: range) -> None:
    process.stdin.write(b"".join(line(number) for number in numbers))
    process.stdin.flush()


def last_words(process: subprocess.Popen[bytes]) -> str:
    said, _ = process.communicate(timeout=LAST_RESORT_SECONDS)
    return said.decode().strip()


def test_what_is_confirmed_is_in_the_topic_keyed_by_its_id(settings, folder):
    done = publish(settings, folder)

    assert (done.returncode, done.stdout) == (0, "published 4, unconfirmed 0, refused 0\n")
    found = articles(settings)
    assert all(key == article.article_id for key, article in found)
    assert {a.text for _, a in found} >= {"Štork left.\r\n", "Venn stayed."}
    assert {"a3", "a4"} < {key for key, _ in found}


def test_the_same_input_twice_has_the_same_ids_and_revisions(settings, folder):
    publish(settings, folder)
    publish(settings, folder)

    seen = Counter((article.article_id, article.revision) for _, article in articles(settings))
    assert list(seen.values()) == [2, 2, 2, 2]


def test_refused_inputs_are_named_while_the_rest_goes_on(settings, folder):
    (folder / "bad.txt").write_bytes(b"\xff")
    with (folder / "more.jsonl").open("ab") as more:
        more.write(b'{"text": \n')

    done = publish(settings, folder, folder / "absent.txt", "--json")

    assert done.returncode == 1
    assert json.loads(done.stdout) == {
        "published": 4,
        "retracted": 0,
        "unconfirmed": 0,
        "refused": 3,
    }
    assert f"refused: {folder / 'bad.txt'}: not UTF-8 at byte 0\n" in done.stderr
    assert f"refused: {folder / 'more.jsonl'}:3: broken JSON: " in done.stderr
    assert f"refused: {folder / 'absent.txt'}: no such file\n" in done.stderr
    assert count(settings) == 4


def test_the_revisions_of_an_article_stay_in_order(settings, tmp_path):
    file = tmp_path / "a.jsonl"
    texts = [f"Version {number}." for number in range(50)]
    file.write_text("".join(json.dumps({"id": "a", "text": text}) + "\n" for text in texts))

    publish(settings, file)

    assert [article.text for _, article in articles(settings)] == texts


def test_the_outlet_of_the_command_serves_where_a_line_names_none(settings, tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_text('{"id": "1", "text": "x"}\n{"id": "1", "text": "x", "outlet": "Tern"}\n')

    publish(settings, "--outlet", "Gull", file)

    assert {key for key, _ in articles(settings)} == {"Gull:1", "Tern:1"}


def test_an_article_of_the_greatest_size_is_published(settings, tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"\x01" * 1024 * 1024)  # six bytes each in JSON

    assert publish(settings, file).stdout == "published 1, unconfirmed 0, refused 0\n"
    assert len(articles(settings)[0][1].text) == 1024 * 1024


def test_a_broker_that_restarts_in_mid_way_loses_and_repeats_nothing(settings, stack, stream):
    process, words = stream(delivery_seconds=LAST_RESORT_SECONDS)
    write(process, range(10))
    eventually(lambda: count(settings) == 10)
    stack.stop_broker()
    try:
        write(process, range(10, 20))
        process.stdin.close()
        eventually(lambda: "The broker is silent" in words.read_text())  # the fault struck
    finally:
        stack.start_broker()
    process.stdin = None

    assert last_words(process) == "published 20, unconfirmed 0, refused 0"
    assert process.returncode == 0
    assert "The broker confirms again" in words.read_text()
    assert Counter(key for key, _ in articles(settings)) == {f"a{n}": 1 for n in range(20)}


def test_a_broker_that_stays_away_is_given_up_and_each_unconfirmed_input_named(
    settings, stack, stream
):
    process, words = stream(delivery_seconds=5)
    write(process, range(10))
    eventually(lambda: count(settings) == 10)
    stack.stop_broker()
    try:
        write(process, range(10, 20))
        assert last_words(process) == "published 10, unconfirmed 10, refused 0"
    finally:
        stack.start_broker()

    assert process.returncode == 1
    named = [x for x in words.read_text().splitlines() if x.startswith("unconfirmed: ")]
    assert [x.split(": ")[1] for x in named] == [f"standard input:{n}" for n in range(11, 21)]
    assert all(x.endswith("did not confirm within 5 s") for x in named)


def test_a_broker_that_never_came_is_given_up_in_time(settings, folder):
    done = publish(settings, folder, kafka=f"127.0.0.1:{free_port()}", delivery_seconds=1)

    assert (done.returncode, done.stdout) == (1, "published 0, unconfirmed 4, refused 0\n")
    assert "No broker answers; waiting for it" in done.stderr
    assert done.stderr.count("unconfirmed: ") == 4


def test_ctrl_c_tells_what_was_confirmed(settings, stream):
    process, words = stream()
    write(process, range(5))
    eventually(lambda: count(settings) == 5)

    process.send_signal(signal.SIGINT)

    assert last_words(process) == "published 5, unconfirmed 0, refused 0"
    assert process.returncode == 130
    assert "interrupted" in words.read_text()


def test_a_terminal_is_shown_the_progress(settings, folder):
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb") as screen, os.fdopen(theirs, "wb") as terminal:
        done = subprocess.run(
            command(folder),
            env=environment(settings) | {"TERM": "xterm", "COLUMNS": "100"},
            stdout=subprocess.PIPE,
            stderr=terminal,
            timeout=LAST_RESORT_SECONDS,
            check=True,
        )
        shown = os.read(screen.fileno(), 100_000).decode()

    assert done.stdout == b"published 4, unconfirmed 0, refused 0\n"
    assert "publishing" in shown
    assert "articles" in shown


def test_memory_does_not_grow_with_the_number_of_articles(settings, tmp_path):
    sizes = [
        largest_memory_of(settings, written(tmp_path / str(number), number))
        for number in (1_500, 7_500)
    ]

    # The 6,000 further articles are 49 MB; the window of unconfirmed ones is 8 MiB.
    assert sizes[1] - sizes[0] < 16 * 1024


def written(folder: Path, number: int) -> Path:
    folder.mkdir()
    for n in range(number):
        (folder / f"{n:05}.txt").write_text(f"Article {n}. " + "Venn left. " * 740)
    return folder


def largest_memory_of(settings: Settings, folder: Path) -> int:
    """Publish a folder; give the greatest resident memory of the process in KiB."""
    process = subprocess.Popen(command(folder), env=environment(settings), stdout=subprocess.PIPE)
    with process.stdout:
        assert process.stdout.read().startswith(b"published ")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_maxrss
