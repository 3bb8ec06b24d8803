"""The tone around an entity comes from the article's own words, not from those it quotes."""

import pytest

from pipeline.analysis.analyse import analyse
from schemas.contracts import FetchedArticle
from tests.reading import reader


@pytest.mark.parametrize(
    ("text", "score"),
    [
        pytest.param("Angela Merkel won a great victory.", 1.0, id="good-words"),
        pytest.param("Angela Merkel faced a terrible disaster.", -1.0, id="bad-words"),
        pytest.param("Angela Merkel travelled to Moscow on Monday.", None, id="no-coloured-word"),
        pytest.param(
            'Angela Merkel said: "It was a terrible disaster."', None, id="only-in-a-quotation"
        ),
    ],
)
def test_tone_is_the_balance_of_good_and_bad_words(text, score):
    article = analyse(FetchedArticle(article_id="a", revision="r", text=text), reader())

    merkel = next(e.id for e in article.entities if "Merkel" in e.name)
    assert next((t.score for t in article.tone if t.entity == merkel), None) == score
