"""Words are searched without the characters that nobody sees: `op\u00adposes` is "opposes"."""

from alembic import op

revision = "v0004"
down_revision = "v0003"

# The characters of `pipeline.analysis.received.characters`, and the entities that stand for those
# that pages put into words.
INVISIBLE = (
    r"[\u0001-\u0008\u000e-\u001b\u007f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    r"\U000e0000-\U000e0fff]"
    r"|&(?:shy|zwnj|zwj|lrm|rlm|NoBreak|ZeroWidthSpace|#173|#820[3-7]|#8288|#65279"
    r"|#[xX](?:0*[aA][dD]|200[b-fB-F]|2060|[fF][eE][fF][fF]));"
)
WITHOUT_INVISIBLE = f"""
CREATE FUNCTION without_invisible(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(words, '{INVISIBLE}', '', 'g')
"""
# As in v0001, of a name without the invisible.
NAME_WORDS = r"""
CREATE OR REPLACE FUNCTION name_words(name text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN nullif(
    array_remove(
        string_to_array(
            regexp_replace(
                lower(
                    translate(
                        regexp_replace(normalize({name}, NFKD), '[\u0300-\u036F.]', '', 'g'),
                        'łŁøØđĐı', 'lLoOdDi'
                    ) COLLATE pg_c_utf8
                ),
                '[^[:alnum:]]+', ' ', 'g'
            ),
            ' '
        ),
        ''
    ),
    '{{}}'
)
"""
SEARCH = """
ALTER TABLE revision ALTER COLUMN search SET EXPRESSION AS
    (to_tsvector('english'::regconfig, {text}))
"""
TEXT = "\"left\"(coalesce(title, '') || ' ' || text, 250000)"
FOLD_ANEW = "UPDATE {table} SET {column} = {column} WHERE {column} <> without_invisible({column})"
# Every column that is made of a name's words, and the column it is made of.
NAMES = (
    ("entity", "name"),
    ("mention", "text"),
    ("quotation", "speaker_text"),
    ("stance", "holder"),
    ("stance", "target"),
)


def upgrade() -> None:
    """Search texts and names without what nobody sees, those that are stored already, too."""
    _run(WITHOUT_INVISIBLE)
    _run(NAME_WORDS.format(name="without_invisible(name)"))
    _run(SEARCH.format(text=f"without_invisible({TEXT})"))
    _fold_anew()


def downgrade() -> None:
    """Search what is stored as it is."""
    _run(NAME_WORDS.format(name="name"))
    _run(SEARCH.format(text=TEXT))
    _fold_anew()
    _run("DROP FUNCTION without_invisible")


def _fold_anew() -> None:
    """Make the words of the names that hold something invisible anew; the others stay the same."""
    for table, column in NAMES:
        _run(FOLD_ANEW.format(table=table, column=column))


def _run(statement: str) -> None:
    op.get_bind().exec_driver_sql(statement)
