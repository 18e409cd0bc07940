CREATE COLLATION plain (PROVIDER = builtin, LOCALE = 'C'); CREATE TABLE t (a text COLLATE plain);
