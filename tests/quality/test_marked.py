"""The articles marked by two readers: the same for both, in one split only, without their text."""

import json

import pytest

from tests.quality.marked import FOLDER, READINGS, gold_of
from tests.quality.scores import SHARED

SPLITS = {"dev": 60, "test": 40}


def marked(split, reading):
    lines = (FOLDER / f"{split}.{reading}.jsonl").read_text("utf8").splitlines()
    return {row["id"]: row["stances"] for row in map(json.loads, lines)}


@pytest.mark.parametrize("split", SPLITS)
def test_both_readers_marked_the_same_articles(split):
    first, second = (marked(split, reading) for reading in READINGS)

    assert len(first) == SPLITS[split]
    assert first.keys() == second.keys()


def test_no_article_is_in_both_splits():
    assert marked("dev", "first").keys().isdisjoint(marked("test", "first"))


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("reading", READINGS)
def test_a_mark_tells_names_and_a_place_and_no_words_of_the_text(split, reading):
    for stances in marked(split, reading).values():
        for mark in stances:
            start, end = mark["evidence"]
            assert mark.keys() == {"holder", "target", "polarity", "evidence", "sure"}
            assert mark["polarity"] in ("for", "against")
            assert 0 <= start < end


@pytest.mark.parametrize("split", SPLITS)
def test_two_readings_are_laid_together_with_the_texts(split, tmp_path):
    if not SHARED.exists():
        pytest.skip("the shared sets do not lie beside the project")
    gold = gold_of(split, SHARED, tmp_path).read_text("utf8")
    rows = [json.loads(line) for line in gold.splitlines()]
    marks = sum(len(stances) for r in READINGS for stances in marked(split, r).values())

    assert len(rows) == SPLITS[split]
    assert sum(len(row["either"]) for row in rows) == marks
    assert all(mark["span"][1] <= len(row["text"]) for row in rows for mark in row["both"])
    assert 2 * sum(len(row["both"]) for row in rows) / marks > 0.8  # one reader's F1 by the other
