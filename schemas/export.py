"""JSON Schemas of the contracts for other languages: `python -m schemas.export` renews them."""

import json
from pathlib import Path

from schemas.contracts import AnalysedArticle, DeadLetter, FetchedArticle, Retraction

SCHEMAS = Path(__file__).with_name("contracts.schema.json")


def exported() -> str:
    """Give the JSON Schemas of every message, by name, as one text."""
    messages = (FetchedArticle, Retraction, AnalysedArticle, DeadLetter)
    schemas = {m.__name__: m.model_json_schema(mode="serialization") for m in messages}
    return json.dumps(schemas, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    SCHEMAS.write_text(exported())
