-- A made-up corpus: :articles articles with some seven stances each, over two years. Holders,
-- targets and outlets are Zipf-distributed, of each seven articles one is another's copy.
-- The same rows each time: one process draws them, from one seed.
SELECT setseed(0.18);

-- The n-th is met 1/(n + 2) as often as the first: it has 4 % of all rows.
CREATE FUNCTION pg_temp.rank(count integer) RETURNS integer LANGUAGE sql VOLATILE
RETURN least(count, 1 + floor(2.5 * power((count + 2.5) / 2.5, random()) - 2.5)::integer);

CREATE FUNCTION pg_temp.one_of(names text[], place bigint) RETURNS text LANGUAGE sql IMMUTABLE
RETURN names[1 + place % cardinality(names)];

CREATE FUNCTION pg_temp.word(n bigint) RETURNS text LANGUAGE sql IMMUTABLE
RETURN (
    SELECT string_agg(
        pg_temp.one_of(
            '{ba,ce,di,fo,gu,ha,je,ki,lo,mu,na,pe,ri,so,tu,va,we,xi,yo,zu}', n / power(20, k)::bigint
        ), '' ORDER BY k
    ) FROM generate_series(0, 2) AS k
);

CREATE FUNCTION pg_temp.named(n integer, form integer) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE
    WHEN n % 3 = 0 THEN initcap(pg_temp.word(n)) || pg_temp.one_of('{" Council"," City Council"," Board"}', form)
    ELSE pg_temp.one_of('{"Ada ","Bo ","Cy ","Di ","Eli ","Flo ","Gus ","Hal ","Ida ","Jo "}', n + 7 * form)
        || initcap(pg_temp.word(n % 4000))
END;

INSERT INTO identity (id, name, kind, source)
SELECT 'i' || n, pg_temp.named(n, 0), CASE WHEN n % 3 = 0 THEN 'organisation' ELSE 'person' END, 'auto'
FROM generate_series(1, 20000) AS n;

INSERT INTO identity_form (id, form, name, identity_id)
SELECT 3 * n + form, 'form:' || n || '/' || form, pg_temp.named(n, form), 'i' || n
FROM generate_series(1, 20000) AS n, generate_series(0, 2) AS form;

INSERT INTO issue (id, name, source)
SELECT 't' || n, pg_temp.word(n) || pg_temp.one_of('{" toll"," bridge"," law"," ban"," plan"}', n), 'auto'
FROM generate_series(1, 20000) AS n;

INSERT INTO issue_form (id, form, name, issue_id, reversed)
SELECT 2 * n + form, 'issue:' || n || '/' || form,
    CASE WHEN form = 1 AND n % 5 = 0 THEN 'repeal of the ' ELSE 'the ' END || issue.name, issue.id,
    form = 1 AND n % 5 = 0
FROM generate_series(1, 20000) AS n JOIN issue ON issue.id = 't' || n, generate_series(0, 1) AS form;

-- What articles print: originals, copies of some, and earlier revisions of some.
CREATE TEMP TABLE original AS
SELECT n AS id, timestamptz '2024-10-01Z' + floor(random() * 730) * interval '1 day'
    + floor(random() * 86400) * interval '1 second' AS dated, pg_temp.rank(200) AS outlet,
    1 + floor(random() * 12.3)::integer AS stances
FROM generate_series(1, (0.85 * :articles)::integer) AS n;

CREATE TEMP TABLE print AS
SELECT id, id AS original, 'a' || id AS article_id, TRUE AS current, dated, outlet FROM original;
INSERT INTO print
SELECT :articles + n, n, 'a' || n, FALSE, dated, outlet FROM original AS o (n, dated, outlet)
WHERE random() < 0.03;
INSERT INTO print
SELECT count + n, id, 'a' || count + n, TRUE, dated + random() * interval '1 day', pg_temp.rank(200)
FROM (SELECT count(*)::integer AS count FROM original) AS originals,
    generate_series(1, :articles - count) AS n
