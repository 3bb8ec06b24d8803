"""`stancewire review` and `query precision` as readers use them."""

import json
import os
import pty
import select
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import INTERRUPTED, cli
from pipeline.database import database_at
from pipeline.queries import verdicts as asked
from schemas.vocabulary import Judged
from tests.resolved import stored, told
from tests.reviewed import VENN, give, two_articles
from tests.rows import count, rows
from tests.stack.waiting import LAST_RESORT_SECONDS, ended, eventually

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.stack


@pytest.fixture
def url(database_url):
    return two_articles(database_url)


@pytest.fixture
def engine(url):
    with database_at(url) as made:
        yield made


@pytest.fixture
def command(url, monkeypatch):
    """Run `stancewire …` with reviews on; the lines of `keys` are its standard input."""
    monkeypatch.setenv("STANCEWIRE_DATABASE_URL", url)
    monkeypatch.setenv("STANCEWIRE_REVIEW", "true")

    def run(*arguments, keys="", code=0):
        done = CliRunner().invoke(cli, arguments, input=keys)
        assert done.exit_code == code, done.output
        return done.stdout

    return run


def verdicts(url):
    return rows(url, "SELECT who, verdict, fault, note, reader FROM verdict ORDER BY id")


def test_a_round_stores_each_verdict_and_says_how_many(command, url):
    printed = command("review", "--as", "Ada", keys="r\nw\nt\nskip\n")

    assert verdicts(url) == [
        ("Michael Venn", "right", None, None, "Ada"),
        ("Michael Venn", "wrong", "target", None, "Ada"),
    ]
    assert "3 of 3 · 2 judged: 1 right, 1 wrong" in printed
    assert ">>Michael Venn opposes the harbour toll.<<" in printed
    assert "Michael Venn is against the harbour toll · asserted · 0.90" in printed
    assert printed.endswith("2 judged: 1 right, 1 wrong; all is stored.\n")
    assert all(len(line) <= 80 for line in printed.splitlines())
    assert "\x1b" not in printed


def test_a_round_goes_back_asks_again_and_takes_a_reason_in_words(command, url):
    command("review", "--as", "Ada", keys="r\nx\n\nb\nw\no\nHe is for it\nq\n")

    assert verdicts(url) == [
        ("Michael Venn", "right", None, None, "Ada"),
        ("Michael Venn", "wrong", "other", "He is for it", "Ada"),
    ]


def test_a_round_that_breaks_off_keeps_what_was_judged(command, url):
    assert command("review", keys="r\n").endswith("1 judged: 1 right, 0 wrong; all is stored.\n")
    assert command("review", keys="w\n").endswith("Nothing is judged.\n")
    assert len(verdicts(url)) == 1


def test_a_round_of_quotations(command, url):
    printed = command("review", "--quotations", "--as", "Ada", keys="w\ns\n")

    assert verdicts(url) == [("Michael Venn", "wrong", "who", None, "Ada")]
    assert ">>“It hurts us,”<< Michael Venn said." in printed
    assert "Nothing is left to judge." not in printed


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(["--quotations", "--order", "unsure"], id="unsure-quotations"),
        pytest.param(["--quotations", "--holder", "Venn"], id="a-holder-of-quotations"),
        pytest.param(["--kind", "direct"], id="a-kind-of-stances"),
        pytest.param(["--as", "a" * 61], id="a-long-name"),
        pytest.param(["--as", " "], id="no-name"),
    ],
)
def test_what_cannot_be_asked_is_refused(command, options):
    command("review", *options, code=2)


def test_hostile_words_reach_the_terminal_without_their_sting(command, url):
    sting = "\x1b]0;owned\x07\x1b[2J\u202eevil\r\n"
    stored(url, [told("c", ("Ada Rusk", "for", f"the {sting} toll"), days=9, outlet=sting)])

    printed = command("review", "--limit", "1", "--as", "Ada", keys="w\no\n\x1b[2J\nfine\n")

    assert not {"\x1b", "\x07", "\u202e", "\r"} & set(printed)
    assert "the character '\\x1b' cannot stand here" in printed
    assert verdicts(url)[-1][1:] == ("wrong", "other", "fine", "Ada")


def test_very_long_words_are_judged_and_shown_cut(command, url):
    stored(url, [told("c", days=9, said=[("Ada Rusk", "very " * 200_000 + "long")])])

    printed = command("review", "--quotations", "--limit", "1", keys="r\n")

    assert len(printed) < 2_000
    assert len(verdicts(url)) == 1


def test_reviews_are_off_unless_turned_on(command, monkeypatch, url):
    monkeypatch.delenv("STANCEWIRE_REVIEW")

    for arguments in (["review"], ["review", "import", "-"]):
        off = CliRunner().invoke(cli, arguments)

        assert off.exit_code == 2
        assert "STANCEWIRE_REVIEW=true" in off.stderr
    assert count(url, "verdict") == 0


