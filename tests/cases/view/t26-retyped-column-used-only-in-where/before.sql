-- The view's own columns keep their types; the dependency is there all the same.
CREATE TABLE item (id integer PRIMARY KEY, amount integer);
CREATE VIEW v AS SELECT id FROM item WHERE amount > 0;
