"""An article's text with marks that overlap in any way: nothing is lost, nothing is moved."""

import random

import pytest

from pipeline.web.marked import Mark, paragraphs, segments

TEXT = "Venn “hurts” the 🐟 toll.\n\nRusk backs it.\n \nNobody else."


def mark(start, end, what="name", **of):
    return Mark(start, end, what, of)


def marks_at_random(seed, length):
    draw = random.Random(seed)
    for note in range(draw.randrange(30)):
        start = draw.randrange(length)
        kind = draw.choice(["zone", "name", "said", "proof"])
        yield mark(
            start,
            start + draw.randrange(1, length),  # beyond the text, too
            kind,
            note=note,
            name="body",
            kind="direct",
            side=draw.choice(["for", "against"]),
        )


@pytest.mark.parametrize("seed", range(20))
def test_all_segments_together_are_the_text_wherever_marks_begin_and_end(seed):
    marks = list(marks_at_random(seed, len(TEXT)))

    cut = segments(TEXT, marks)

    assert "".join(s.text for s in cut) == TEXT
    assert all(TEXT[s.start : s.end] == s.text for s in cut)
    for given in marks:
        covered = [s for s in cut if given in s.marks.get(given.kind, ())]
        assert "".join(s.text for s in covered) == TEXT[given.start : given.end]


@pytest.mark.parametrize("seed", range(20))
def test_all_paragraphs_together_are_the_text_and_hold_each_note_once(seed):
    marks = list(marks_at_random(seed, len(TEXT)))

    found = list(paragraphs(TEXT, marks))

    assert "".join(s.text for p in found for s in p.segments) == TEXT
    notes = [row["note"] for p in found for row in p.notes]
    assert sorted(notes) == [m.of["note"] for m in marks if m.kind == "proof"]
    assert all(p.notes == sorted(p.notes, key=lambda row: row["note"]) for p in found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            "One.\n\nTwo\nlines.\n \n\nThree.", ["One.", "Two\nlines.", "Three."], id="blank"
        ),
        pytest.param("One.\nTwo.\n", ["One.", "Two."], id="no-blank-line"),
        pytest.param("One.", ["One."], id="one"),
        pytest.param("\n\nOne.", ["", "One."], id="blank-at-the-start"),
        pytest.param("", [], id="empty"),
    ],
)
def test_a_paragraph_ends_at_a_blank_line_or_where_there_is_none_at_a_line(text, said):
    found = ["".join(s.text for s in p.segments if not s.gap) for p in paragraphs(text, [])]

    assert found == said


def test_a_segment_tells_the_narrowest_name_and_the_sides_it_proves():
    wide, narrow = mark(0, 10, name="wide"), mark(2, 5, name="narrow")
    one = mark(0, 6, "proof", side="for", note=1)
    other = mark(4, 10, "proof", side="against", note=2)

    cut = segments("0123456789", [narrow, wide, other, one])

    assert [(s.text, s.name["name"], s.side, s.proven) for s in cut] == [
        ("01", "wide", "for", []),
        ("23", "narrow", "for", []),
        ("4", "narrow", "both", []),
        ("5", "wide", "both", [1]),
        ("6789", "wide", "against", [2]),
    ]


def test_links_lead_to_where_proofs_and_quotations_begin_and_nowhere_twice():
    marks = [mark(2, 5, "proof", note=1, side="for"), mark(2, 9, "said", kind="direct"), mark(4, 6)]

    assert [s.start for s in segments("0123456789", marks) if s.anchored] == [2]
