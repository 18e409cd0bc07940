CREATE TABLE item (code text);
CREATE VIEW v AS SELECT code COLLATE "C" AS code FROM item;
