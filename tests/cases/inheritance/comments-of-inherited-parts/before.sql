CREATE TABLE note (id integer NOT NULL, ref_key integer, CONSTRAINT positive CHECK (ref_key > 0));
COMMENT ON COLUMN note.ref_key IS 'what the note is about';
