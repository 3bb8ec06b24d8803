"""Spans of the text as it is read, told as spans of the text as received."""

from typing import TypeVar

from pipeline.analysis.received.edits import AsRead
from schemas.contracts import Contract, TextSpan

T = TypeVar("T")


def as_received(found: T, read: AsRead) -> T:
    """Give what was found in a text as read, every span in it as it stands in the text received.

    Names and all other words stay as they were read.
    """
    return found if read.is_unchanged else _moved(found, read)


def _moved(found: T, read: AsRead) -> T:
    if isinstance(found, tuple):
        return type(found)(_moved(each, read) for each in found)
    if isinstance(found, TextSpan):
        start, end = read.received_place(found.start, found.end)
        moved = {"start": start, "end": end, "text": read.received[start:end]}
        return found.model_copy(update=moved)
    if isinstance(found, Contract):
        return found.model_copy(update={name: _moved(value, read) for name, value in found})
    return found
