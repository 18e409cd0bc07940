CREATE TABLE t (id integer);
ALTER TABLE t OWNER TO app;
