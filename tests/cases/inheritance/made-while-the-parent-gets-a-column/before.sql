CREATE TABLE parent (id integer);
