"""Files that are there whole or not at all."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import SetupError


def manifest_of(out: Path) -> Path:
    """Name the file that tells what OUT was made of."""
    return out.with_name(f"{out.name}.manifest.json")


def check_free(out: Path, *, force: bool) -> None:
    """Raise SetupError where OUT cannot be written, or would be overwritten unasked."""
    if out.is_dir():
        raise SetupError(f"{out} is no file.")
    if not out.parent.is_dir():
        raise SetupError(f"There is no folder {out.parent}.")
    for path in (out, manifest_of(out)):
        if path.exists() and not path.is_file():
            raise SetupError(f"{path} is no file.")
        if path.exists() and not force:
            raise SetupError(f"{path} is there already: name another, or give --force.")


@contextmanager
def draft_of(out: Path) -> Iterator[Path]:
    """Lend a new, empty file beside OUT; what is left of it at the end is removed.

    Raises SetupError when the folder or the disk takes no more.
    """
    draft = out.with_name(f".{out.name}-{os.getpid()}{out.suffix}")
    try:
        draft.touch()
        yield draft
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise SetupError(f"{out} could not be written: {error.strerror or error}") from error
    finally:
        draft.unlink(missing_ok=True)


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """Write the pieces one after the other."""
    with path.open("wb") as file:
        file.writelines(pieces)


def release(draft: Path, out: Path, manifest: str) -> None:
    """Put a finished draft and its manifest in their places.

    At no time does a manifest stand beside a file that it does not tell of.
    """
    with draft_of(manifest_of(out)) as told:
        told.write_text(manifest)
        for path in (draft, told):
            _to_disk(path)
        manifest_of(out).unlink(missing_ok=True)
        draft.replace(out)
        told.replace(manifest_of(out))


def sha256_of(path: Path) -> str:
    """Give the checksum of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _to_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
