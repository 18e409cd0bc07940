CREATE TABLE a (x integer PRIMARY KEY, y text); CREATE TABLE k (x integer REFERENCES a);
