CREATE TABLE t (a text, id bigint GENERATED ALWAYS AS IDENTITY, n serial, u smallserial UNIQUE);
