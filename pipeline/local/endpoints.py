"""Where the local stack's broker and database are, as its supervisor writes it down."""

import tempfile
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import SetupError
from pipeline.local.locks import is_locked
from pipeline.settings import Settings

State = Literal["starting", "running", "restarting"]


class ProcessState(BaseModel):
    """One process of the local stack."""

    model_config = ConfigDict(frozen=True)

    name: str
    state: State
    pid: int | None
    restarts: int
    address: str | None  # without password; None: it listens on no port
    log: Path


class StackState(BaseModel):
    """The local stack as its supervisor last saw it; it holds the database's password."""

    model_config = ConfigDict(frozen=True)

    pid: int  # of the supervisor
    ready: bool = False
    failure: str | None = None  # why it could not start
    kafka: str | None = None
    database_url: str | None = None
    processes: tuple[ProcessState, ...] = ()


def lock_of(home: Path) -> Path:
    """Name the file whose lock a supervisor holds for as long as it lives."""
    return home / "stack.lock"


def logs_of(home: Path) -> Path:
    """Name the folder where every process of the local stack has its log."""
    return home / "logs"


def write_state(home: Path, state: StackState) -> None:
    """Replace the state at once and whole; only its owner can read it."""
    with tempfile.NamedTemporaryFile(dir=home, prefix=".stack-", delete=False) as file:
        file.write(state.model_dump_json(indent=1).encode())
    Path(file.name).replace(_file(home))


def read_state(home: Path) -> StackState | None:
    """Give the last state that was written, be its supervisor dead or alive; None: there is none.

    One that another version wrote counts as none.
    """
    try:
        return StackState.model_validate_json(_file(home).read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def remove_state(home: Path) -> None:
    """Forget the state."""
    _file(home).unlink(missing_ok=True)


def running_state(home: Path) -> StackState | None:
    """Give the state of the running local stack; None when none runs, whatever was left behind."""
    return read_state(home) if is_locked(lock_of(home)) else None


def resolved(settings: Settings, *, kafka: bool = True, database: bool = True) -> Settings:
    """Fill in the broker and database of the running local stack where the settings name none.

    Raises SetupError when one that the caller needs is neither set nor running.
    """
    state = running_state(settings.home)
    found = {
        "kafka": settings.kafka or (state and state.kafka),
        "database_url": settings.database_url or (state and state.database_url),
    }
    needed = {"kafka": kafka, "database_url": database}
    missing = [name for name, value in found.items() if value is None and needed[name]]
    if missing:
        raise SetupError(_missing_sentence(missing, starting=state is not None))
    return settings.model_copy(update=found)


def _missing_sentence(missing: list[str], *, starting: bool) -> str:
    if starting:
        return "The local stack is not ready yet: `stancewire status` shows what it waits for."
    what = {"kafka": "broker", "database_url": "database"}
    names = " and no ".join(what[name] for name in missing)
    variables = " and ".join(f"STANCEWIRE_{name.upper()}" for name in missing)
    return (
        f"No {names} is set or running.\n"
        f"Start the local stack with `stancewire up`, or set {variables}."
    )


def _file(home: Path) -> Path:
    return home / "stack.json"
