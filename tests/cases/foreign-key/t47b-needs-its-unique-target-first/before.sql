CREATE TABLE a (t integer); CREATE TABLE t (id integer);
