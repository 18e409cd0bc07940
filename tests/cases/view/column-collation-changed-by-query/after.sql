CREATE TABLE item (code text);
CREATE VIEW v AS SELECT code COLLATE "POSIX" AS code FROM item;
