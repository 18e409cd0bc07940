CREATE TABLE item (id integer PRIMARY KEY, amount integer NOT NULL);
CREATE VIEW v AS SELECT id, amount FROM item WHERE amount > 0;
