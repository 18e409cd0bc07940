CREATE TABLE item (code text);
CREATE VIEW v AS SELECT code::varchar(10) AS code FROM item;
