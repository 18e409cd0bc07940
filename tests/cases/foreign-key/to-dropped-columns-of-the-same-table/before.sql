CREATE TABLE t (id integer PRIMARY KEY, a integer UNIQUE, b integer UNIQUE, c integer, d integer UNIQUE, e integer,
    CONSTRAINT f FOREIGN KEY (c) REFERENCES t (a),
    CONSTRAINT g FOREIGN KEY (a) REFERENCES t (b),
    CONSTRAINT h FOREIGN KEY (b) REFERENCES t (a),
    CONSTRAINT i FOREIGN KEY (e) REFERENCES t (d));
