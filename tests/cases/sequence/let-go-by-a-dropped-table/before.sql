CREATE SEQUENCE s AS integer;
GRANT USAGE ON SEQUENCE s TO reader;
CREATE TABLE t (n integer DEFAULT nextval('s'));
ALTER SEQUENCE s OWNED BY t.n;
CREATE SEQUENCE c AS integer;
GRANT USAGE ON SEQUENCE c TO reader;
CREATE TABLE u (n integer DEFAULT nextval('c'), m integer);
ALTER SEQUENCE c OWNED BY u.n;
