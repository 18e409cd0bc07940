CREATE TABLE t (v varchar(9));
