"""What kind of input a name or its first bytes say: each is read its own way, or refused."""

import re
from enum import StrEnum

from pipeline.json_lines import bare

SNIFFED_BYTES = 4_096


class Kind(StrEnum):
    """How an input is read."""

    TEXT = "text"  # one article, unchanged
    LINES = "lines"  # JSON, an article a line
    JSON = "json"  # an article or a list of them
    PAGE = "page"
    WARC = "warc"
    ZIP = "zip"


SUFFIXES = {
    ".html": Kind.PAGE,
    ".htm": Kind.PAGE,
    ".xhtml": Kind.PAGE,
    ".txt": Kind.TEXT,
    ".md": Kind.TEXT,
    ".jsonl": Kind.LINES,
    ".ndjson": Kind.LINES,
    ".json": Kind.JSON,
    ".warc": Kind.WARC,
    ".zip": Kind.ZIP,
}
_MEDIA_TYPES = {
    "text/html": Kind.PAGE,
    "application/xhtml+xml": Kind.PAGE,
    "text/plain": Kind.TEXT,
    "text/markdown": Kind.TEXT,
    "application/json": Kind.JSON,
    "application/x-ndjson": Kind.LINES,
    "application/jsonl": Kind.LINES,
    "application/warc": Kind.WARC,
    "application/zip": Kind.ZIP,
}
TAKEN = "taken are .html .htm .xhtml .txt .md .jsonl .json, each also as .gz, .warc and .zip"
_PDF = "a PDF: make text of it, as `pdftotext FILE` does"
_WORD = "a word processor's file: save it as text, as `pandoc FILE -o FILE.txt` does"
_IMAGE = "an image: its text must be recognised first, as `tesseract FILE FILE` does"
_NOT_TAKEN = {
    ".pdf": _PDF,
    **dict.fromkeys((".doc", ".docx", ".odt", ".rtf", ".pages"), _WORD),
    **dict.fromkeys(
        (".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".bmp", ".heic", ".svg"), _IMAGE
    ),
}
_MARKED_NOT_TAKEN = {
    b"%PDF": _PDF,
    b"{\\rtf": _WORD,
    b"\xd0\xcf\x11\xe0": _WORD,
    b"\x89PNG": _IMAGE,
    b"\xff\xd8\xff": _IMAGE,
    b"GIF8": _IMAGE,
}
GZIP_MARK = b"\x1f\x8b"
_PAGE_BEGINS = re.compile(
    rb"(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|\?xml[^>]*>\s*<(?:!doctype\s+)?html)\b",
    re.IGNORECASE | re.DOTALL,
)
# What a folder says of itself, beside its articles.
_OF_THE_FOLDER = re.compile(r"(?i)(?:readme|notice|licen[cs]e|copying|changelog|contributing)\b.*")


def suffix_of(name: str) -> str:
    """Give the last part of a name, without the .gz of what is compressed, in small letters."""
    stem, dot, last = name.rpartition("/")[2].lower().rpartition(".")
    if last == "gz":
        stem, dot, last = stem.rpartition(".")
    return dot + last if stem else ""


def kind_of(name: str) -> Kind | None:
    """Give the kind that a file's name says; None where it says none."""
    return SUFFIXES.get(suffix_of(name))


def kind_of_type(media_type: str) -> Kind | None:
    """Give the kind that a server's type says."""
    return _MEDIA_TYPES.get(media_type)


def kind_of_bytes(head: bytes) -> Kind | None:
    """Give the kind that the first bytes show; None for a text or JSON."""
    if head.startswith(b"WARC/"):
        return Kind.WARC
    if head.startswith(b"PK\x03\x04"):
        return Kind.ZIP
    if _PAGE_BEGINS.match(bare(head)):
        return Kind.PAGE
    return None


def why_not_taken(name: str, head: bytes = b"") -> str | None:
    """Say why an input can be of no kind, by its name or its first bytes; None where it can."""
    suffix = suffix_of(name)
    for mark, hint in _MARKED_NOT_TAKEN.items():
        if head.startswith(mark):
            return f"wrong type: {hint}"
    if suffix in _NOT_TAKEN:
        return f"wrong type: {suffix} is {_NOT_TAKEN[suffix]}"
    if suffix and suffix not in SUFFIXES:
        return f"wrong type: {suffix}: {TAKEN}"
    return None


def is_taken_from_folders(name: str) -> bool:
    """Say whether a file is read where only its folder is named."""
    return kind_of(name) is not None and _OF_THE_FOLDER.fullmatch(name) is None
