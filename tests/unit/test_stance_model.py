"""The stance model: how it is loaded, how words are cut for it, where names are found."""

import hashlib
import json
import shutil

import pytest

from pipeline.analysis.model import stance_model
from pipeline.analysis.model.model_input import MARKERS, InputFormat, Pair
from pipeline.analysis.model.name_forms import place_of
from pipeline.analysis.model.sentence_input import Kind
from pipeline.analysis.model.stance_model import (
    FOLDER,
    LABELS,
    PARTS,
    StanceModel,
    may_overflow,
    shipped_model,
)
from pipeline.analysis.model.wordpiece import WordPiece
from pipeline.errors import SetupError
from tests.unsigned_weights import with_unsigned_weights

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *MARKERS.values(), "tax", "##es", "the", "é"]


def model_files(folder, **changes):
    weights = b"not an ONNX model"
    config = {
        "name": "trial",
        "version": "0",
        "labels": LABELS,
        "temperature": 1.0,
        "max_length": 32,
        "markers": MARKERS,
        "sha256": dict.fromkeys(PARTS, hashlib.sha256(weights).hexdigest()),
    }
    for part in PARTS:
        (folder / part).write_bytes(weights)
    (folder / "vocab.txt").write_text("\n".join(VOCABULARY))
    (folder / "config.json").write_text(json.dumps({**config, **changes}))
    return folder


def test_without_weights_there_is_no_model(tmp_path):
    assert shipped_model(tmp_path) is None


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({"sha256": dict.fromkeys(PARTS, "0")}, "have sha256", id="other-weights"),
        pytest.param({"labels": ["for", "against"]}, "labels", id="other-labels"),
        pytest.param({"markers": None}, "markers must be a table", id="no-markers"),
        pytest.param({"temperature": None}, "no stance model", id="no-temperature"),
    ],
)
def test_files_that_do_not_fit_each_other_stop_at_start(tmp_path, changes, reason):
    with pytest.raises(SetupError, match=reason):
        StanceModel.load(model_files(tmp_path, **changes))


@pytest.mark.parametrize("part", PARTS)
def test_weights_of_which_a_part_is_missing_stop_at_start(tmp_path, part):
    (model_files(tmp_path) / part).unlink()

    with pytest.raises(SetupError, match=part):
        shipped_model(tmp_path)


TEXTS = [
    "Mara Venn praised Oluf Brandt for his calm.",
    "Mara Venn, who once admired Oluf Brandt, now wants him out of the council by Friday.",
    '"Brandt has no shame," Venn told reporters; Mr Brandt laughed.',
    "Neither Venn nor Brandt came.",
    "Venn says that the harbour toll would ruin the fishermen of Vale, and Brandt does not agree.",
    "!?",
    "VENN BACKS BRANDT — “at last” …",
    "In Vale, 12,000 people signed what Brandt called a fraud and Venn a triumph. " * 5,
]
PAIRS = [
    Pair(text, target, None, holder, None)
    for text in TEXTS
    for target, holder in (
        ("Brandt", "Venn"),
        ("Venn", "Oluf Brandt"),
        ("harbour toll", None),
        ("Ottawa", "Mara Venn"),
        ("fraud", "the people of Vale"),
    )
]


TEXT_AND_TARGET = [*VOCABULARY, "backs", "venn"]
LAID_OUT = InputFormat(WordPiece(TEXT_AND_TARGET), *range(4, 8), length=32)


@pytest.mark.parametrize(
    ("pair", "pieces", "holder", "target"),
    [
        pytest.param(
            Pair("Venn backs the tax", "tax", None, "Venn"),
            "[CLS] H venn /H backs the T tax /T [SEP] H venn T tax [SEP]",
            (2, 2, Kind.ASKED),
            (7, 7, Kind.ASKED),
            id="both-in-the-text",
        ),
        pytest.param(
            Pair("Venn backs the tax", "tax"),
            "[CLS] venn backs the T tax /T [SEP] T tax [SEP]",
            (0, 0, Kind.ANYBODY),
            (5, 5, Kind.ASKED),
            id="nobody-asked-of",
        ),
        pytest.param(
            Pair("the tax", "Venn", None, "backs"),
            "[CLS] the tax [SEP] H backs T venn [SEP]",
            (5, 5, Kind.ASKED),
            (7, 7, Kind.ASKED),
            id="neither-in-the-text",
        ),
    ],
)
def test_a_question_is_laid_out_as_two_nodes(pair, pieces, holder, target):
    feed = LAID_OUT.lay_out(pair)
    marks = {"T": MARKERS["target_open"], "/T": MARKERS["target_close"]}
    marks |= {"H": MARKERS["holder_open"], "/H": MARKERS["holder_close"]}

    assert [TEXT_AND_TARGET[i] for i in feed["ids"]] == [marks.get(p, p) for p in pieces.split()]
    places = list(zip(feed["first"], feed["last"], feed["kind"], strict=True))
    assert places == [holder, target]


