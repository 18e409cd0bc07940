CREATE TABLE t (n text, id serial, big bigserial, small smallserial);
