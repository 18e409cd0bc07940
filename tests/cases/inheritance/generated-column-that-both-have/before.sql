CREATE TABLE other (n integer);
