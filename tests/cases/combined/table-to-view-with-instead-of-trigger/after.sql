CREATE TABLE person_data (id integer, name text, deleted boolean DEFAULT false);
CREATE VIEW person AS SELECT id, name FROM person_data WHERE NOT deleted;
CREATE FUNCTION person_write() RETURNS trigger LANGUAGE plpgsql AS
  'BEGIN INSERT INTO public.person_data (id, name) VALUES (NEW.id, NEW.name); RETURN NEW; END';
CREATE TRIGGER w INSTEAD OF INSERT ON person FOR EACH ROW EXECUTE FUNCTION person_write();
CREATE VIEW report AS SELECT count(*) FROM person;
