CREATE EXTENSION postgres_fdw;
CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'b', dbname 'd');
CREATE FOREIGN TABLE f (id int, more text, CONSTRAINT k CHECK (id > 0)) SERVER s OPTIONS (table_name 'h', schema_name 'x');
