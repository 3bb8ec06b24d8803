"""Tables: lines of results and standings, in which a name's place tells its kind."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from pipeline.analysis.names.gazetteer import places
from pipeline.analysis.names.names import Name

# The longest line taken for a row of a table, in characters.
_ROW = 90
_WORD = r"[A-Z][\w.'’&-]*"
_TEAM = rf"(?P<ORG{{}}>{_WORD}(?: (?:of|de|{_WORD})){{{{0,3}}}})(?: \([A-Z]{{{{1,3}}}}\))?"
_FIGURE = r"(?:[\d.,/½+-]*\d[\d.,/½+-]*|-)"
_ROWS = tuple(
    re.compile(row)
    for row in (
        # Vale Rovers 4 2 1 1 6 4 7
        rf"{_TEAM.format('')}(?: {_FIGURE}){{3,}}$",
        # Vale Rovers 2 Harbour Town 0 (halftime 1-0)
        rf"{_TEAM.format('')} \d+ {_TEAM.format('_2')} \d+(?: \([^)]*\))?$",
        # HARBOUR TOWN AT VALE
        r"(?P<ORG>[A-Z]{2,}(?: [A-Z]+){0,2}) AT (?P<ORG_2>[A-Z]{2,}(?: [A-Z]+){0,2})$",
        # 3. Mara Venn (Norway) 13:06.45
        rf"\d+\s?[.)-]\s+(?P<PERSON>{_WORD}(?: (?:de|el|van|{_WORD})){{1,3}}) \((?P<GPE>[^)]+)\)",
    )
)
_LINE = re.compile(r"[^\r\n]+")


def named_in_tables(doc: Doc, text: str, said: Sequence[bool]) -> Iterator[Name]:
    """Yield the teams, runners and countries that the rows of a document's tables name."""
    for line in _LINE.finditer(text):
        words = line.group().strip()
        if not words or len(words) > _ROW:
            continue
        start = line.start() + line.group().index(words)
        for row in _ROWS:
            match = row.match(words)
            if match is not None and match.groupdict().get("GPE", "Norway") in places():
                yield from _cells(doc, match, start, said)
                break


def _cells(doc: Doc, row: re.Match[str], start: int, said: Sequence[bool]) -> Iterator[Name]:
    for cell in row.groupdict():
        span = doc.char_span(start + row.start(cell), start + row.end(cell))
        if span is not None and said[span.start]:
            yield Name(span.start, span.end, cell.partition("_")[0])
