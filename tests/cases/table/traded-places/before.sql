CREATE TABLE a (x integer, common text);
CREATE TABLE b (y date, common text);
