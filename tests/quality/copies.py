"""What `resolve` takes for copies, scored by the pairs that share runs of five words."""

import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.analysis.layout.zones import layout_of
from pipeline.corpus.copies import RESEMBLANCE, SHORT
from pipeline.json_lines import line_of

Row = dict[str, object]


def scores_of(gold: Path, shared: Path, stancewire: Path, limit: int | None) -> Row:
    """Score all pairs of one group among the set's articles, or among so many first ones.

    The set compares no body under thirty words, so these are left out. Zones are the layout's
    own, so the headline, dateline and sign-off are ours to tell; nothing else is analysed.
    """
    rows = list(_rows(gold.with_name("eval.jsonl")))[:limit]
    lines = [line_of(_analysed(row)) for row in rows if _is_long(row)]
    ids = {row["id"] for row in rows}
    with TemporaryDirectory() as folder:
        pairs, found = Path(folder, "pairs.jsonl"), Path(folder, "found.jsonl")
        _write(pairs, (pair for pair in _rows(gold) if {pair["a"], pair["b"]} <= ids))
        _write(found, _pairs(_resolved(lines, stancewire)))
        command = [sys.executable, shared / "score.py", "dups", pairs, found]
        done = subprocess.run(
            [*command, "--thr", str(RESEMBLANCE)], check=True, stdout=subprocess.PIPE
        )
    return json.loads(done.stdout)


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf8") as lines:
        yield from map(json.loads, lines)


def _write(path: Path, rows: Iterable[Row]) -> None:
    path.write_bytes(b"".join(map(line_of, rows)))


def _is_long(row: Row) -> bool:
    return len(re.findall(r"\w+", row["text"][row["body_start"] : row["body_end"]])) >= SHORT


def _analysed(row: Row) -> Row:
    zones = layout_of(row["text"], row["title"]).zones
    return {"id": row["id"], "entities": [], "zones": [zone.model_dump() for zone in zones]}


def _resolved(lines: list[bytes], stancewire: Path) -> Iterator[Row]:
    done = subprocess.run(
        [stancewire, "resolve", "-"], input=b"".join(lines), check=True, stdout=subprocess.PIPE
    )
    return map(json.loads, done.stdout.splitlines())


def _pairs(answers: Iterable[Row]) -> Iterator[Row]:
    """Yield every two members of a group."""
    groups = defaultdict(list)
    for answer in answers:
        first = answer["copy_of"]
        groups[answer["id"] if first is None else first].append(answer["id"])
    for members in groups.values():
        yield from ({"a": a, "b": b} for a, b in combinations(members, 2))
