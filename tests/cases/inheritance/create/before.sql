CREATE TABLE a (id int, n int CHECK (n > 0));
