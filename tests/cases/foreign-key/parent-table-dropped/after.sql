CREATE TABLE u (a integer, c integer);
