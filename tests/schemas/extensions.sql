-- What contrib offers, each used by something: types, operator classes, functions, a foreign server.
CREATE EXTENSION citext;
CREATE EXTENSION hstore;
CREATE EXTENSION ltree;
CREATE EXTENSION pg_trgm;
CREATE EXTENSION btree_gist;
CREATE EXTENSION unaccent;
CREATE EXTENSION postgres_fdw;
CREATE SCHEMA tools;
CREATE EXTENSION pgcrypto WITH SCHEMA tools;
CREATE DOMAIN email AS citext CONSTRAINT email_has_at CHECK (VALUE ~ '@');
CREATE DOMAIN positive AS integer NOT NULL CHECK (VALUE > 0);
CREATE TYPE address AS (street text, zip varchar(10), place ltree);
CREATE TYPE price_range AS RANGE (subtype = numeric);
CREATE COLLATION plain (provider = libc, locale = 'C');
CREATE FUNCTION slug(title text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT lower(regexp_replace(title, '\W+', '-', 'g')) $$;
CREATE TABLE person (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    mail email UNIQUE,
    name text COLLATE plain NOT NULL,
    home address,
    extra hstore DEFAULT '' NOT NULL,
    path ltree,
    budget price_range,
    slug text GENERATED ALWAYS AS (slug(name)) STORED
);
CREATE INDEX person_name_like ON person USING gin (name gin_trgm_ops);
CREATE INDEX person_extra ON person USING gin (extra);
CREATE INDEX person_path ON person USING gist (path);
CREATE TABLE booking (
    room positive,
    during tstzrange NOT NULL,
    who uuid REFERENCES person ON UPDATE CASCADE ON DELETE SET NULL,
    EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (who IS NOT NULL)
);
CREATE SERVER archive FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'archive.example', dbname 'old');
CREATE FOREIGN TABLE old_booking (room integer, note text OPTIONS (column_name 'remark')) SERVER archive OPTIONS (schema_name 'public', table_name 'booking');
CREATE VIEW guests AS SELECT p.mail, p.name, extra -> 'phone' AS phone, nlevel(path) AS depth FROM person p WHERE EXISTS (SELECT FROM booking b WHERE b.who = p.id);
ALTER TABLE person ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_row ON person USING (mail = current_setting('app.mail', true)::citext) WITH CHECK (name IN ('a', 'b'));
CREATE AGGREGATE longest (text) (SFUNC = textcat, STYPE = text, INITCOND = '');
CREATE TEXT SEARCH CONFIGURATION folded (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION folded ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple;
CREATE RULE no_delete AS ON DELETE TO booking DO INSTEAD NOTHING;
