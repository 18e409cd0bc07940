CREATE SCHEMA b;
CREATE SCHEMA a;
CREATE SCHEMA c;
CREATE TYPE b.sort AS ENUM ('x', 'y', 'z');
CREATE TABLE b.u (number integer CONSTRAINT t_pkey PRIMARY KEY, kind b.sort DEFAULT 'y', CONSTRAINT t_id_check CHECK (number > 0), more text);
CREATE VIEW b.viewed AS SELECT number AS id, kind, more FROM b.u;
CREATE TABLE c.moved (id integer CONSTRAINT moves_pkey PRIMARY KEY);
CREATE TABLE a.t (id integer PRIMARY KEY);
