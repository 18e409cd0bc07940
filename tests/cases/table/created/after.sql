CREATE TABLE kept (id integer PRIMARY KEY, name text);
CREATE TABLE new (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kept_id integer NOT NULL REFERENCES kept, note text DEFAULT 'it''s \ new');
COMMENT ON TABLE new IS 'Fresh';
