CREATE SCHEMA a;
CREATE TYPE a.kind AS ENUM ('x', 'y');
CREATE TABLE a.t (id integer PRIMARY KEY, kind a.kind DEFAULT 'x', note text, gone text, CHECK (id > 0));
CREATE VIEW a.seen AS SELECT id, kind FROM a.t;
CREATE TABLE a.moves (id integer PRIMARY KEY);
CREATE TABLE a.dropped (id integer PRIMARY KEY);
CREATE VIEW a.lost AS SELECT id FROM a.dropped;
