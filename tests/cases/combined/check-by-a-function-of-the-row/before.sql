CREATE TABLE kept (n integer);
