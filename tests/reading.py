"""The language model of the tests: loading it takes 2 s, so all of a process share one."""

from functools import cache

from pipeline.analysis.reading.document import Reader
from pipeline.settings import Settings


@cache
def reader() -> Reader:
    """Load the model once."""
    return Reader(Settings().model)
