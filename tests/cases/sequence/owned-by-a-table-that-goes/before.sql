CREATE TABLE t (a integer);
CREATE TABLE u (a integer);
CREATE SEQUENCE s OWNED BY t.a;
