CREATE SCHEMA b;
CREATE SCHEMA a;
CREATE SCHEMA c;
CREATE TYPE b.sort AS ENUM ('x', 'y', 'z');
CREATE TABLE b.u (id integer CONSTRAINT t_pkey PRIMARY KEY, kind b.sort DEFAULT 'y', remark text, CONSTRAINT t_id_check CHECK (id > 0), more text);
CREATE VIEW b.viewed AS SELECT id, kind, more FROM b.u;
CREATE TABLE c.moved (id integer CONSTRAINT moves_pkey PRIMARY KEY);
CREATE TABLE a.t (id integer PRIMARY KEY);
