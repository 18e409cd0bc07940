CREATE TABLE a (id integer, x integer);
CREATE TABLE b (id integer, y integer, x integer);
-- The new column makes a natural join pair two columns.
CREATE VIEW v AS SELECT id, x, y FROM a FULL JOIN b USING (id, x);
CREATE VIEW n AS SELECT * FROM a NATURAL LEFT JOIN b;
