"""The picture of who agrees and differs: same rows, same picture; names cover nothing."""

from itertools import combinations

import pytest

from pipeline.web.charts.network import HEIGHT, WIDTH, picture


def pair(one, other, agree=1, differ=0):
    return {
        "holder_identity": one,
        "holder_name": f"Holder {one}",
        "other_identity": other,
        "other_name": f"Holder {other}",
        "agree": agree,
        "differ": differ,
    }


STAR = [pair("a", str(number), agree=number) for number in range(1, 40)]
APART = [pair(f"{number}x", f"{number}y") for number in range(12)]


@pytest.mark.parametrize(
    ("agree", "differ", "side"),
    [
        pytest.param(2, 1, "for", id="mostly-agreement"),
        pytest.param(1, 2, "against", id="mostly-difference"),
        pytest.param(1, 1, "neutral", id="as-much-of-each"),
    ],
)
def test_a_line_has_the_side_of_most_issues(agree, differ, side):
    (line,) = picture([pair("a", "b", agree, differ)]).lines

    assert line.side == side
    assert line.says == f"Holder a and Holder b: agree on {agree}, differ on {differ}"


@pytest.mark.parametrize(
    "pairs", [STAR, APART, [*STAR, *APART], [pair("a", "b")]], ids=["star", "apart", "both", "two"]
)
def test_everything_lies_in_the_picture_and_no_name_covers_another(pairs):
    drawn = picture(pairs)

    assert all(0 <= h.x <= WIDTH and 0 <= h.y <= HEIGHT for h in drawn.holders)
    assert len({(h.x, h.y) for h in drawn.holders}) == len(drawn.holders)
    assert drawn.labels
    for one, other in combinations(drawn.labels, 2):
        assert abs(one.y - other.y) >= 18 or not _share_room(one, other)


def _share_room(one, other):
    (left, right), (other_left, other_right) = _extent(one), _extent(other)
    return left < other_right and other_left < right


def _extent(label):
    long = 8.8 * len(label.text)
    return (label.x, label.x + long) if label.anchor == "start" else (label.x - long, label.x)


def test_the_same_rows_give_the_same_picture():
    assert picture(STAR) == picture(STAR)


def test_nobody_is_no_picture():
    assert picture([]) is None
