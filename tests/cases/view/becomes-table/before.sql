-- Tables and views share one namespace: the view must go before the table can come.
CREATE TABLE source (a integer, b text);
CREATE VIEW v AS SELECT a, b FROM source;
CREATE VIEW w AS SELECT a FROM v;
