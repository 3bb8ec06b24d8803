"""Notes by which an outlet says that it corrected an article."""

import re

# How houses word them: a label before the note, or the sentence that tells what was changed.
_LABEL = re.compile(
    r"\W*(corrections?|clarification|korrektur|richtigstellung|rectificatif|corrección)"
    r"( appended)?( \([^)]{1,40}\)|,? [\w., ]{1,25}\d{4})?\s*[:—–]",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(an? (earlier|previous) version of (this|the) (article|headline|piece|post|report|story)\b"
    r"|this (article|headline|piece|post|report|story) (was|has been) (amended|corrected)\b"
    r"|in einer früheren (fassung|version) dieses\b)",
    re.IGNORECASE,
)
_MOST_NOTED = 2_000  # characters of a note; more is no note


def notes_of_correction(text: str) -> list[str]:
    """Give the paragraphs of an article that say what was corrected in it, in their order."""
    paragraphs = (line.strip() for line in text.splitlines())
    return [each for each in paragraphs if len(each) <= _MOST_NOTED and _is_note(each)]


def _is_note(paragraph: str) -> bool:
    return _LABEL.match(paragraph) is not None or _TOLD.search(paragraph) is not None
