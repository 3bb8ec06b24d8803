"""What the figures were taken on: processor, cores, memory, kernel, versions, other load."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

from pipeline.settings import processors
from tests.rows import rows
from tests.stack import Stack

PACKAGES = "stancewire spacy thinc numpy onnxruntime faust-streaming kafka-python psycopg".split()
VNNI = ("avx512_vnni", "avx_vnni", "amx_int8")


def machine(stack: Stack) -> str:
    """Describe the machine and what runs on it, in one paragraph."""
    said = dict(
        (part.strip() for part in line.split(":", 1))
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if ":" in line
    )
    extensions = [flag for flag in VNNI if flag in said["flags"].split()]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    ((server,),) = rows(stack.database_server_url, "SHOW server_version")
    return "; ".join(
        [
            f"{said['model name']}, model {said['model']}, {' '.join(extensions) or 'no VNNI'}",
            f"{processors()} cores, {memory:.0f} GiB",
            f"Linux {platform.release()}",
            f"Python {platform.python_version()}",
            *(f"{name} {version(name)}" for name in PACKAGES),
            f"PostgreSQL {server}",
        ]
    )


def load() -> str:
    """Say how many processes wanted a core in the last minute."""
    return f"{os.getloadavg()[0]:.1f}"
