CREATE TABLE t (a bigint, b timestamp(3), c text, d bigint);
CREATE TABLE t1 (PRIMARY KEY (a, b)) INHERITS (t);
CREATE TABLE t2 () INHERITS (t);
ALTER TABLE t2 ALTER COLUMN a SET NOT NULL;
