"""Log files of the local stack, which never grow beyond two times a limit."""

import os
import shutil
from pathlib import Path

LIMIT_BYTES = 10 * 1024 * 1024


def bound(log: Path, limit: int = LIMIT_BYTES) -> None:
    """Keep a log that is too long as `NAME.1` and begin it anew.

    It is copied and emptied, not renamed: a living process may have it open (for appending).
    """
    if not log.exists() or log.stat().st_size <= limit:
        return
    shutil.copyfile(log, log.with_name(log.name + ".1"))
    os.truncate(log, 0)


def last_lines(log: Path, count: int = 5) -> str:
    """Quote the end of a log, for the sentence that says why a process died."""
    if not log.is_file():
        return ""
    return "\n".join("  " + line for line in log.read_text(errors="replace").splitlines()[-count:])
