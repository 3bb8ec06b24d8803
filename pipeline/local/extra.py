"""The packages of the extra `local`, which a stancewire without a local stack need not have."""

import importlib
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from pipeline.errors import SetupError


def of_extra(module: str) -> ModuleType:
    """Import a module of the extra, or raise SetupError saying how to install it."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise _not_installed(module) from error


def find_extra(package: str) -> Path:
    """Give the folder of a package of the extra, or raise SetupError as `of_extra` does."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise _not_installed(package)
    return Path(spec.origin).parent


def _not_installed(module: str) -> SetupError:
    return SetupError(
        f"The local broker and database need the package {module.partition('.')[0]}:\n"
        '  pip install "stancewire[local]"\n'
        "Or name running ones with STANCEWIRE_KAFKA and STANCEWIRE_DATABASE_URL."
    )
