CREATE TYPE kind AS ENUM ('a');
CREATE TYPE former_kind AS ENUM ('b', 'c');
CREATE TABLE visit (id serial PRIMARY KEY, kind kind);
CREATE INDEX visit_kind ON visit (kind);
CREATE TABLE visit_new (id serial PRIMARY KEY, kind former_kind DEFAULT 'b');
CREATE TABLE note (visit integer REFERENCES visit, fresh integer REFERENCES visit_new);
CREATE VIEW seen AS SELECT id FROM visit_new;
