CREATE TABLE t (a integer);
CREATE PUBLICATION p WITH (publish = 'insert');
