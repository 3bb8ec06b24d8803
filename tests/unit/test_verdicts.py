"""Readers' verdicts: what one may say, what one is shown, how far readers agree."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from pipeline.cli.review.files import given_verdicts
from pipeline.errors import SetupError
from pipeline.verdicts.agreement import agreements
from pipeline.verdicts.shown import claim_line, passage
from schemas.judgements import Judgement
from schemas.vocabulary import Verdict

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
LINE = {
    "kind": "stance",
    "article_id": "a",
    "words": "Mara Venn opposes the toll.",
    "who": "Mara Venn",
    "target": "the toll",
    "polarity": "against",
    "verdict": "wrong",
    "fault": "side",
    "note": None,
    "reader": "Ada",
    "judged_at": "2026-11-01T12:00:00+00:00",
}


def said(**by_reader):
    """Give what each reader says of rows 0, 1, …, as letters: r(ight), w(rong), - (nothing)."""
    words = {"r": Verdict.RIGHT, "w": Verdict.WRONG}
    return [
        (reader, str(row), words[letter])
        for reader, letters in by_reader.items()
        for row, letter in enumerate(letters)
        if letter != "-"
    ]


def test_two_readers_agree_as_far_as_alpha_says():
    # Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", example A: 0.095.
    (both,) = agreements(said(ada="wrwwwwwwrw", bo="rrrwwrwwww"))

    assert (both.readers, both.rows, both.alike) == (("ada", "bo"), 10, 6)
    assert both.alpha == pytest.approx(0.095, abs=5e-4)


def test_rows_of_one_reader_tell_nothing_of_agreement():
    assert agreements(said(ada="rw--", bo="--rw")) == []


def test_where_all_verdicts_are_one_there_is_no_alpha():
    (both,) = agreements(said(ada="rrr", bo="rr-"))

    assert (both.rows, both.alike, both.alpha) == (2, 2, None)


def test_of_three_readers_all_come_first_and_then_those_who_share_most():
    found = agreements(said(ada="rrw-", bo="rww-", cy="-rwr"))

    assert [each.readers for each in found] == [
        ("ada", "bo", "cy"),
        ("ada", "bo"),
        ("ada", "cy"),
        ("bo", "cy"),
    ]
    assert [(each.rows, each.alike) for each in found] == [(3, 2), (3, 2), (2, 2), (2, 1)]


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"reader": " "}, id="no-reader"),
        pytest.param({"reader": "a" * 61}, id="a-reader-of-61-characters"),
        pytest.param({"reader": "a\x1b[2J"}, id="a-reader-who-steers-the-terminal"),
        pytest.param({"note": "a" * 501}, id="a-note-of-501-characters"),
        pytest.param({"note": "a\0b"}, id="nul"),
        pytest.param({"note": "a\ud800b"}, id="half-a-character"),
        pytest.param({"verdict": "maybe"}, id="another-verdict"),
        pytest.param({"fault": "mood"}, id="another-fault"),
        pytest.param({"verdict": "right", "fault": "who"}, id="a-fault-of-what-is-right"),
        pytest.param({"kind": "quotation", "fault": "side"}, id="a-side-of-a-quotation"),
    ],
)
def test_a_verdict_says_what_it_may(changed):
    whole = {"kind": "stance", "reader": "Ada", "verdict": "wrong", "fault": "who", "note": "Why"}
    assert Judgement.model_validate(whole)

    with pytest.raises(ValidationError):
        Judgement.model_validate(whole | changed)


def test_a_note_is_one_line_in_any_script_or_none():
    of = {"kind": "stance", "reader": "Ada  Rusk", "verdict": "wrong"}

    assert Judgement(**of, note=" no,\r\n she\tdoes ").note == "no, she does"
    assert Judgement(**of, note="می\u200cخواهم 👩\u200d🔧").note == "می\u200cخواهم 👩\u200d🔧"
    assert Judgement(**of, note=" \n ").note is None
    assert Judgement(**of).reader == "Ada Rusk"


def lines(*changes):
    return [json.dumps(LINE | change).encode() + b"\n" for change in changes]


def test_bad_lines_are_named_by_their_numbers():
    bad = [
        *lines({}, {"verdict": "good"}, {"target": None}, {"words": "a\0"}),
        b"\n",
        b"{]\n",
        *lines({"judged_at": "2026-11-01T12:00"}, {"polarity": "up"}, {"article_id": "x" * 301}),
        *lines({"judged_at": (NOW + timedelta(days=1)).isoformat()}, {"words": "\ud800"}),
    ]

    with pytest.raises(SetupError) as refused:
        given_verdicts(bad, NOW)

    first, *named = str(refused.value).splitlines()
    assert first == "Nothing was imported."
    assert [line.partition(":")[0] for line in named] == [
        f"line {number}" for number in (2, 3, 4, 6, 7, 8, 9, 10, 11)
    ]


def test_of_many_bad_lines_the_first_are_named():
    with pytest.raises(SetupError, match=r"line 20: .*\nand 5 more lines$"):
        given_verdicts(lines(*[{"kind": "x"}] * 25), NOW)


@pytest.mark.parametrize(
    ("row", "line"),
    [
        pytest.param(
            {"kind": "stance", "polarity": "for", "manner": "asserted", "confidence": 0.834},
            "Mara Venn is for the ban · asserted · 0.83",
            id="stance",
        ),
        pytest.param(
            {"kind": "stance", "polarity": "neutral", "manner": "possible", "confidence": 1.0},
            "Mara Venn is neutral on the ban · possible · 1.00",
            id="neutral",
        ),
        pytest.param(
            {"kind": "quotation", "manner": "direct"},
            "Mara Venn said this · direct",
            id="quotation",
        ),
        pytest.param(
            {"kind": "quotation", "manner": "indirect", "who": None},
            "Somebody said this · indirect",
            id="nobody-is-named",
        ),
    ],
)
def test_a_claim_is_one_line(row, line):
    assert claim_line({"who": "Mara Venn", "target": "the ban"} | row) == line


@pytest.mark.parametrize(
    ("before", "words", "after", "shown"),
    [
        pytest.param("One. Two ", "three", " four. Five.", ("Two ", "three", " four. "), id="part"),
        pytest.param("One. ", "Two.", " Three.", ("", "Two.", ""), id="a-whole-sentence"),
        pytest.param("One\n\nTwo ", "three", "", ("Two ", "three", ""), id="a-paragraph"),
        pytest.param("", "Two", "\n\nThree", ("", "Two", "\n\n"), id="the-first"),
    ],
)
def test_words_stand_in_their_sentence(before, words, after, shown):
    assert passage(before, words, after) == shown


def test_what_is_very_long_is_cut_between_words():
    head, words, tail = passage("aa " * 200, "bb " * 2_000, "cc " * 200)

    assert len(head) < 250
    assert len(words) < 1_300
    assert len(tail) < 250
    assert set(f"{head} {words} {tail}".split()) == {"…", "aa", "bb", "cc"}