def test_what_is_exported_is_imported_once(command, engine, url, stack):
    give(engine, "wrong", fault="words", note="Not said — “no”")
    give(engine, "right")
    give(engine, "wrong", kind=Judged.QUOTATION, reader="Bo")
    lines = command("review", "export")
    assert len(lines.splitlines()) == 3
    assert command("review", "import", "-", keys=lines) == "0 verdicts imported, 3 were there.\n"

    rows(url, "TRUNCATE verdict, judged")
    assert command("review", "import", "-", keys=lines) == "3 verdicts imported, 0 were there.\n"

    assert command("review", "export") == lines
    (last,) = [row for row in asked.verdicts_of(engine, "a") if row["kind"] == "stance"]
    assert last["verdict"] == "right"
    assert rows(url, "SELECT kind, hidden FROM judged ORDER BY 1") == [
        ("quotation", True),
        ("stance", False),
    ]


def test_a_verdict_imported_before_its_article_holds_when_it_comes(command, engine, url):
    give(engine, "wrong")
    lines = command("review", "export").replace('"a"', '"later"')
    command("review", "import", "-", keys=lines)

    stored(url, [told("later", VENN, days=5)])

    assert asked.claims_of(engine, "later")[0]["hidden"]


def test_a_file_with_one_bad_line_leaves_nothing_behind(command, engine, url):
    give(engine, "wrong")
    lines = command("review", "export")
    rows(url, "TRUNCATE verdict, judged")

    command("review", "import", "-", keys=lines + lines.replace("wrong", "dubious"), code=2)

    assert count(url, "verdict") == 0


def test_precision_and_agreement_are_printed_in_80_columns(command, engine):
    long = "A Reader With A Name Of Sixty Characters, As Long As It May B"[:60]
    for reader in ("Ada", long):
        give(engine, "wrong", reader=reader)
        give(engine, "right", number=1, reader=reader)

    for arguments in (["query", "precision"], ["review", "agreement"]):
        printed = command(*arguments)
        assert all(len(line) <= 80 for line in printed.splitlines())
    assert "9–91 %" in command("query", "precision")
    total = json.loads(command("query", "precision", "--by", "total", "--json"))
    assert [(row["rows"], row["right"], row["verdicts"]) for row in total] == [(2, 1, 4)]
    (pair,) = json.loads(command("review", "agreement", "--json"))
    assert (pair["rows"], pair["alike"], pair["alpha"]) == (2, 2, 1.0)
    command("query", "precision", "--quotations", "--holder", "Venn", code=2)


@pytest.fixture
def terminal(url, monkeypatch):
    """Start `stancewire review` before a terminal; give a way to type, and one to read."""
    monkeypatch.setenv("STANCEWIRE_DATABASE_URL", url)
    monkeypatch.setenv("STANCEWIRE_REVIEW", "true")
    monkeypatch.setenv("PYTHONPATH", str(ROOT), prepend=os.pathsep)
    monkeypatch.setenv("TERM", "xterm")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "pipeline.cli", "review", "--as", "Ada"]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    seen = bytearray()

    def read_until(words):
        while words.encode() not in seen:
            assert select.select([ours], [], [], LAST_RESORT_SECONDS)[0], seen.decode()
            seen.extend(os.read(ours, 4096))
        return seen.decode()

    def press(key):  # what comes before a key is waited for is lost
        eventually(lambda: not termios.tcgetattr(ours)[3] & termios.ICANON)
        os.write(ours, key)

    yield process, press, read_until
    process.kill()
    process.wait()
    os.close(ours)


def test_before_a_terminal_a_key_is_enough(terminal, url):
    process, press, read_until = terminal

    for shown, key in (("1 of 3", b"r"), ("2 of 3", b"w"), ("[h]older", b"h"), ("3 of 3", b"q")):
        read_until(shown)
        press(key)
    screen = read_until("all is stored.")

    assert ended(process) == 0
    assert "\x1b[1;7mMichael Venn backs the bridge.\x1b[0m" in screen
    assert verdicts(url) == [
        ("Michael Venn", "right", None, None, "Ada"),
        ("Michael Venn", "wrong", "who", None, "Ada"),
    ]


def test_ctrl_c_says_what_is_stored(terminal, url):
    process, press, read_until = terminal

    read_until("[q]uit")
    press(b"r")
    read_until("2 of 3")
    press(b"\x03")
    screen = read_until("interrupted")

    assert ended(process) == INTERRUPTED
    assert "1 judged: 1 right, 0 wrong; all is stored." in screen
    assert len(verdicts(url)) == 1
