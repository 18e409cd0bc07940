CREATE TABLE item (price numeric(10, 2));
CREATE VIEW v AS SELECT price::bigint AS price FROM item;
