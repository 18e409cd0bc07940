CREATE TABLE item (price numeric(10, 2));
CREATE VIEW v AS SELECT price::integer AS price FROM item;
