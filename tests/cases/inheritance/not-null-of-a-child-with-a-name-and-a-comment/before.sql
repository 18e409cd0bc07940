CREATE TABLE above (a integer NOT NULL, b integer NOT NULL, c integer);
