"""The stance model: how it is loaded, how words are cut for it, where names are found."""

import hashlib
import json

import pytest

from pipeline.analysis.model.model_input import MARKERS
from pipeline.analysis.model.name_forms import place_of
from pipeline.analysis.model.stance_model import LABELS, StanceModel, shipped_model
from pipeline.analysis.model.wordpiece import WordPiece
from pipeline.errors import SetupError

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
        "sha256": hashlib.sha256(weights).hexdigest(),
    }
    (folder / "stance.onnx").write_bytes(weights)
    (folder / "vocab.txt").write_text("\n".join(VOCABULARY))
    (folder / "config.json").write_text(json.dumps({**config, **changes}))
    return folder


def test_without_weights_there_is_no_model(tmp_path):
    assert shipped_model(tmp_path) is None


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({"sha256": "0"}, "has sha256", id="other-weights"),
        pytest.param({"labels": ["for", "against"]}, "labels", id="other-labels"),
        pytest.param({"markers": None}, "markers must be a table", id="no-markers"),
        pytest.param({"temperature": None}, "no stance model", id="no-temperature"),
    ],
)
def test_files_that_do_not_fit_each_other_stop_at_start(tmp_path, changes, reason):
    with pytest.raises(SetupError, match=reason):
        StanceModel.load(model_files(tmp_path, **changes))


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
