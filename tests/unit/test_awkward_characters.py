"""Ids, passwords and paths that something else parses, with the characters it would stumble on."""

import base64
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy.engine import make_url

from consumers.analyser.analyser import Analyser
from pipeline.cli.stack import for_psql
from pipeline.database import engine_of
from pipeline.errors import SetupError
from pipeline.local.kafka import cluster_id, java_with
from pipeline.local.postgres import LocalPostgres
from pipeline.settings import Settings


@pytest.mark.parametrize("others", [b"\x00" * 15, b"\xff" * 15, b"\xfb" * 15])
def test_a_cluster_id_begins_with_a_letter_whatever_was_drawn(others):
    ids = [cluster_id(UUID(bytes=bytes([first]) + others)) for first in range(256)]

    assert all(made[0].isalpha() for made in ids)
    assert {len(base64.urlsafe_b64decode(made + "==")) for made in ids} == {16}
    assert len(set(ids)) == 128


@pytest.mark.parametrize("password", ["plain", "-_-", "p@ss:w/rd?#[]", "50%25 +&=", "пароль'\"\\"])
def test_a_password_comes_whole_through_a_url(tmp_path, password):
    postgres = LocalPostgres(tmp_path)
    postgres.port = 5432
    (tmp_path / "password").write_text(password)

    for url in (make_url(postgres.url), engine_of(postgres.url).url):
        assert (url.password, url.host, url.port) == (password, "127.0.0.1", 5432)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        pytest.param("postgresql+psycopg://u:p@h/d", "postgresql://u:p@h/d", id="with-driver"),
        pytest.param("postgres+psycopg://h/d", "postgres://h/d", id="short-scheme"),
        pytest.param("postgresql://u:p@h/d", "postgresql://u:p@h/d", id="without"),
        pytest.param("postgresql://u:+psycopg@h/d", "postgresql://u:+psycopg@h/d", id="password"),
        pytest.param("postgresql://h/d?a=b%20c", "postgresql://h/d?a=b%20c", id="options"),
        pytest.param("", "", id="none"),
    ],
)
def test_psql_is_given_the_url_without_the_driver_and_nothing_else_changed(url, shown):
    assert for_psql(url) == shown


@pytest.mark.parametrize("url", ["postgresql://u:secret@h:port/d", "postgresql://u:secret@h:1x/d"])
def test_a_url_that_cannot_be_read_is_refused_without_its_password(url):
    with pytest.raises(SetupError, match="% and two hex digits") as refused:
        engine_of(url)

    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("folder", ["/home/zoë/50% #1", "/a b/c,d;e", "/back\\slash"])
def test_a_class_path_takes_any_folder(folder):
    assert java_with([Path(folder) / "a.jar"])[-1] == f"{folder}/a.jar"


def test_a_class_path_of_folders_that_it_would_take_for_two_is_refused():
    with pytest.raises(SetupError, match="STANCEWIRE_CACHE"):
        java_with([Path("/a:b/c.jar")])


@pytest.mark.parametrize("name", ["plain", "a b", "{x}", "{0}{conf.id}", "50% {", "zoë,#1"])
def test_the_analyser_takes_any_home(tmp_path, name):
    settings = Settings(home=tmp_path / name, kafka="127.0.0.1:9092")

    app = Analyser(settings).app

    assert app.conf.datadir == tmp_path / name / "faust"
    assert app.conf.datadir.is_dir()
