CREATE TABLE t (v varchar(9), CONSTRAINT c CHECK (v NOT IN ('a', 'b', 'c]')));CREATE INDEX i ON t (v) WHERE v IN ('p', 'q'); CREATE VIEW w AS SELECT v FROM t WHERE v IN ('r', 's');
