"""A round: each row is shown, judged by a key, and the verdict stored before the next comes."""

import sys
from collections import Counter
from collections.abc import Sequence

import click
from pydantic import ValidationError
from rich.console import Console
from rich.padding import Padding
from rich.text import Text
from sqlalchemy import Engine

from pipeline.cli.drawing import PLAIN_WIDTH, readable
from pipeline.cli.review.keys import QUIT, Keys
from pipeline.cli.rows import reason_of
from pipeline.cli.tables import day
from pipeline.database import Row
from pipeline.errors import ArticleRefusedError
from pipeline.reviews import judge
from pipeline.verdicts.shown import claim_line, passage
from schemas.judgements import Judgement
from schemas.vocabulary import Fault, Judged, Verdict

MOVES = {"r": "right", "w": "wrong", "s": "skip", "b": "back", "q": "quit"}
# What may be wrong, by the key for it.
FAULT_KEYS = {
    Judged.STANCE: {
        "h": ("holder", Fault.WHO),
        "t": ("target", Fault.TARGET),
        "s": ("side", Fault.SIDE),
        "w": ("words do not say it", Fault.WORDS),
        "o": ("other", Fault.OTHER),
    },
    Judged.QUOTATION: {
        "s": ("speaker", Fault.WHO),
        "w": ("words are not said", Fault.WORDS),
        "o": ("other", Fault.OTHER),
    },
}


def hold(engine: Engine, rows: Sequence[Row], reader: str) -> None:
    """Have a reader judge the rows; however it ends, say what is stored."""
    if not rows:
        click.echo("Nothing is left to judge.", err=True)
        return
    verdicts: dict[int, Verdict] = {}
    try:
        _judge_all(engine, rows, reader, verdicts)
    finally:
        click.echo(f"\n{_tally(verdicts)}; all is stored." if verdicts else "\nNothing is judged.")


def _judge_all(
    engine: Engine, rows: Sequence[Row], reader: str, verdicts: dict[int, Verdict]
) -> None:
    keys, place = Keys(), 0
    while place < len(rows):
        row = rows[place]
        _show(row, f"{place + 1} of {len(rows)} · {_tally(verdicts)}")
        key = keys.one_of(_menu(MOVES), MOVES)
        if key == QUIT:
            return
        if key == "b":
            place = max(place - 1, 0)
            continue
        if key != "s":
            judgement = _judgement(keys, row, reader, right=key == "r")
            if judgement is None:
                return
            if _is_stored(engine, row, judgement):
                verdicts[place] = judgement.verdict
        place += 1


def _judgement(keys: Keys, row: Row, reader: str, *, right: bool) -> Judgement | None:
    """Give the verdict, asking what is wrong; None for one who quits instead."""
    kind = Judged(str(row["kind"]))
    if right:
        return Judgement(kind=kind, reader=reader, verdict=Verdict.RIGHT)
    faults = FAULT_KEYS[kind]
    key = keys.one_of(_menu({key: name for key, (name, _) in faults.items()}), faults)
    if key == QUIT:
        return None
    fault = faults[key][1]
    while True:
        note = keys.words("Why? (or nothing)") if fault is Fault.OTHER else None
        try:
            return Judgement(
                kind=kind, reader=reader, verdict=Verdict.WRONG, fault=fault, note=note
            )
        except ValidationError as error:
            click.echo(reason_of(error))


def _is_stored(engine: Engine, row: Row, judgement: Judgement) -> bool:
    try:
        judge(engine, str(row["article_id"]), str(row["claim"]), judgement)
    except ArticleRefusedError as error:
        click.echo(str(error))
        return False
    return True


def _show(row: Row, where: str) -> None:
    """Print a row: where it stands, its words among those beside them, and what it claims."""
    out = sys.stdout
    width = Console(file=out).width if out.isatty() else PLAIN_WIDTH
    console = Console(file=out, width=min(width, PLAIN_WIDTH), highlight=False)
    head, words, tail = (
        readable(part)
        for part in passage(*(str(row[part] or "") for part in ("before", "said", "after")))
    )
    style, begins, ends = ("bold reverse", "", "") if out.isatty() else ("", ">>", "<<")
    shown = Text.assemble(
        f"{head} " if head else "", (f"{begins}{words}{ends}", style), f" {tail}" if tail else ""
    )
    source = [day("dated")(row), *(readable(row[field]) for field in ("outlet", "title"))]
    console.print()
    console.print(Text(where, style="dim"))
    console.print(Text(" · ".join(part for part in source if part), style="dim"))
    console.print(Padding(shown, (1, 2)))
    console.print(Text(readable(claim_line(row)), style="bold"))


def _menu(choices: dict[str, str]) -> str:
    """Name choices, each with its key in brackets."""
    return "  ".join(f"[{key}]{name.removeprefix(key)}" for key, name in choices.items())


def _tally(verdicts: dict[int, Verdict]) -> str:
    found = Counter(verdicts.values())
    return f"{len(verdicts)} judged: {found[Verdict.RIGHT]} right, {found[Verdict.WRONG]} wrong"
