-- The publication names what was a child when it was made.
CREATE TABLE parent (id integer PRIMARY KEY);
CREATE PUBLICATION news FOR TABLE parent;
CREATE TABLE child () INHERITS (parent);
