CREATE DOMAIN d AS integer; CREATE TABLE t (id integer PRIMARY KEY, a d, b text);

