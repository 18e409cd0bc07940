CREATE TABLE parent (a integer, b integer DEFAULT 1, c integer);
CREATE TABLE child (d integer) INHERITS (parent);
ALTER TABLE child ALTER COLUMN a SET NOT NULL;
ALTER TABLE child ALTER COLUMN b SET DEFAULT 2;
ALTER TABLE child ALTER COLUMN c SET NOT NULL;
CREATE TABLE grandchild () INHERITS (child);
