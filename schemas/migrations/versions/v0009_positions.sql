-- The current stances without what is printed again: the first to print a statement stands for all.
CREATE VIEW stances_once AS
SELECT DISTINCT ON (statement, CASE WHEN statement IS NULL THEN revision_id END,
    CASE WHEN statement IS NULL THEN number END, coalesce(holder_identity, holder)) *
FROM current_stances
ORDER BY statement, CASE WHEN statement IS NULL THEN revision_id END,
    CASE WHEN statement IS NULL THEN number END, coalesce(holder_identity, holder), dated,
    article_id, number;

-- Who stands where on what, since when; net is for minus against.
CREATE VIEW positions AS
SELECT known.holder_identity, holding.name AS holder_name,
    known.issue, coalesce(aimed.name, about.name) AS issue_name, "for", against, neutral, net,
    rows, articles, outlets, first, last,
    'once' AS counted
FROM (
    SELECT holder_identity, issue,
        count(*) FILTER (WHERE side = 'for') AS "for",
        count(*) FILTER (WHERE side = 'against') AS against,
        count(*) FILTER (WHERE side = 'neutral') AS neutral,
        count(*) FILTER (WHERE side = 'for') - count(*) FILTER (WHERE side = 'against') AS net,
        count(*) AS rows, count(DISTINCT copies) AS articles,
        count(DISTINCT outlet) AS outlets, min(dated) AS first, max(dated) AS last
    FROM stances_once AS counted
    WHERE holder_identity IS NOT NULL AND issue IS NOT NULL
    GROUP BY holder_identity, issue
) AS known
JOIN identity AS holding ON holding.id = known.holder_identity
LEFT JOIN identity AS aimed ON aimed.id = known.issue
LEFT JOIN issue AS about ON about.id = known.issue;

CREATE VIEW positions_raw AS
SELECT known.holder_identity, holding.name AS holder_name,
    known.issue, coalesce(aimed.name, about.name) AS issue_name, "for", against, neutral, net,
    rows, articles, outlets, first, last,
    'raw' AS counted
FROM (
    SELECT holder_identity, issue,
        count(*) FILTER (WHERE side = 'for') AS "for",
        count(*) FILTER (WHERE side = 'against') AS against,
        count(*) FILTER (WHERE side = 'neutral') AS neutral,
        count(*) FILTER (WHERE side = 'for') - count(*) FILTER (WHERE side = 'against') AS net,
        count(*) AS rows, count(DISTINCT revision_id) AS articles,
        count(DISTINCT outlet) AS outlets, min(dated) AS first, max(dated) AS last
    FROM current_stances AS counted
    WHERE holder_identity IS NOT NULL AND issue IS NOT NULL
    GROUP BY holder_identity, issue
) AS known
JOIN identity AS holding ON holding.id = known.holder_identity
LEFT JOIN identity AS aimed ON aimed.id = known.issue
LEFT JOIN issue AS about ON about.id = known.issue;

-- Who turned on what, from which row to which.
CREATE VIEW changes AS
SELECT known.holder_identity, holding.name AS holder_name,
    known.issue, coalesce(aimed.name, about.name) AS issue_name, earlier_side, later_side,
    "earlier".dated AS earlier_dated, "earlier".outlet AS earlier_outlet,
    "earlier".evidence AS earlier_evidence, "earlier".evidence_starts AS earlier_evidence_starts,
    "earlier".evidence_ends AS earlier_evidence_ends, "earlier".confidence AS earlier_confidence,
    "earlier".title AS earlier_title, "earlier".url AS earlier_url,
    "earlier".article_id AS earlier_article_id, "earlier".revision AS earlier_revision,
    "later".dated AS later_dated, "later".outlet AS later_outlet,
    "later".evidence AS later_evidence, "later".evidence_starts AS later_evidence_starts,
    "later".evidence_ends AS later_evidence_ends, "later".confidence AS later_confidence,
    "later".title AS later_title, "later".url AS later_url, "later".article_id AS later_article_id,
    "later".revision AS later_revision,
    'once' AS counted
FROM (
    SELECT holder_identity, issue, lag(side) OVER in_time AS earlier_side, side AS later_side,
        lag(revision_id) OVER in_time AS earlier_place, lag(number) OVER in_time AS earlier_number,
        revision_id AS later_place, number AS later_number
    FROM (
        SELECT *, min(side) OVER at_once = max(side) OVER at_once AS of_one_mind
        FROM stances_once AS counted
        WHERE holder_identity IS NOT NULL AND issue IS NOT NULL AND side <> 'neutral'
        WINDOW at_once AS (PARTITION BY holder_identity, issue, dated)
    ) AS taken
    WHERE of_one_mind
    WINDOW in_time AS (PARTITION BY holder_identity, issue ORDER BY dated, article_id, number)
) AS known
JOIN identity AS holding ON holding.id = known.holder_identity
LEFT JOIN identity AS aimed ON aimed.id = known.issue
LEFT JOIN issue AS about ON about.id = known.issue
JOIN stance_history AS "earlier"
    ON "earlier".revision_id = earlier_place AND "earlier".number = earlier_number
