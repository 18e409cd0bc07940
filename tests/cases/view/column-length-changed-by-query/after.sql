CREATE TABLE item (code text);
CREATE VIEW v AS SELECT code::varchar(20) AS code FROM item;
