CREATE TABLE t (a text DEFAULT '7', b text);
