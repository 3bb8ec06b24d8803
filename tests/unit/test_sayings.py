"""Which quotations are one saying: the same words of one speaker, cut or with a word changed."""

import pytest

from pipeline.corpus.sayings import Saying, prints_of, same_saying, saying_of
from pipeline.corpus.wording import statement_key
from schemas.vocabulary import QuotationKind

DIRECT, MIXED, INDIRECT = QuotationKind.DIRECT, QuotationKind.MIXED, QuotationKind.INDIRECT
WHOLE = "“We will not close the bridge this year, and nobody in Vale has asked us to do so.”"


def saying(*spans, kind=DIRECT, speaker="venn"):
    found = saying_of(kind, spans, speaker)
    assert found is not None
    return found


ONE = {
    "equal": (saying(WHOLE), saying(WHOLE)),
    "other-marks-and-case": (
        saying(WHOLE),
        saying(WHOLE.upper().replace("“", '"').replace("”", '"')),
    ),
    "cut-short": (saying(WHOLE), saying("“We will not close the bridge this year.”")),
    "middle-left-out": (
        saying(WHOLE),
        saying("“We will not close the bridge … nobody in Vale has asked us to do so.”"),
    ),
    "dots-with-blanks": (
        saying(WHOLE),
        saying("“We will not close the bridge . . . and nobody in Vale has asked.”"),
    ),
    "explained": (
        saying(WHOLE),
        saying("“We will not close [it] this year, and nobody in Vale has asked us.”"),
    ),
    "a-word-changed": (saying(WHOLE), saying(WHOLE.replace("asked", "begged"))),
    "a-word-added": (saying(WHOLE), saying(WHOLE.replace("this year", "this whole year"))),
    "interrupted": (
        saying(WHOLE),
        saying(
            "“We will not close the bridge this year,”",
            "“and nobody in Vale has asked us to do so.”",
        ),
    ),
    "some-of-it-between-marks": (
        saying(WHOLE),
        saying("that the town “will not close the bridge this year”", kind=MIXED),
    ),
    "equal-and-somebody-unknown": (saying(WHOLE), saying(WHOLE, speaker=None)),
    "indirect-and-equal": (
        saying("the bridge will not be closed this year", kind=INDIRECT),
        saying("The bridge will not be closed this year.", kind=INDIRECT),
    ),
    "turn-of-a-transcript": (saying(WHOLE), saying(WHOLE.strip("“”"))),
}
TWO = {
    "another-speaker": (saying(WHOLE), saying(WHOLE, speaker="rusk")),
    "cut-short-by-somebody-unknown": (
        saying(WHOLE),
        saying("“We will not close the bridge this year.”", speaker=None),
    ),
    "other-words": (saying(WHOLE), saying("“The harbour is ours and it will stay open.”")),
    "denied": (
        saying("“We will support the plan for a new bridge in Vale.”"),
        saying("“We will not support the plan for a new bridge in Vale.”"),
    ),
    "denied-by-its-ending": (
        saying("“We can support the plan for a new bridge in Vale.”"),
        saying("“We can’t support the plan for a new bridge in Vale.”"),
    ),
    "never-for-always": (
        saying("“We have always asked for a new bridge in the harbour.”"),
        saying("“We have never asked for a new bridge in the harbour.”"),
    ),
    "short-with-another-word": (
        saying("“We reject this bill entirely.”"),
        saying("“We reject this deal entirely.”"),
    ),
    "words-that-stand-apart": (
        saying("“We will close this bridge.”"),
        saying("“We will open the harbour first and then close this bridge.”"),
    ),
    "two-words-of-eleven": (
        saying("“The mayor of Vale has asked for money and for time.”"),
        saying("“The mayor of Lido has asked for money and for help.”"),
    ),
    "only-told-about": (
        saying("“We will not close the bridge this year.”"),
        saying("We will not close the bridge this year, nor the next", kind=INDIRECT),
    ),
    "a-part-of-a-speech": (
        saying("“We will not close the bridge this year.”"),
        saying(
            "“We will not close the bridge this year. "
            + "The harbour is ours, my friends. " * 30
            + "”"
        ),
    ),
}


@pytest.mark.parametrize("case", ONE)
def test_the_same_words_of_one_speaker_are_one_saying(case):
    a, b = ONE[case]

    assert same_saying(a, b)
    assert same_saying(b, a)


@pytest.mark.parametrize("case", TWO)
def test_other_words_and_other_speakers_are_two(case):
    a, b = TWO[case]

    assert not same_saying(a, b)
    assert not same_saying(b, a)


NONE = {
    "too-short": (DIRECT, ["“Not at all.”"]),
    "too-little-between-marks": (
        MIXED,
        ["that the plan to close the bridge was “a very bad idea”"],
    ),
    "nobody-said-it": (QuotationKind.ATTITUDE, ["closing the bridge for a whole year"]),
    "nothing": (DIRECT, ["“…”"]),
}


@pytest.mark.parametrize("case", NONE)
def test_what_tells_too_little_is_no_saying(case):
    kind, spans = NONE[case]

    assert saying_of(kind, spans, "venn") is None


def test_a_run_of_six_words_is_found_wherever_it_stands():
    run = "closed the old bridge last winter"
    words = "mara venn and her brother who came late from the other side of the water".split()

    for before in range(len(words)):
        a = saying(f"“{' '.join(words[:before])} {run} {' '.join(words[before:])}”")
        b = saying(f"“{run} {' '.join(words[::-1])}”")
        assert not set(prints_of(a)).isdisjoint(prints_of(b))


def test_prints_are_few_the_same_everywhere_and_fit_a_bigint():
    prints = prints_of(saying(WHOLE))

    assert prints[:2] == (-8448221213351149273, -8058322950638506301)
    assert all(-(2**63) <= name < 2**63 for name in prints)
    assert len(prints_of(saying("“" + "no and no again " * 10_000 + "”"))) <= 4
    assert len(prints_of(saying("the bridge will not be closed", kind=INDIRECT))) == 1


def test_a_statement_has_one_key_however_it_is_printed():
    key = statement_key("“We won’t close\nthe café,” said Venn.")

    assert key == statement_key('"We won\'t close the cafe" said VENN')
    assert key != statement_key("“We will close the café,” said Venn.")
    assert -(2**63) <= key < 2**63


def test_many_pieces_are_compared_in_linear_time():
    pieces = tuple((f"word{number}",) for number in range(50_000))  # squared it would take minutes

    assert same_saying(
        Saying(pieces, "venn", marked=True), Saying(pieces[::-1], "venn", marked=True)
    )
