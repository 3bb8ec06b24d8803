"""Two texts side by side: each is told in full, and what differs is marked."""

import random

import pytest

from pipeline.compared import MOST_CHARACTERS, compared


def sides(rows):
    """Read both texts back, line by line, with what is changed in brackets."""
    return tuple(
        [
            "".join(f"[{p.text}]" if p.changed else p.text for p in side)
            for row in rows
            if (side := getattr(row, which)) is not None
        ]
        for which in ("earlier", "later")
    )


@pytest.mark.parametrize(
    ("earlier", "later", "found"),
    [
        pytest.param("One.\n\nTwo.", "One.\nTwo.", (["One.", "Two."], ["One.", "Two."]), id="same"),
        pytest.param(
            "Venn backs it.",
            "Venn fights it.",
            (["Venn [backs ]it."], ["Venn [fights ]it."]),
            id="word",
        ),
        pytest.param("One.", "One.\nTwo.", (["One."], ["One.", "[Two.]"]), id="line-more"),
        pytest.param("One.\nTwo.", "Two.", (["[One.]", "Two."], ["Two."]), id="line-less"),
        pytest.param("", "One.", ([], ["[One.]"]), id="all-new"),
    ],
)
def test_what_differs_is_marked_on_its_side(earlier, later, found):
    assert sides(list(compared(earlier, later))) == found


def test_a_long_line_that_differs_is_marked_as_a_whole():
    line = "a b " * MOST_CHARACTERS

    (row,) = compared(line, f"{line}c")

    assert [len(side) for side in (row.earlier, row.later)] == [1, 1]
    assert row.changed


@pytest.mark.parametrize("seed", range(20))
def test_both_texts_can_be_read_back(seed):
    draw = random.Random(seed)
    texts = [
        "\n".join(" ".join(draw.choices("abcde", k=draw.randrange(1, 9))) for _ in range(9))
        for _ in range(2)
    ]

    rows = list(compared(*texts))

    for text, which in zip(texts, ("earlier", "later"), strict=True):
        sides_of = (getattr(row, which) for row in rows)
        lines = ["".join(p.text for p in side) for side in sides_of if side is not None]
        assert lines == text.split("\n")
