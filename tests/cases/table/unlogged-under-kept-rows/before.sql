CREATE UNLOGGED TABLE book (a integer);
CREATE TABLE shelf (b book[], c integer);
