"""The rival: the loop most people would write first.

A kafka-python consumer that commits by itself, one `nlp(text)` and one INSERT at a time.
`python -m tests.benchmarks.rivals.naive BOOTSTRAP TOPIC DATABASE_URL MODEL`
"""

import json
import sys

import spacy
import sqlalchemy as sa
from kafka import KafkaConsumer

CREATE = "CREATE TABLE IF NOT EXISTS naive (id text, text text, entities jsonb)"
INSERT = "INSERT INTO naive (id, text, entities) VALUES (:id, :text, CAST(:entities AS jsonb))"


def main(bootstrap: str, topic: str, database_url: str, model: str) -> None:
    """Consume until killed."""
    nlp = spacy.load(model)
    engine = sa.create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(sa.text(CREATE))
    consumer = KafkaConsumer(
        topic,
        bootstrap_servers=bootstrap,
        group_id="naive",
        auto_offset_reset="earliest",
        enable_auto_commit=True,
        metadata_max_age_ms=1_000,  # else a topic that it does not know yet costs five minutes
    )
    for message in consumer:
        article = json.loads(message.value)
        doc = nlp(article["text"])
        entities = [[ent.start_char, ent.end_char, ent.label_] for ent in doc.ents]
        row = {"id": article["article_id"], "text": doc.text, "entities": json.dumps(entities)}
        with engine.begin() as connection:
            connection.execute(sa.text(INSERT), row)


if __name__ == "__main__":
    main(*sys.argv[1:])
