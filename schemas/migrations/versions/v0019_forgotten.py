"""What was forgotten stays so, and each revision says under which licence it came."""

from alembic import op

revision = "v0019"
down_revision = "v0018"

MAKE = """
CREATE TABLE forgotten (
    hash TEXT NOT NULL,
    forgotten_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    CONSTRAINT forgotten_pkey PRIMARY KEY (hash),
    CONSTRAINT forgotten_hash_is_one CHECK (hash ~ '^[0-9a-f]{64}$')
)
"""


def upgrade() -> None:
    """Nothing is forgotten yet, and of no stored revision the licence is known."""
    op.get_bind().exec_driver_sql(MAKE)
    op.get_bind().exec_driver_sql("ALTER TABLE revision ADD COLUMN licence TEXT")


def downgrade() -> None:
    """Lose what was to stay away; whatever of it comes again is stored again."""
    op.get_bind().exec_driver_sql("ALTER TABLE revision DROP COLUMN licence")
    op.get_bind().exec_driver_sql("DROP TABLE forgotten")
