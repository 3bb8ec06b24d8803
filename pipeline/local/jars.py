"""Kafka's jars, fetched once into the cache folder and checked against the lock file."""

import hashlib
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from pipeline.errors import SetupError
from pipeline.local.extra import of_extra
from pipeline.local.locks import locked

LOCK_FILE = "kafka-jars.lock"
THREADS = 8  # 44 jars, 42 MB, in 5 s
LINE = re.compile(
    r"(?P<group>[\w.-]+):(?P<artifact>[\w.-]+):(?P<version>[\w.-]+) (?P<sha256>[0-9a-f]{64})"
)
ATTEMPTS = 3
TIMEOUT_SECONDS = 30


@dataclass(frozen=True)
class Jar:
    """One file of the lock: a Maven coordinate and the SHA-256 sum of its bytes."""

    group: str
    artifact: str
    version: str
    sha256: str

    @property
    def filename(self) -> str:
        return f"{self.artifact}-{self.version}.jar"


Download = Callable[[Jar, Path], Path]  # fetches a jar somewhere under a folder


def locked_jars(text: str) -> tuple[Jar, ...]:
    """Read a lock file: one `group:artifact:version sha256` a line, `#` for comments.

    Raises ValueError quoting the first line that is neither.
    """
    lines = (line.strip() for line in text.splitlines())
    return tuple(_jar_of(line) for line in lines if line and not line.startswith("#"))


def _jar_of(line: str) -> Jar:
    found = LINE.fullmatch(line)
    if found is None:
        raise ValueError(f"not a locked jar: {line!r}")
    return Jar(**found.groupdict())


def fetch_jars(cache: Path) -> list[Path]:
    """Give the class path of a Kafka node, fetching what `cache` lacks.

    Every file is checked against its sum, on every call; what is broken is fetched anew.
    Raises SetupError when a jar cannot be had.
    """
    jars = locked_jars(files(__package__).joinpath(LOCK_FILE).read_text())
    folder = cache / "kafka-jars"
    fetch_missing(jars, folder, from_maven)
    return [folder / jar.filename for jar in jars]


def fetch_missing(jars: Sequence[Jar], folder: Path, download: Download) -> None:
    """Bring into `folder` what is not there whole; several processes do it one after the other."""
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder / ".lock"):
        missing = [jar for jar in jars if not is_whole(folder / jar.filename, jar)]
        if missing:
            _fetch(missing, folder, download)


def is_whole(path: Path, jar: Jar) -> bool:
    """Say whether the file is there with just the bytes that the lock names."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == jar.sha256


def _fetch(jars: Sequence[Jar], folder: Path, download: Download) -> None:
    """Fetch the jars side by side; each appears in `folder` whole or not at all."""
    with (
        tempfile.TemporaryDirectory(dir=folder, prefix=".incoming-") as incoming,
        ThreadPoolExecutor(THREADS) as pool,
        _progress(len(jars)) as advance,
    ):
        tasks = [pool.submit(fetch_jar, jar, folder, Path(incoming), download) for jar in jars]
        try:
            for task in as_completed(tasks):
                task.result()
                advance()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def fetch_jar(jar: Jar, folder: Path, incoming: Path, download: Download) -> None:
    """Bring one jar into `folder`, or raise SetupError and leave nothing behind."""
    problem = "nothing came"
    for _ in range(ATTEMPTS):
        try:
            found = download(jar, incoming)
        except SetupError:
            raise
        except Exception as error:  # noqa: BLE001  # jgo raises whatever its parts raise
            problem = f"{type(error).__name__}: {error}"
            shutil.rmtree(incoming / Path(*jar.group.split("."), jar.artifact), ignore_errors=True)
            continue
        if is_whole(found, jar):
            found.replace(folder / jar.filename)
            return
        problem = f"its SHA-256 sum is not {jar.sha256}"
        found.unlink()
    raise SetupError(
        f"Could not fetch Kafka's {jar.filename}: {problem}.\n"
        "Check the network and try again, or name a running cluster with STANCEWIRE_KAFKA."
    )


def from_maven(jar: Jar, folder: Path) -> Path:
    """Download a jar from Maven's central repository into a repository layout under `folder`."""
    maven = of_extra("jgo.maven")
    # Only single files: jgo's own resolution of dependencies picks an older kafka-clients.
    context = maven.MavenContext(
        resolver=maven.PythonResolver(), repo_cache=folder, local_repos=[], timeout=TIMEOUT_SECONDS
    )
    component = context.project(jar.group, jar.artifact).at_version(jar.version)
    return Path(component.artifact().resolve())


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """Show how many files have come: a bar on a terminal, else one line."""
    console = Console(stderr=True)
    sentence = f"Fetching Kafka's jars ({total}, once)"
    if not sys.stderr.isatty():
        console.print(f"{sentence} …", highlight=False)
        yield lambda: None
        return
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task(sentence, total=total)
        yield lambda: progress.advance(task)
