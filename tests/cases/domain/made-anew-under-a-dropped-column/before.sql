CREATE DOMAIN d AS varchar(60);
CREATE TABLE t (a d COLLATE "C" DEFAULT upper('abc'), b integer);
