CREATE TABLE parent (id integer PRIMARY KEY, amount integer NOT NULL DEFAULT 1 CHECK (amount > 0));
CREATE TABLE child (extra text) INHERITS (parent);
CREATE TABLE grandchild () INHERITS (child);
CREATE INDEX child_amount ON child (amount) WHERE amount > 10;
CREATE VIEW seen AS SELECT amount FROM child;
COMMENT ON COLUMN child.amount IS 'of the child';
