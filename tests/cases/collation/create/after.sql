CREATE COLLATION german (provider = icu, locale = 'de-u-co-phonebk', deterministic = false);
CREATE COLLATION plain (provider = libc, locale = 'C');
CREATE TABLE t (a text COLLATE german);
