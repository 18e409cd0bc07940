CREATE TABLE t (r int4range, s int4range, CONSTRAINT e EXCLUDE USING gist (r WITH &&));
