CREATE TABLE event (id integer, kind text) PARTITION BY LIST (kind);
CREATE TABLE event_a PARTITION OF event FOR VALUES IN ('a');
CREATE TABLE event_b PARTITION OF event FOR VALUES IN ('b');
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER noted AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION note();
COMMENT ON TRIGGER noted ON event IS 'of all';
COMMENT ON TRIGGER noted ON event_a IS 'of the first';
COMMENT ON TRIGGER noted ON event_b IS 'of the second';
