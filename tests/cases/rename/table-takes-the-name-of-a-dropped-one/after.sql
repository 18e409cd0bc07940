CREATE TYPE kind AS ENUM ('b', 'c');
CREATE SEQUENCE visit_new_id_seq AS integer;
CREATE TABLE visit (id integer DEFAULT nextval('visit_new_id_seq') CONSTRAINT visit_new_pkey PRIMARY KEY, kind kind DEFAULT 'b');
ALTER SEQUENCE visit_new_id_seq OWNED BY visit.id;
CREATE TABLE note (fresh integer REFERENCES visit);
CREATE VIEW seen AS SELECT id FROM visit;
