CREATE TABLE p (a integer, b integer, c varchar(5), CHECK (a BETWEEN 0 AND 10 AND b > 0), CHECK (c IN ('x', 'y'))) PARTITION BY RANGE (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
CREATE TABLE t (c varchar(5) CHECK (c IN ('x', 'y')));
CREATE TABLE t1 () INHERITS (t);
CREATE TABLE r (a integer NOT NULL, c varchar(5) DEFAULT 'z', CHECK (c::text = ANY (ARRAY[('x'::varchar)::text, ('y'::varchar)::text]))) PARTITION BY RANGE (a);
