-- Rows as a whole query, beside a UNION, below a WITH, and as a subquery in every place.
CREATE VIEW named (n, word) AS VALUES (1, 'one'), (2, '(VALUES (3))');
CREATE VIEW of_both (n) AS VALUES (1) UNION ALL VALUES (2);
CREATE VIEW below_with (a, b) AS WITH c AS (SELECT 1 AS k) VALUES (1, 2), (3, 4);
CREATE VIEW in_with AS WITH c (n) AS (VALUES (1), (2)) SELECT n FROM c;
CREATE VIEW in_from AS SELECT * FROM (VALUES (1, 'a'), (2, 'b') ORDER BY 1 LIMIT 1) x (n, word);
CREATE VIEW elsewhere AS
    SELECT l.m, (VALUES (1)) AS one, ARRAY(VALUES (1), (2)) AS two
    FROM (SELECT 1 AS k) g, LATERAL (VALUES (g.k), (g.k + 1)) l (m)
    WHERE g.k IN (VALUES (1), (2));
CREATE MATERIALIZED VIEW kept (a) AS VALUES (1);
