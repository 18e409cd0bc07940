CREATE TABLE log (a integer);
