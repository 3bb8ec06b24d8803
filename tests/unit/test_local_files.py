"""Logs of the local stack stay short; its packages are asked for by name when they are missing."""

import pytest

from pipeline.errors import SetupError
from pipeline.local.children import PORTS, free_port, is_free
from pipeline.local.extra import find_extra, of_extra
from pipeline.local.logfile import bound, last_lines


def test_a_log_beyond_its_limit_begins_anew_and_its_writer_goes_on(tmp_path):
    log = tmp_path / "sink.log"
    with log.open("a") as writer:
        writer.write("old " * 10)
        writer.flush()
        bound(log, limit=20)
        writer.write("new")

    assert log.read_text() == "new"
    assert (tmp_path / "sink.log.1").read_text() == "old " * 10


@pytest.mark.parametrize("name", [pytest.param("short.log"), pytest.param("absent.log")])
def test_a_log_within_its_limit_is_left_alone(tmp_path, name):
    (tmp_path / "short.log").write_text("a line\n")

    bound(tmp_path / name, limit=20)

    assert [path.name for path in tmp_path.iterdir()] == ["short.log"]


def test_the_end_of_a_log_is_quoted(tmp_path):
    log = tmp_path / "broker.log"
    log.write_text("one\ntwo\nthree\n")

    assert last_lines(log, 2) == "  two\n  three"
    assert last_lines(tmp_path / "absent.log") == ""


@pytest.mark.parametrize("find", [of_extra, find_extra])
def test_a_missing_package_is_named_with_how_to_install_it(find):
    with pytest.raises(SetupError, match=r'no_such_package.*\n.*pip install "stancewire\[local\]"'):
        find("no_such_package")


def test_a_found_port_is_free_and_no_client_is_given_it():
    port = free_port()

    assert is_free(port)
    assert port in PORTS
