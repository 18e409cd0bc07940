CREATE TABLE item (id integer PRIMARY KEY, amount numeric(12, 2));
CREATE VIEW v AS SELECT id FROM item WHERE amount > 0;