JOIN LATERAL (SELECT 1 + floor(random() * 0.85 * :articles)::integer + 0 * n AS one) AS drawn ON TRUE
JOIN original ON id = one;

CREATE TEMP TABLE vocabulary AS SELECT n, pg_temp.word(n) AS word FROM generate_series(1, 8000) AS n;
CREATE TEMP TABLE paragraph AS
SELECT p, string_agg(word, ' ') || '.' AS body
FROM (
    SELECT p, pg_temp.rank(8000) AS n FROM generate_series(0, 4999) AS p, generate_series(1, 40)
) AS drawn
JOIN vocabulary USING (n)
GROUP BY p;

INSERT INTO article (id) SELECT DISTINCT article_id FROM print;
INSERT INTO revision (id, article_id, fingerprint, current, outlet, url, title, authors,
    published_at, fetched_at, text, language, zones, credit, provenance)
SELECT print.id, article_id, 'f' || print.id, current, initcap(pg_temp.word(outlet * 37)) || ' Post',
    'https://example.org/' || print.id, initcap(pg_temp.word(original) || ' ' || pg_temp.word(original * 7)),
    '{}', dated, dated + interval '1 hour', a.body || ' ' || b.body || ' ' || c.body, 'en', '[]', '{}', '{"code": "1", "models": {}}'
FROM print
JOIN paragraph AS a ON a.p = original % 5000
JOIN paragraph AS b ON b.p = original * 31 % 5000
JOIN paragraph AS c ON c.p = original * 77 % 5000;
INSERT INTO resolved SELECT id, original, current AND id = original FROM print;

CREATE TEMP TABLE cast_of AS
SELECT original, 'e' || k AS entity, i AS identity, form.id AS form, name,
    CASE WHEN i % 3 = 0 THEN 'ORG' ELSE 'PERSON' END AS type
FROM (
    SELECT id AS original, k, pg_temp.rank(20000) AS i, floor(3 * power(random(), 3))::integer AS which
    FROM original, generate_series(0, 11) AS k
    OFFSET 0
) AS drawn
JOIN identity_form AS form ON form.id = 3 * i + which;
CREATE INDEX ON cast_of (original, entity);
ANALYZE original, print, cast_of;

INSERT INTO entity (revision_id, id, name, type)
SELECT id, entity, name, type FROM print JOIN cast_of USING (original) ORDER BY id;
INSERT INTO entity_tone (revision_id, entity_id, score, sentences)
SELECT id, entity, sin(form), 1 + form % 3 FROM print JOIN cast_of USING (original)
WHERE entity < 'e5' ORDER BY id;
INSERT INTO mention (revision_id, entity_id, number, kind, starts, ends, text)
SELECT id, entity, number, kind, number * 1000, number * 1000 + char_length(said), said
FROM print JOIN cast_of USING (original)
CROSS JOIN LATERAL (
    VALUES (0, 'name', name), (1, 'name', split_part(name, ' ', 2)), (2, 'pronoun', 'they')
) AS mentioned (number, kind, said)
WHERE number <= id % 3 ORDER BY id;
INSERT INTO entity_identity
    (revision_id, entity_id, form_id, name, type, mentions, score, sentences)
SELECT id, entity, form, name, type, 1 + id % 3, score, sentences
FROM print JOIN cast_of USING (original)
LEFT JOIN entity_tone ON revision_id = id AND entity_id = entity
ORDER BY id;

CREATE TEMP TABLE claim AS
SELECT drawn.original, number, row_number() OVER () AS statement,
    holding.entity AS holder_entity, holding.name AS holder, holding.form AS holder_form,
    CASE WHEN what < 0.4 THEN aimed.entity END AS target_entity,
    CASE WHEN what < 0.4 THEN aimed.name WHEN what < 0.95 THEN issue_form.name ELSE 'it' END AS target,
    CASE WHEN what < 0.4 THEN aimed.form END AS target_form,
    CASE WHEN what BETWEEN 0.4 AND 0.95 THEN issue_form.id END AS issue_form,
    CASE WHEN what < 0.4 AND mood < 0.1 THEN 'neutral'
        WHEN (hashint4(holding.identity + 31 * CASE WHEN what < 0.4 THEN aimed.identity ELSE about / 2 END)
            % 2 = 0) = (mood < 0.9) THEN 'for' ELSE 'against' END AS polarity,
    0.25 + 0.75 * (1 - power(sure, 2)) AS confidence,
    CASE WHEN sure < 0.2 THEN 'possible' ELSE 'asserted' END AS modality
