"""The text as it is read: without markup, unseen characters and the line ends of a page."""

from pipeline.analysis.received.characters import odd_characters, trailing_blanks
from pipeline.analysis.received.doubled_marks import doubled_marks
from pipeline.analysis.received.edits import AsRead, unchanged
from pipeline.analysis.received.markup import entities, tags
from pipeline.analysis.received.wrapped_lines import wrapped_lines

# In order; entities twice, for "&amp;quot;".
_STEPS = (
    entities,
    entities,
    tags,
    odd_characters,
    trailing_blanks,
    doubled_marks,
    wrapped_lines,
)


def as_read(text: str) -> AsRead:
    """Read a text as a person would, in linear time; what holds nothing to read stays as it is."""
    read = unchanged(text)
    for edits in _STEPS:
        read = read.edited(edits(read.text))
    return read if read.text.strip() else unchanged(text)
