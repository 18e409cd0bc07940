CREATE TABLE a (id integer, x integer);
CREATE TABLE b (id integer, y integer);
CREATE VIEW v AS SELECT id, x, y FROM a JOIN b USING (id);
