CREATE TABLE parent (id integer PRIMARY KEY);
CREATE TABLE child (parent integer, note text);
