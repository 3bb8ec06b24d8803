-- What an article alone tells of each of its stances, and who its parties are: forms, not
-- identities, so that a form that goes from one identity to another changes no row here.
CREATE VIEW stance_told AS
SELECT stance.revision_id, stance.number, revision.dated, outlet, current, polarity, confidence,
    h.form_id AS holder_form_id, t.form_id AS target_form_id,
    coalesce(resolved.copies, stance.revision_id) AS copies, hidden
FROM stance
JOIN revision ON revision.id = stance.revision_id
LEFT JOIN entity_identity AS h
    ON h.revision_id = stance.revision_id AND h.entity_id = stance.holder_entity
LEFT JOIN entity_identity AS t
    ON t.revision_id = stance.revision_id AND t.entity_id = stance.target_entity
LEFT JOIN resolved ON resolved.revision_id = stance.revision_id;

-- All that is counted of a stance stands in one narrow row.
ALTER TABLE stance_statement
    ADD COLUMN outlet TEXT,
    ADD COLUMN current BOOLEAN,
    ADD COLUMN polarity TEXT,
    ADD COLUMN confidence DOUBLE PRECISION,
    ADD COLUMN holder_form_id BIGINT,
    ADD COLUMN target_form_id BIGINT,
    ADD COLUMN copies BIGINT,
    ADD COLUMN hidden BOOLEAN;

-- The rows are written anew, since rows changed in place would leave a table of twice the size.
CREATE TEMP TABLE told_statement AS
SELECT said.revision_id, said.number, statement, key, told.dated, issue_form_id, reversed,
    told.outlet, told.current, told.polarity, told.confidence, told.holder_form_id,
    told.target_form_id, told.copies, told.hidden
FROM stance_statement AS said JOIN stance_told AS told USING (revision_id, number);

TRUNCATE stance_statement;
DROP INDEX stance_statement_key;
DROP INDEX stance_statement_issue_form;
ALTER TABLE stance_statement
    DROP CONSTRAINT stance_statement_revision_id_number_fkey,
    DROP CONSTRAINT stance_statement_issue_form_id_fkey;

INSERT INTO stance_statement SELECT * FROM told_statement ORDER BY revision_id, number;
DROP TABLE told_statement;

ALTER TABLE stance_statement
    ALTER COLUMN current SET NOT NULL,
    ALTER COLUMN polarity SET NOT NULL,
    ALTER COLUMN confidence SET NOT NULL,
    ALTER COLUMN copies SET NOT NULL,
    ALTER COLUMN hidden SET NOT NULL,
    ADD CONSTRAINT stance_statement_revision_id_number_fkey FOREIGN KEY(revision_id, number) REFERENCES stance (revision_id, number) ON DELETE CASCADE,
    ADD CONSTRAINT stance_statement_issue_form_id_fkey FOREIGN KEY(issue_form_id) REFERENCES issue_form (id);

CREATE INDEX stance_statement_key ON stance_statement (key, dated);
-- Newest first, within an article in the order of its text; each ends in what is unique.
CREATE INDEX stance_statement_newest ON stance_statement (dated, revision_id, (-number));
CREATE INDEX stance_statement_holder ON stance_statement (holder_form_id, dated);
CREATE INDEX stance_statement_target ON stance_statement (target_form_id, dated) WHERE target_form_id IS NOT NULL;
CREATE INDEX stance_statement_issue ON stance_statement (issue_form_id, dated) WHERE issue_form_id IS NOT NULL;
CREATE INDEX stance_statement_outlet ON stance_statement (outlet, dated);

-- By outlet, newest first; the names of outlets are few, and are compared one by one.
DROP INDEX revision_outlet;
CREATE INDEX revision_outlet ON revision (outlet, dated, id) WHERE current;
DROP INDEX revision_dated;
CREATE INDEX revision_dated ON revision (dated, id) WHERE current;

-- What is current or dated otherwise is so at once, whether or not a resolver runs.
CREATE FUNCTION revise_statements() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE stance_statement SET current = NEW.current, dated = NEW.dated WHERE revision_id = NEW.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER revision_revises_statements AFTER UPDATE OF current, fetched_at ON revision
FOR EACH ROW WHEN (OLD.current <> NEW.current OR OLD.dated <> NEW.dated)
EXECUTE FUNCTION revise_statements();

