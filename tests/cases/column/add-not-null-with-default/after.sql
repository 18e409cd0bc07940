CREATE TABLE t (id integer, state text NOT NULL DEFAULT 'new', n integer NOT NULL DEFAULT 0);
