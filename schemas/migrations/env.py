"""How Alembic runs here: always on the connection that `pipeline.migrations` hands over."""

from alembic import context

from schemas import corpus_tables, source_tables, tables, verdict_tables  # noqa: F401  # they fill it
from schemas.columns import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)

with context.begin_transaction():
    context.run_migrations()
