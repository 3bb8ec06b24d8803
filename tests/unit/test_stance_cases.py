"""Who is for or against what, sentence by sentence; the cases are in `stance_cases.txt`."""

import pytest

from pipeline.analysis.analyse import analyse
from schemas.contracts import FetchedArticle
from tests.reading import reader, shown_stances
from tests.stance_cases import cases


def test_the_table_is_long_enough_to_mean_something():
    assert len(cases()) >= 150


@pytest.mark.parametrize(("sentence", "wanted"), [pytest.param(*c, id=c[0]) for c in cases()])
def test_a_sentence_states_these_stances_and_no_others(sentence, wanted):
    article = analyse(FetchedArticle(article_id="a", revision="r", text=sentence), reader())
    shown = shown_stances(article)

    unmet = [w for w in wanted if not any(w.is_met_by(s, article) for s in shown)]
    extra = [s for s in shown if not any(w.is_met_by(s, article) for w in wanted)]
    assert (unmet, extra) == ([], [])
