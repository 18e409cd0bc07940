CREATE TABLE parent (id integer, n numeric DEFAULT 0);
CREATE TABLE heir () INHERITS (parent);
