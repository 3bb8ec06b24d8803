"""Rows as people and programs get them: tables, JSON and CSV."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from pipeline.cli.tables import Column, Form, day, show

EVIDENCE = "Mayor Mara Venn opposes the new harbour toll, and so do most of the fishermen here."
COLUMNS = (
    Column("dated", "date", shown=day("dated")),
    Column("holder", "holder", share=1),
    Column("evidence", "evidence", share=2),
    Column("confidence", "conf", align="right"),
    Column("authors"),
    Column("url"),
)
ROW = {
    "dated": datetime(2026, 11, 1, 23, 30, tzinfo=UTC),
    "holder": "Mara Venn",
    "evidence": EVIDENCE,
    "confidence": 0.9,
    "authors": ["Ann", "Bo, Jr."],
    "url": None,
}


def shown(rows, form):
    out = io.StringIO()
    show(rows, COLUMNS, form, out)
    return out.getvalue()


def words_of_column(table, start, end):
    return " ".join(line[start:end] for line in table.splitlines()[1:]).split()


def test_a_table_fits_80_columns_and_wraps_what_is_long():
    table = shown([ROW], Form.TABLE)

    assert all(len(line) <= 80 for line in table.splitlines())
    start = table.index("evidence")
    assert words_of_column(table, start, table.index("conf")) == EVIDENCE.split()


def test_a_column_of_bounded_width_breaks_between_words_only():
    out = io.StringIO()
    columns = (Column("is", "is", widest=13), Column("evidence", "evidence", share=1))

    show([{"is": "against (conditional)", "evidence": EVIDENCE}], columns, Form.TABLE, out)

    assert words_of_column(out.getvalue(), 0, 13) == ["against", "(conditional)"]
    assert out.getvalue().splitlines()[1].startswith("against       Mayor")


def test_a_table_for_a_pipe_has_no_colours_and_no_lines():
    table = shown([ROW], Form.TABLE)

    assert table.isascii()
    assert table.splitlines()[0].split() == ["date", "holder", "evidence", "conf"]
    assert "2026-11-01" in table


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        pytest.param("[bold]Ann[/bold]", "[bold]Ann[/bold]", id="markup"),
        pytest.param("\x1b[31mAnn\x07", "[31mAnn", id="control-characters"),
        pytest.param("Ann\n\tBo", "Ann Bo", id="line-ends"),
        pytest.param("An\xadn &amp; <b>Bo</b>", "Ann & Bo", id="what-no-reader-sees"),
    ],
)
def test_text_of_articles_cannot_command_the_terminal(text, seen):
    table = shown([ROW | {"holder": text}], Form.TABLE)

    assert seen.split() == words_of_column(table, table.index("holder"), table.index("evidence"))
    assert "\x1b" not in table


def test_json_is_one_array_with_every_column_and_a_row_a_line():
    text = shown([ROW, ROW], Form.JSON)

    assert len(text.splitlines()) == 2
    first, second = json.loads(text)
    assert first == second == ROW | {"dated": "2026-11-01T23:30:00+00:00"}


def test_csv_has_a_heading_and_lists_as_json():
    heading, row = csv.reader(io.StringIO(shown([ROW], Form.CSV)))

    assert heading == [c.field for c in COLUMNS]
    assert dict(zip(heading, row, strict=True)) == {
        "dated": "2026-11-01T23:30:00+00:00",
        "holder": "Mara Venn",
        "evidence": EVIDENCE,
        "confidence": "0.9",
        "authors": '["Ann", "Bo, Jr."]',
        "url": "",
    }


@pytest.mark.parametrize(("form", "empty"), [(Form.JSON, "[]\n"), (Form.CSV, None)])
def test_nothing_is_an_answer_too(form, empty):
    text = shown([], form)

    assert text == empty or text.splitlines() == [",".join(c.field for c in COLUMNS)]
