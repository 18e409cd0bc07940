CREATE SEQUENCE s;
CREATE TABLE t (id serial);
COMMENT ON SEQUENCE s IS 'after';
COMMENT ON SEQUENCE t_id_seq IS 'it''s owned';
