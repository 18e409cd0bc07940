CREATE TABLE item (id integer PRIMARY KEY, amount bigint NOT NULL);
CREATE VIEW v AS SELECT id, amount FROM item WHERE amount > 0;
