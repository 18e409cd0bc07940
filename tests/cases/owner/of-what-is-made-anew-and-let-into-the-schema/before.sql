CREATE COLLATION c (provider = icu, locale = 'de');
CREATE VIEW v AS SELECT 1 AS a, 2 AS b;