CREATE FUNCTION hide_statement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE stance_statement SET hidden = NEW.hidden
    WHERE revision_id = NEW.revision_id AND number = NEW.number;
    RETURN NULL;
END
$$;

CREATE TRIGGER stance_hides_statement AFTER UPDATE OF hidden ON stance
FOR EACH ROW WHEN (OLD.hidden <> NEW.hidden)
EXECUTE FUNCTION hide_statement();

-- The current stances as they are counted: by holder, issue and side across articles; what waits
-- for the resolver stands among them as its article has it. The first part is a table alone and
-- without condition: only so is it read in the order of its indexes.
CREATE VIEW current_statements AS
SELECT s.revision_id, s.number, place, s.dated, s.outlet, s.confidence, s.copies, s.statement,
    s.hidden,
    s.holder_form_id, s.target_form_id, s.issue_form_id,
    holder_form.identity_id AS holder_identity,
    coalesce(target_form.identity_id, issue_form.issue_id) AS issue,
    CASE
        WHEN s.reversed = coalesce(issue_form.reversed, FALSE) THEN polarity
        WHEN polarity = 'for' THEN 'against' WHEN polarity = 'against' THEN 'for' ELSE polarity
    END AS side
FROM (
    SELECT revision_id, number, -number AS place, dated, outlet, confidence, copies, statement,
        holder_form_id, target_form_id, issue_form_id, reversed, polarity, current, hidden
    FROM stance_statement
    UNION ALL
    SELECT told.revision_id, told.number, -told.number, told.dated, told.outlet, told.confidence,
        told.copies, NULL, NULL, NULL, NULL, FALSE, told.polarity, told.current, told.hidden
    FROM unresolved
    JOIN stance_told AS told ON told.revision_id = unresolved.revision_id
    WHERE NOT EXISTS (
        SELECT FROM stance_statement AS said
        WHERE said.revision_id = told.revision_id AND said.number = told.number
    )
) AS s
LEFT JOIN identity_form AS holder_form ON holder_form.id = s.holder_form_id
LEFT JOIN identity_form AS target_form ON target_form.id = s.target_form_id
LEFT JOIN issue_form ON issue_form.id = s.issue_form_id
WHERE s.current;

-- Answers about everything as they were counted last, beside the resolver; and after which turn.
CREATE TABLE kept_answer (
    question TEXT NOT NULL,
    turn BIGINT NOT NULL,
    rows JSONB NOT NULL,
    as_of TIMESTAMP WITH TIME ZONE NOT NULL,
    seconds DOUBLE PRECISION NOT NULL,
    CONSTRAINT kept_answer_pkey PRIMARY KEY (question)
);

-- Of prints of one time the one that was stored first stands for all; proofs are looked up one by one.
CREATE OR REPLACE VIEW stances_once AS
SELECT DISTINCT ON (statement, CASE WHEN statement IS NULL THEN revision_id END, CASE WHEN statement IS NULL THEN number END, holder_identity) *
    FROM current_stances
    ORDER BY statement, CASE WHEN statement IS NULL THEN revision_id END, CASE WHEN statement IS NULL THEN number END, holder_identity, dated, revision_id, number;

CREATE OR REPLACE VIEW changes AS
SELECT known.holder_identity, holding.name AS holder_name,
    known.issue, coalesce(aimed.name, about.name) AS issue_name, earlier_side, later_side,
    "earlier".dated AS earlier_dated, "earlier".outlet AS earlier_outlet, "earlier".evidence AS earlier_evidence, "earlier".evidence_starts AS earlier_evidence_starts, "earlier".evidence_ends AS earlier_evidence_ends, "earlier".confidence AS earlier_confidence, "earlier".title AS earlier_title, "earlier".url AS earlier_url, "earlier".article_id AS earlier_article_id, "earlier".revision AS earlier_revision,
    "later".dated AS later_dated, "later".outlet AS later_outlet, "later".evidence AS later_evidence, "later".evidence_starts AS later_evidence_starts, "later".evidence_ends AS later_evidence_ends, "later".confidence AS later_confidence, "later".title AS later_title, "later".url AS later_url, "later".article_id AS later_article_id, "later".revision AS later_revision,
    'once' AS counted
