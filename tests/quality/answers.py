"""Prints what is found in 200 articles, so that a change that is to change nothing can prove it.

python -m tests.quality.answers > before.jsonl
python -m tests.quality.answers > after.jsonl
diff before.jsonl after.jsonl
"""

import json
from itertools import islice

from pipeline.analysis.analyse import analyse
from schemas.contracts import FetchedArticle
from tests.quality.scores import SHARED
from tests.reading import reader

# Plain news, and political news of both kinds of marks.
ARTICLES = {"wikinews/eval.jsonl": 70, "seesaw/docs.jsonl": 70, "polnear/eval.jsonl": 60}


def main() -> None:
    """Print an article's answer a line, without the time that it took."""
    for file, count in ARTICLES.items():
        with (SHARED / "data" / file).open(encoding="utf8") as lines:
            for row in map(json.loads, islice(lines, count)):
                article = FetchedArticle(
                    article_id=row["id"],
                    revision="1",
                    title=row.get("title"),
                    text=row["text"],
                    fetched_at="2020-01-01T00:00:00Z",
                )
                print(analyse(article, reader()).model_dump_json(exclude={"provenance"}))


if __name__ == "__main__":
    main()
