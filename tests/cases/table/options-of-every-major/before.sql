CREATE TABLE t (a int primary key, b text, c jsonb);
