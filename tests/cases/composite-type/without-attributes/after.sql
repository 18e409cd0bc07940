CREATE TYPE nothing AS ();
CREATE TABLE t (a integer);