JOIN stance_history AS "later"
    ON "later".revision_id = later_place AND "later".number = later_number
WHERE earlier_side <> later_side;

-- Who is told to be on both sides of what in one week, with the surest proof of each.
CREATE VIEW contradictions AS
SELECT known.holder_identity, holding.name AS holder_name,
    known.issue, coalesce(aimed.name, about.name) AS issue_name, week, "for", against,
    "for".dated AS for_dated, "for".outlet AS for_outlet, "for".evidence AS for_evidence,
    "for".evidence_starts AS for_evidence_starts, "for".evidence_ends AS for_evidence_ends,
    "for".confidence AS for_confidence, "for".title AS for_title, "for".url AS for_url,
    "for".article_id AS for_article_id, "for".revision AS for_revision,
    "against".dated AS against_dated, "against".outlet AS against_outlet,
    "against".evidence AS against_evidence, "against".evidence_starts AS against_evidence_starts,
    "against".evidence_ends AS against_evidence_ends, "against".confidence AS against_confidence,
    "against".title AS against_title, "against".url AS against_url,
    "against".article_id AS against_article_id, "against".revision AS against_revision,
    'once' AS counted
FROM (
    SELECT holder_identity, issue, date_trunc('week', dated AT TIME ZONE 'UTC')::date AS week,
        count(*) FILTER (WHERE side = 'for') AS "for",
        count(*) FILTER (WHERE side = 'against') AS against,
        (array_agg(revision_id ORDER BY confidence DESC, dated, article_id,
        number) FILTER (WHERE side = 'for'))[1] AS for_place,
        (array_agg(number ORDER BY confidence DESC, dated, article_id,
        number) FILTER (WHERE side = 'for'))[1] AS for_number,
        (array_agg(revision_id ORDER BY confidence DESC, dated, article_id,
        number) FILTER (WHERE side = 'against'))[1] AS against_place,
        (array_agg(number ORDER BY confidence DESC, dated, article_id,
        number) FILTER (WHERE side = 'against'))[1] AS against_number
    FROM stances_once AS counted
    WHERE holder_identity IS NOT NULL AND issue IS NOT NULL
    GROUP BY holder_identity, issue, week
) AS known
JOIN identity AS holding ON holding.id = known.holder_identity
LEFT JOIN identity AS aimed ON aimed.id = known.issue
LEFT JOIN issue AS about ON about.id = known.issue
JOIN stance_history AS "for"
    ON "for".revision_id = for_place AND "for".number = for_number
JOIN stance_history AS "against"
    ON "against".revision_id = against_place AND "against".number = against_number
WHERE known."for" > 0 AND known.against > 0;

-- Who is quoted how often, by outlet, and by all of them.
CREATE VIEW voices AS
SELECT speaker_identity, speaker_name, outlet, count(*) AS quotations,
    sum(count(*)) OVER (PARTITION BY speaker_identity, speaker_name)::bigint AS of_all,
    count(DISTINCT copies) AS articles, min(dated) AS first, max(dated) AS last,
    'once' AS counted
FROM (
    SELECT DISTINCT ON (saying, CASE WHEN saying IS NULL THEN q.revision_id END,
    CASE WHEN saying IS NULL THEN q.number END,
        coalesce(identity_id, entity.name)) identity_id AS speaker_identity,
        coalesce(identity.name, entity.name) AS speaker_name, outlet, dated,
        q.revision_id, coalesce(copies, q.revision_id) AS copies
    FROM quotation AS q
    JOIN revision AS r ON r.id = q.revision_id
    JOIN quotation_speaker AS s ON s.revision_id = q.revision_id AND s.quotation = q.number
    JOIN entity ON entity.revision_id = s.revision_id AND entity.id = s.entity_id
    LEFT JOIN entity_identity AS known
        ON known.revision_id = s.revision_id AND known.entity_id = s.entity_id
    LEFT JOIN identity_form ON identity_form.id = known.form_id
    LEFT JOIN identity ON identity.id = identity_id
    LEFT JOIN quotation_saying AS same
        ON same.revision_id = q.revision_id AND same.quotation = q.number
    LEFT JOIN resolved ON resolved.revision_id = q.revision_id
    WHERE current AND q.kind <> 'attitude'
    ORDER BY saying, CASE WHEN saying IS NULL THEN q.revision_id END,
    CASE WHEN saying IS NULL THEN q.number END,
        coalesce(identity_id, entity.name), dated, article_id, q.number
) AS said
GROUP BY speaker_identity, speaker_name, outlet;
