CREATE TABLE z (id integer); CREATE TABLE t (id integer, parent integer);