def test_signed_weights_answer_bit_by_bit_as_unsigned_ones_do(tmp_path):
    signed = {part: (FOLDER / part).read_bytes() for part in PARTS}
    unsigned = {part: with_unsigned_weights(weights) for part, weights in signed.items()}
    shutil.copy(FOLDER / "vocab.txt", tmp_path)
    config = json.loads((FOLDER / "config.json").read_text())
    config["sha256"] = {p: hashlib.sha256(weights).hexdigest() for p, weights in unsigned.items()}
    (tmp_path / "config.json").write_text(json.dumps(config))
    for part, weights in unsigned.items():
        (tmp_path / part).write_bytes(weights)
        changed = sum(a != b for a, b in zip(signed[part], weights, strict=True))
        assert changed > len(weights) / 2

    assert shipped_model().scores(PAIRS) == StanceModel.load(tmp_path).scores(PAIRS)


def test_the_switch_for_processors_that_overflow_changes_no_answer(monkeypatch):
    as_here = shipped_model().scores(PAIRS)
    monkeypatch.setattr(stance_model, "may_overflow", lambda *_: True)

    assert shipped_model().scores(PAIRS) == as_here


FLAGS = "processor\t: {}\nmodel name\t: avx_vnni in name alone\nflags\t\t: fpu sse2 avx2 {}\n"
OLD, SERVER, LAPTOP = "avx512f avx512bw", "avx512f avx512_vnni", "avx_vnni serialize"


@pytest.mark.parametrize(
    ("machine", "flags", "overflows"),
    [
        pytest.param("x86_64", [SERVER], False, id="avx512-vnni"),
        pytest.param("x86_64", [LAPTOP, LAPTOP], False, id="avx-vnni"),
        pytest.param("x86_64", [SERVER + " avx_vnni"], False, id="both"),
        pytest.param("AMD64", [SERVER], False, id="another-name-of-x86"),
        pytest.param("x86_64", [OLD], True, id="avx512-without-vnni"),
        pytest.param("x86_64", [""], True, id="avx2-alone"),
        pytest.param("x86_64", ["avx512_vnni_like avx_vnni_int8"], True, id="other-flags"),
        pytest.param("x86_64", [LAPTOP, OLD], True, id="one-core-without"),
        pytest.param("x86_64", [], True, id="flags-unknown"),
        pytest.param("i686", [OLD], True, id="32-bit"),
        pytest.param("aarch64", [], False, id="arm"),
        pytest.param("arm64", [], False, id="arm-of-apple"),
    ],
)
def test_only_x86_without_vnni_may_overflow(machine, flags, overflows):
    cpuinfo = "\n".join(FLAGS.format(number, each) for number, each in enumerate(flags))

    assert may_overflow(machine, cpuinfo) == overflows


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        pytest.param("Taxes", ["tax", "##es"], id="cut-and-lower-case"),
        pytest.param("the taxes", ["the", "tax", "##es"], id="two-words"),
        pytest.param("qqq", ["[UNK]"], id="unknown"),
    ],
)
def test_words_are_cut_into_the_longest_known_pieces(text, pieces):
    cut = WordPiece(VOCABULARY)

    assert [VOCABULARY[i] for word in cut.words(text) for i in word.ids] == pieces


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        pytest.param("Mr. Barr spoke.", "William Barr", "Barr", id="last-name"),
        pytest.param("Democrats agreed.", "Democratic Party", "Democrats", id="alias"),
        pytest.param("The Affordable Care Act", "Affordable Care Act", None, id="whole-name"),
        pytest.param("Nobody came.", "Donald Trump", "", id="absent"),
    ],
)
def test_a_name_is_found_where_the_text_has_it(text, name, found):
    place = place_of(text, name)

    words = "" if place is None else text[slice(*place)]
    assert words == (name if found is None else found)