FROM (
    SELECT id AS original, number, floor(12 * power(random(), 2))::integer AS who,
        floor(12 * random())::integer AS whom,
        2 * pg_temp.rank(20000) + floor(1.5 * random())::integer AS about,
        random() AS what, random() AS mood, random() AS sure
    FROM original, generate_series(0, stances - 1) AS number
    OFFSET 0
) AS drawn
JOIN cast_of AS holding ON holding.original = drawn.original AND holding.entity = 'e' || who
JOIN cast_of AS aimed ON aimed.original = drawn.original AND aimed.entity = 'e' || whom
JOIN issue_form ON issue_form.id = about;
CREATE INDEX ON claim (original);
ANALYZE claim;

INSERT INTO stance (revision_id, number, holder, holder_entity, holder_starts, holder_ends, holder_text,
    target, target_entity, target_starts, target_ends, target_text, polarity, confidence, negated,
    modality, basis, evidence_starts, evidence_ends, evidence_text, rule)
SELECT id, number, holder, holder_entity, 0, char_length(holder), holder,
    target, target_entity, 90, 90 + char_length(target), target, polarity, confidence, FALSE,
    modality, 'predicate', 0, char_length(evidence), evidence, 'verb'
FROM print JOIN claim USING (original)
CROSS JOIN LATERAL (SELECT holder || ' spoke on ' || target || ', ' || statement || '.') AS said (evidence)
ORDER BY id, number;

CREATE TEMP TABLE utterance AS
SELECT id AS original, number, 'e' || floor(12 * power(random(), 2))::integer AS entity,
    row_number() OVER () AS saying
FROM original, generate_series(0, 2) AS number;

INSERT INTO quotation (revision_id, number, kind, cue_starts, cue_ends, cue_text, speaker_starts,
    speaker_ends, speaker_text, rule)
SELECT id, number, CASE WHEN number = 2 THEN 'indirect' ELSE 'direct' END, 50, 54, 'said', 60,
    60 + char_length(name), name, 'cue'
FROM print JOIN utterance USING (original) JOIN cast_of USING (original, entity) ORDER BY id, number;
INSERT INTO quotation_span (revision_id, quotation, number, starts, ends, text)
SELECT id, utterance.number, 0, 0, char_length(said), said
FROM print JOIN utterance USING (original)
CROSS JOIN LATERAL (SELECT 'We said it ' || saying || ' times, and will say it again.') AS it (said)
ORDER BY id, utterance.number;
INSERT INTO quotation_speaker (revision_id, quotation, entity_id)
SELECT id, number, entity FROM print JOIN utterance USING (original) ORDER BY id, number;
INSERT INTO quotation_saying (revision_id, quotation, saying)
SELECT id, number, saying FROM print JOIN utterance USING (original) ORDER BY id, number;

ANALYZE stance, revision, entity_identity, resolved;
INSERT INTO stance_statement (revision_id, number, statement, key, issue_form_id, reversed,
    dated, outlet, current, polarity, confidence, holder_form_id, target_form_id, copies, hidden)
SELECT told.revision_id, told.number, statement, hashint8extended(statement, 18), issue_form, FALSE,
    told.dated, told.outlet, told.current, told.polarity, told.confidence, told.holder_form_id,
    told.target_form_id, told.copies, told.hidden
FROM print JOIN claim USING (original)
JOIN stance_told AS told ON told.revision_id = print.id AND told.number = claim.number
ORDER BY 1, 2;
INSERT INTO quotation_voice SELECT * FROM voice_told ORDER BY revision_id, quotation;
