CREATE TABLE p (a integer, b integer, PRIMARY KEY (a, b)); CREATE TABLE c (id integer PRIMARY KEY, a integer NOT NULL, b integer, CONSTRAINT c_p FOREIGN KEY (a, b) REFERENCES p (a, b));
