-- Whatever the reader does not know agrees with itself: here pg_dump is the one that must see it.
CREATE TABLE t (a text, b integer NOT NULL, d text, CONSTRAINT t_b_key UNIQUE (b));
CREATE INDEX t_length ON t (length(a));
CREATE VIEW v AS SELECT a, b FROM t;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();
