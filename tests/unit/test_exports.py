"""What exports reckon by themselves: sides over time, periods, texts as other tools count them."""

from datetime import UTC, date, datetime

import pytest

from pipeline.exports.days import Held, Spell, merged, sides_held, spells_of
from pipeline.exports.dna_text import dna_text, short_text
from pipeline.exports.timeline import day_after, first_day, pieces
from pipeline.queries import Period

LAST = date(2024, 12, 31)


def day(number):
    return date(2024, 1, number)


def spell(first, last):
    return Spell(day(first), day(last))


@pytest.mark.parametrize(
    ("votes", "window", "held"),
    [
        pytest.param([], 7, [], id="no-votes"),
        pytest.param([], None, [], id="no-votes-ever"),
        pytest.param([(1, 1)], None, [(Spell(day(1), LAST), 1)], id="for-good"),
        pytest.param([(1, 1), (2, -1), (3, -1)], None, [(Spell(day(1), LAST), -1)], id="by-most"),
        pytest.param([(1, 1), (2, -1)], None, [], id="even"),
        pytest.param([(1, 1)], 1, [(spell(1, 1), 1)], id="that-day-alone"),
        pytest.param([(1, 1), (3, 1)], 2, [(spell(1, 4), 1)], id="without-a-day-between"),
        pytest.param([(1, 1), (4, 1)], 2, [(spell(1, 2), 1), (spell(4, 5), 1)], id="with-one"),
        pytest.param(
            [(1, 1), (2, -1), (2, -1)], 3, [(spell(1, 1), 1), (spell(2, 4), -1)], id="turned"
        ),
        pytest.param(
            [(1, 1), (2, -1)], 3, [(spell(1, 1), 1), (spell(4, 4), -1)], id="even-while-both-hold"
        ),
    ],
)
def test_a_side_holds_while_most_votes_say_so(votes, window, held):
    found = sides_held([(day(number), vote) for number, vote in votes], LAST, window)

    assert found == [Held(*each) for each in held]


def test_no_window_reaches_beyond_the_last_day_there_is():
    assert sides_held([(date.max, -1)], date.max, 7) == [Held(Spell(date.max, date.max), -1)]
    assert spells_of([date.max], 7) == [Spell(date.max, date.max)]


def test_spells_that_touch_are_one():
    assert merged([spell(5, 6), spell(1, 2), spell(3, 3), spell(2, 2)]) == [
        spell(1, 3),
        spell(5, 6),
    ]


@pytest.mark.parametrize(
    ("period", "first", "after"),
    [
        (Period.DAY, date(2024, 2, 29), date(2024, 3, 1)),
        (Period.WEEK, date(2024, 2, 26), date(2024, 3, 4)),
        (Period.MONTH, date(2024, 2, 1), date(2024, 3, 1)),
    ],
)
def test_a_period_follows_the_one_before(period, first, after):
    assert first_day(date(2024, 2, 29), period) == first
    assert day_after(first, period) == after


@pytest.mark.parametrize("period", Period)
def test_time_has_an_end(period):
    row = {"dated": datetime.max.replace(tzinfo=UTC), "side": "for", "article": "a"}
    rows = [row | {"outlet": None, "holder_identity": None, "holder_name": "author"}]

    heading, line = pieces(rows, period)

    assert line.endswith(b",1,0,0,1,1,1,0,1\n")
    assert heading.startswith(b"period,for,against,neutral,")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("plain said X.", id="plain"),
        pytest.param("A\r\nB\r\nsaid X.", id="lines"),
        pytest.param("\r\n\r\n\r\rsaid X.\r\n", id="blank-lines"),
        pytest.param("🐟🐟\n🐟 said X.", id="emoji"),
        pytest.param("🐟\r\n\r🐟\r\nsaid X.", id="both"),
    ],
)
def test_an_offset_leads_to_the_same_words_as_java_counts_them(text):
    place = text.index("said X.")
    made = dna_text(text)

    units = made.text.encode("utf-16-le")
    start, stop = made.place(place), made.place(place + len("said X."))
    assert units[2 * start : 2 * stop].decode("utf-16-le") == "said X."
    assert "\r" not in made.text


@pytest.mark.parametrize(
    ("name", "made"),
    [
        pytest.param("Ada\r\n\tVenn ", "Ada Venn", id="lines"),
        pytest.param("Ada 🐟", "Ada \ufffd", id="emoji"),
        pytest.param("x" * 190, "x" * 190, id="just-short-enough"),
        pytest.param("x" * 191, "x" * 189 + "…", id="too-long"),
    ],
)
def test_a_name_fits_a_short_text(name, made):
    assert short_text(name) == made
