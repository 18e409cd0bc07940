CREATE TABLE kept (n integer);
CREATE TABLE person (first text, last text);
CREATE FUNCTION whole(person) RETURNS text LANGUAGE sql IMMUTABLE AS $$SELECT concat($1.first, ' ', $1.last)$$;
ALTER TABLE person ADD CONSTRAINT short CHECK (length(whole(person)) < 100);
CREATE INDEX person_whole ON person (whole(person));
CREATE FUNCTION kept_twice(kept) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1.n * 2';
ALTER TABLE kept ADD CONSTRAINT kept_small CHECK (kept_twice(kept) < 1000);
CREATE INDEX kept_by_twice ON kept (kept_twice(kept));
