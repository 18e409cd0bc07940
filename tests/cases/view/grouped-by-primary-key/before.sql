-- A view that groups by a key alone depends on the primary key constraint.
CREATE TABLE t (id integer CONSTRAINT t_pk PRIMARY KEY, name text NOT NULL);
CREATE TABLE u (t_id integer);
CREATE VIEW v AS SELECT t.id, t.name, count(*) FROM t JOIN u ON u.t_id = t.id GROUP BY t.id;
