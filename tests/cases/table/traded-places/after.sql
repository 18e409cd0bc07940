CREATE TABLE a (y date, common text);
CREATE TABLE b (x integer, common text);
