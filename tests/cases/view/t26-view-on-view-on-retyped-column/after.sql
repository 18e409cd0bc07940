CREATE TABLE item (id integer PRIMARY KEY, amount bigint);
CREATE VIEW a AS SELECT id, amount FROM item;
CREATE VIEW b AS SELECT amount FROM a;
CREATE VIEW c AS SELECT a.id, b.amount FROM a JOIN b ON a.amount = b.amount;
GRANT SELECT ON b TO reader;
