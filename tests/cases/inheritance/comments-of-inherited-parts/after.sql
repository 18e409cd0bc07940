CREATE TABLE note (id integer NOT NULL, ref_key integer, CONSTRAINT positive CHECK (ref_key > 0));
COMMENT ON COLUMN note.ref_key IS 'what the note is about';

CREATE TABLE customer_note (CONSTRAINT about_customers CHECK (id > 9)) INHERITS (note);
COMMENT ON COLUMN customer_note.ref_key IS 'a customer';
COMMENT ON CONSTRAINT positive ON customer_note IS 'customers are counted from one';
COMMENT ON CONSTRAINT about_customers ON customer_note IS 'the first nine are ours';
