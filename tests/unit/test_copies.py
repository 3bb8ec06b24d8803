"""What is a copy of what: one text on other pages, corrected or shortened a little; no other."""

import random
from unittest.mock import patch

import pytest
from rensa import RMinHash

from pipeline.analysis.layout.zones import layout_of
from pipeline.corpus import copies
from pipeline.corpus.copies import (
    BANDS,
    Copies,
    are_copies,
    bands_of,
    body_of,
    original_of,
    shingles_of,
)

VOCABULARY = [
    a + b + c
    for a in "ba ce di fo gu ha je ki lo mu".split()
    for b in "na pe ri so tu va we xi yo zu".split()
    for c in ("", "s", "r", "l", "n")
]


def sentences(seed, count=20, length=12):
    rng = random.Random(seed)
    return [" ".join(rng.choices(VOCABULARY, k=length)).capitalize() + "." for _ in range(count)]


def text(seed, count=20):
    return "\n".join(sentences(seed, count))


REPORT = text(1)
BRIEF = "The council of Vale voted on Monday to close the old harbour bridge for repairs."
COPIES = {
    "the-same": (REPORT, REPORT),
    "case-and-lines": (REPORT, REPORT.upper().replace("\n", " ")),
    "a-word-corrected": (REPORT, REPORT.replace(REPORT.split()[100], "Venn", 1)),
    "last-paragraphs-cut": (REPORT, "\n".join(REPORT.split("\n")[:17])),
    "a-paragraph-added": (REPORT, REPORT + "\n" + text(2, 2)),
    "markup": (REPORT, "".join(f"<p>{line}</p>" for line in REPORT.split("\n"))),
    "marks-and-accents": (
        "“It’s Bérénice’s café,” " + REPORT,
        "\"It's Berenice's cafe\" -- " + REPORT,
    ),
    "short-and-equal": (BRIEF, BRIEF.upper().replace(" ", "  ")),
}
NO_COPIES = {
    "another-text": (REPORT, text(2)),
    "half-of-it": (REPORT, "\n".join(REPORT.split("\n")[:10])),
    "half-of-it-rewritten": (REPORT, "\n".join([*REPORT.split("\n")[:10], text(2, 10)])),
    "a-report-of-a-series": (
        "\n".join(f"{line} {n}" for n, line in enumerate(s[:40] for s in sentences(1))),
        "\n".join(f"{line} {n}" for n, line in enumerate((s[:40] for s in sentences(1)), 50)),
    ),
    "short-with-another-word": (BRIEF, BRIEF.replace("close", "open")),
    "short-within-long": (BRIEF, BRIEF + " " + REPORT),
    "empty": ("", ""),
    "nothing-but-marks": ("* * *", "* * *"),
}


@pytest.mark.parametrize("case", COPIES)
def test_one_text_on_two_pages_is_a_copy(case):
    first, second = COPIES[case]

    assert are_copies(shingles_of(first), shingles_of(second))
    assert told(first, second) == [None, 0]


@pytest.mark.parametrize("case", NO_COPIES)
def test_another_text_is_none(case):
    first, second = NO_COPIES[case]

    assert not are_copies(shingles_of(first), shingles_of(second))
    assert told(first, second) == [None, None]


def told(*bodies):
    """Tell whose copy each body is, in order."""
    learnt = Copies()
    return [learnt.learn(body) for body in bodies]


PAGES = (
    f"Bridge closed\n\nVALE, May 3 (Reuters) - {REPORT}\n\n(Reporting by Mara Venn)",
    f"Harbour bridge shut for a year\nBy Mara Venn\n\n{REPORT}\n\nSign up for our newsletter",
)


def test_only_the_body_is_compared():
    bodies = [body_of(layout_of(page, None).zones) for page in PAGES]

    assert shingles_of(bodies[0]) == shingles_of(bodies[1])


def test_pages_that_share_only_what_is_no_body_are_no_copies():
    page = "Log in\n\nSubscribe now\n\n{}\n\nSign up for our newsletter\n\nAll rights reserved."
    bodies = [body_of(layout_of(page.format(text(n, 3)), None).zones) for n in (1, 2)]

    assert told(*bodies, "", "") == [None] * 4


def test_a_group_is_its_first_article_and_what_resembles_that():
    versions = ["\n".join(sentences(1)[n:] + sentences(2)[:n]) for n in range(5)]

    assert told(*versions) == [None, 0, 0, None, 3]  # the third resembles the fourth as well
    assert told(*versions, *versions)[5:] == [0, 0, 0, 3, 3]


def test_the_oldest_first_that_resembles_a_body_is_copied():
    body = frozenset(range(10))

    assert original_of(body, {8: body, 7: frozenset(range(9))}) == 7
    assert original_of(body, {8: body, 7: frozenset(range(5))}) == 8
    assert original_of(body, {7: frozenset(range(5))}) is None
    assert original_of(frozenset(), {7: frozenset()}) is None


def test_copies_that_resemble_by_85_in_100_are_found():
    rng = random.Random(3)
    learnt, found = 400, 0
    for _ in range(learnt):
        words = rng.choices(VOCABULARY, k=260)
        cut = words[: int(260 * 0.855)]
        found += not set(bands_of(shingles_of(" ".join(words)))).isdisjoint(
            bands_of(shingles_of(" ".join(cut)))
        )

    assert found >= 0.995 * learnt


def test_bands_are_the_same_on_every_machine_and_fit_a_bigint():
    """Those stored are compared with new ones: a change needs a new ALGORITHM_VERSION."""
    bands = bands_of(
        shingles_of("The council voted to close the bridge. " * 3 + "Venn said no. " * 5)
    )

    assert len(bands) == BANDS
    assert bands[:2] == (-8311249523254831026, 4873082925487788355)
    assert all(-(2**63) <= band < 2**63 for band in bands)
    assert (copies.ALGORITHM_VERSION, RMinHash.ALGORITHM_VERSION) == (1, 2)


def test_bands_do_not_depend_on_the_order_of_runs():
    numbers = random.Random(1).sample(range(2**60), 300)

    assert bands_of(dict.fromkeys(numbers).keys()) == bands_of(dict.fromkeys(numbers[::-1]).keys())


@pytest.mark.parametrize("share", [0.0, 0.67, 1.0], ids=["nothing", "two-thirds", "all"])
def test_an_article_is_compared_with_few_however_many_are_alike(share):
    learnt, common = Copies(), text(0, int(30 * share))
    with patch.object(copies, "are_copies", wraps=copies.are_copies) as compared:
        for number in range(1, 400):
            before = compared.call_count
            learnt.learn(common + "\n" + text(number, 30 - int(30 * share)))
            assert compared.call_count - before <= BANDS


def test_half_a_character_is_no_word():
    assert told("\ud800 " + REPORT, REPORT) == [None, 0]
