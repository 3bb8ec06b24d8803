"""Stances that were read one by one against their articles, and how many of them were right.

`read_stances.jsonl` has 150 drawn from wikinews and polnear dev, the sets that the rules were made
on, read once; `read_widely.jsonl` has 200 of those shown by default, drawn by `draw.py`, 50 each
from the newswire set, polnear, seesaw and reuters21578, read strictly by two who did not see each
other's verdicts. Each is named by set, article and characters.
"""

import json
from collections import Counter, defaultdict
from pathlib import Path

from tests.quality.draw import DRAWN, SOURCES


def read(name):
    lines = Path(__file__).with_name(name).read_text("utf8").splitlines()
    return [json.loads(line) for line in lines]


READ = read("read_stances.jsonl")
WIDELY = read("read_widely.jsonl")


def test_enough_was_read_and_enough_of_it_was_right():
    right = sum(stance["right"] for stance in READ)

    assert len(READ) == 150
    assert right / len(READ) >= 0.85


def test_each_verdict_says_why_and_none_was_read_twice():
    places = {(s["set"], s["id"], *s["holder"], *s["target"], s["polarity"]) for s in READ}

    assert len(places) == len(READ)
    assert all(stance["why"] for stance in READ)


def test_what_is_said_with_most_confidence_is_right_often_enough():
    bands = defaultdict(list)
    for stance in READ:
        bands[stance["confidence"] >= 0.85].append(stance["right"])

    assert sum(bands[True]) / len(bands[True]) >= 0.85


def test_as_many_were_read_of_each_source_and_three_in_four_were_right():
    verdicts = [right for stance in WIDELY for right in stance["right"]]

    assert Counter(stance["set"] for stance in WIDELY) == dict.fromkeys(SOURCES, DRAWN)
    assert sum(verdicts) / len(verdicts) >= 0.74
    assert all(stance["why"] for stance in WIDELY)


def test_two_readers_mostly_agree():
    alike = sum(first == second for first, second in (stance["right"] for stance in WIDELY))

    assert alike / len(WIDELY) >= 0.95