FROM (
    SELECT * FROM (
        SELECT holder_identity, issue, lag(side) OVER in_time AS earlier_side, side AS later_side,
            lag(revision_id) OVER in_time AS earlier_place,
            lag(number) OVER in_time AS earlier_number,
            revision_id AS later_place, number AS later_number, dated AS later_time
        FROM (
            SELECT *, min(side) OVER at_once = max(side) OVER at_once AS of_one_mind
            FROM stances_once AS counted
            WHERE holder_identity IS NOT NULL AND issue IS NOT NULL AND side <> 'neutral'
            WINDOW at_once AS (PARTITION BY holder_identity, issue, dated)
        ) AS taken
        WHERE of_one_mind
        WINDOW in_time AS (PARTITION BY holder_identity, issue ORDER BY dated, revision_id, number)
    ) AS told
    WHERE earlier_side <> later_side
) AS known
JOIN identity AS holding ON holding.id = known.holder_identity
LEFT JOIN identity AS aimed ON aimed.id = known.issue
LEFT JOIN issue AS about ON about.id = known.issue
CROSS JOIN LATERAL (
    SELECT dated, outlet, evidence, evidence_starts, evidence_ends, confidence, title, url, article_id, revision FROM stance_history
    WHERE revision_id = earlier_place AND number = earlier_number OFFSET 0
) AS "earlier"
CROSS JOIN LATERAL (
    SELECT dated, outlet, evidence, evidence_starts, evidence_ends, confidence, title, url, article_id, revision FROM stance_history
    WHERE revision_id = later_place AND number = later_number OFFSET 0
) AS "later";

CREATE OR REPLACE VIEW contradictions AS
SELECT known.holder_identity, holding.name AS holder_name,
    known.issue, coalesce(aimed.name, about.name) AS issue_name, week, "for", against,
    "for".dated AS for_dated, "for".outlet AS for_outlet, "for".evidence AS for_evidence, "for".evidence_starts AS for_evidence_starts, "for".evidence_ends AS for_evidence_ends, "for".confidence AS for_confidence, "for".title AS for_title, "for".url AS for_url, "for".article_id AS for_article_id, "for".revision AS for_revision,
    "against".dated AS against_dated, "against".outlet AS against_outlet, "against".evidence AS against_evidence, "against".evidence_starts AS against_evidence_starts, "against".evidence_ends AS against_evidence_ends, "against".confidence AS against_confidence, "against".title AS against_title, "against".url AS against_url, "against".article_id AS against_article_id, "against".revision AS against_revision,
    'once' AS counted
FROM (
    SELECT * FROM (
        SELECT holder_identity, issue, date_trunc('week', dated AT TIME ZONE 'UTC')::date AS week,
            count(*) FILTER (WHERE side = 'for') AS "for",
            count(*) FILTER (WHERE side = 'against') AS against,
            (array_agg(revision_id ORDER BY confidence DESC, dated, revision_id, number) FILTER (WHERE side = 'for'))[1] AS for_place,
        (array_agg(number ORDER BY confidence DESC, dated, revision_id, number) FILTER (WHERE side = 'for'))[1] AS for_number,
            (array_agg(revision_id ORDER BY confidence DESC, dated, revision_id, number) FILTER (WHERE side = 'against'))[1] AS against_place,
        (array_agg(number ORDER BY confidence DESC, dated, revision_id, number) FILTER (WHERE side = 'against'))[1] AS against_number
        FROM stances_once AS counted
        WHERE holder_identity IS NOT NULL AND issue IS NOT NULL
        GROUP BY holder_identity, issue, week
    ) AS told
    WHERE "for" > 0 AND against > 0
) AS known
JOIN identity AS holding ON holding.id = known.holder_identity
LEFT JOIN identity AS aimed ON aimed.id = known.issue
LEFT JOIN issue AS about ON about.id = known.issue
CROSS JOIN LATERAL (
    SELECT dated, outlet, evidence, evidence_starts, evidence_ends, confidence, title, url, article_id, revision FROM stance_history
    WHERE revision_id = for_place AND number = for_number OFFSET 0
) AS "for"
CROSS JOIN LATERAL (
    SELECT dated, outlet, evidence, evidence_starts, evidence_ends, confidence, title, url, article_id, revision FROM stance_history
    WHERE revision_id = against_place AND number = against_number OFFSET 0
) AS "against";
