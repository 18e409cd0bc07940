CREATE TABLE t (a numeric(10,2), b timestamp(3), c integer, d integer NOT NULL);
CREATE TABLE t1 (PRIMARY KEY (a, b)) INHERITS (t);
CREATE TABLE t2 () INHERITS (t);
ALTER TABLE t2 ALTER COLUMN c SET NOT NULL;
