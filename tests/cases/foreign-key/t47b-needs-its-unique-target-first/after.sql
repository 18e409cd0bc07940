CREATE TABLE t (id integer UNIQUE);
CREATE TABLE a (t integer REFERENCES t (id));
