"""The seed articles: each is published once, and each is attributed."""

from collections import Counter
from pathlib import Path

from pipeline.feeds.feed import Feed, fetch
from pipeline.feeds.found import Fetched

SEEDS = Path(__file__).parents[2] / "seeds"


def seeds():
    return list(fetch(Feed((str(SEEDS),))))


def test_every_seed_is_an_article_and_no_two_are_the_same():
    found = seeds()

    assert all(isinstance(each, Fetched) for each in found)
    assert len(found) >= 16
    assert set(Counter(each.article.article_id for each in found).values()) == {1}
    assert set(Counter(each.article.revision for each in found).values()) == {1}


def test_every_seed_is_attributed():
    notice = (SEEDS / "NOTICE.md").read_text()

    for each in seeds():
        file, _, number = Path(each.name).name.partition(":")
        assert f"`{file}`" in notice
        if number:
            article = each.article
            assert f"| `{file}`, line {number} | [{article.title}]({article.url}) |" in notice
