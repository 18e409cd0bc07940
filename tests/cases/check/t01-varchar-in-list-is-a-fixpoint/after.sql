CREATE TABLE t (v varchar(9), CONSTRAINT c CHECK (v IN ('x', 'y')));
