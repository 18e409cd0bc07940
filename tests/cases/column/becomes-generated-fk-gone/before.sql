CREATE TABLE t (id integer PRIMARY KEY, a integer, b text);
ALTER TABLE t ADD CONSTRAINT u UNIQUE (id, a); CREATE TABLE r (x integer, y integer, CONSTRAINT r_fk FOREIGN KEY (x, y) REFERENCES t (id, a)); COMMENT ON CONSTRAINT r_fk ON r IS 'q';
