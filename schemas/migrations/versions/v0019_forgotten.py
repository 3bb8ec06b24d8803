"""What was forgotten stays so: a late message does not bring it back."""

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
    """Make the table; nothing is forgotten yet."""
    op.get_bind().exec_driver_sql(MAKE)


def downgrade() -> None:
    """Lose what was to stay away; whatever of it comes again is stored again."""
    op.get_bind().exec_driver_sql("DROP TABLE forgotten")
