-- What an article tells of each speaker of its quotations, as far as it is resolved.
CREATE VIEW voice_told AS
SELECT s.revision_id, s.quotation, s.entity_id, known.form_id, same.saying, r.dated, r.outlet,
    r.current, q.kind, q.hidden, coalesce(resolved.copies, s.revision_id) AS copies
FROM quotation_speaker AS s
JOIN quotation AS q ON q.revision_id = s.revision_id AND q.number = s.quotation
JOIN revision AS r ON r.id = s.revision_id
LEFT JOIN entity_identity AS known
    ON known.revision_id = s.revision_id AND known.entity_id = s.entity_id
LEFT JOIN quotation_saying AS same
    ON same.revision_id = s.revision_id AND same.quotation = s.quotation
LEFT JOIN resolved ON resolved.revision_id = s.revision_id;

CREATE TABLE quotation_voice (
    revision_id BIGINT NOT NULL,
    quotation INTEGER NOT NULL,
    entity_id TEXT NOT NULL,
    form_id BIGINT,
    saying BIGINT,
    dated TIMESTAMP WITH TIME ZONE NOT NULL,
    outlet TEXT,
    current BOOLEAN NOT NULL,
    kind TEXT NOT NULL,
    hidden BOOLEAN NOT NULL,
    copies BIGINT NOT NULL
);

INSERT INTO quotation_voice
SELECT told.* FROM voice_told AS told JOIN resolved USING (revision_id)
ORDER BY told.revision_id, told.quotation, told.entity_id;

ALTER TABLE quotation_voice
    ADD CONSTRAINT quotation_voice_pkey PRIMARY KEY (revision_id, quotation, entity_id),
    ADD CONSTRAINT quotation_voice_revision_id_quotation_entity_id_fkey FOREIGN KEY(revision_id, quotation, entity_id) REFERENCES quotation_speaker (revision_id, quotation, entity_id) ON DELETE CASCADE;
CREATE INDEX quotation_voice_dated ON quotation_voice (dated)
INCLUDE (revision_id, quotation, entity_id, form_id, saying, outlet, kind, hidden, copies) WHERE current;
CREATE INDEX quotation_voice_outlet ON quotation_voice (outlet, dated)
INCLUDE (revision_id, quotation, entity_id, form_id, saying, kind, hidden, copies) WHERE current;

-- What is current, dated or judged otherwise is so at once, whether or not a resolver runs.
CREATE FUNCTION revise_voices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE quotation_voice SET current = NEW.current, dated = NEW.dated WHERE revision_id = NEW.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER revision_revises_voices AFTER UPDATE OF current, fetched_at ON revision
FOR EACH ROW WHEN (OLD.current <> NEW.current OR OLD.dated <> NEW.dated)
EXECUTE FUNCTION revise_voices();

CREATE FUNCTION hide_voices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE quotation_voice SET hidden = NEW.hidden
    WHERE revision_id = NEW.revision_id AND quotation = NEW.number;
    RETURN NULL;
END
$$;

CREATE TRIGGER quotation_hides_voices AFTER UPDATE OF hidden ON quotation
FOR EACH ROW WHEN (OLD.hidden <> NEW.hidden)
EXECUTE FUNCTION hide_voices();

-- The speakers of current quotations as they are counted; what waits for the resolver stands among
-- them as its article has it. A name of its own has who is not known across articles.
CREATE VIEW current_voices AS
SELECT s.revision_id, s.quotation, s.dated, s.outlet, s.kind, s.hidden, s.copies, s.saying,
    form.identity_id AS speaker_identity,
    CASE WHEN form.identity_id IS NULL THEN (
        SELECT name FROM entity
        WHERE entity.revision_id = s.revision_id AND entity.id = s.entity_id
    ) END AS own_name
FROM (
    SELECT * FROM quotation_voice
    UNION ALL
    SELECT told.* FROM unresolved
    JOIN voice_told AS told ON told.revision_id = unresolved.revision_id
    WHERE NOT EXISTS (
        SELECT FROM quotation_voice AS known
        WHERE known.revision_id = told.revision_id AND known.quotation = told.quotation
            AND known.entity_id = told.entity_id
    )
) AS s
LEFT JOIN identity_form AS form ON form.id = s.form_id
WHERE s.current;

-- Of prints of one time the one that was stored first stands for all.
CREATE OR REPLACE VIEW voices AS
SELECT speaker_identity, coalesce(identity.name, own_name) AS speaker_name, outlet, quotations,
    sum(quotations) OVER (PARTITION BY speaker_identity, own_name)::bigint AS of_all,
    articles, first, last, 'once' AS counted
FROM (
    SELECT speaker_identity, own_name, outlet, count(*) AS quotations,
        count(DISTINCT copies) AS articles, min(dated) AS first, max(dated) AS last
    FROM (
        SELECT DISTINCT ON (saying, CASE WHEN saying IS NULL THEN revision_id END, CASE WHEN saying IS NULL THEN quotation END, speaker_identity, own_name) speaker_identity, own_name, outlet, dated, revision_id, copies
        FROM current_voices AS r
        WHERE r.kind <> 'attitude' AND NOT r.hidden
        ORDER BY saying, CASE WHEN saying IS NULL THEN revision_id END, CASE WHEN saying IS NULL THEN quotation END, speaker_identity, own_name, dated, revision_id, quotation
    ) AS said
    GROUP BY speaker_identity, own_name, outlet
) AS voice
LEFT JOIN identity ON identity.id = speaker_identity;
