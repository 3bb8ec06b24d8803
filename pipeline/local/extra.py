"""The packages of the extra `local`, which a stancewire without a local stack need not have."""

import importlib
from types import ModuleType

from pipeline.errors import SetupError


def of_extra(module: str) -> ModuleType:
    """Import a module of the extra, or raise SetupError saying how to install it."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise SetupError(
            f"The local broker and database need the package {module.partition('.')[0]}:\n"
            '  pip install "stancewire[local]"\n'
            "Or name running ones with STANCEWIRE_KAFKA and STANCEWIRE_DATABASE_URL."
        ) from error
