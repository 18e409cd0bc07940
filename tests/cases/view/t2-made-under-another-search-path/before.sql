-- Same objects as in the target, written under another search_path; one default differs.
CREATE SCHEMA shop;
SET search_path = shop, public;
CREATE TYPE st AS ENUM ('a', 'b');
CREATE TABLE t (id serial PRIMARY KEY, s st DEFAULT 'a', n integer DEFAULT 1);
CREATE VIEW v AS SELECT id, s FROM t WHERE s = 'a';
RESET search_path;
