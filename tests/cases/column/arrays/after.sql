CREATE TABLE t (a bigint[], b text[], c varchar(9)[] DEFAULT '{}');
