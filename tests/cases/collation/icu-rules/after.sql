CREATE COLLATION swedish (PROVIDER = icu, LOCALE = 'sv', RULES = '&V << w <<< W'); CREATE TABLE t (id integer, a text COLLATE swedish);
