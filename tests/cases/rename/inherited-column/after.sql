CREATE TABLE parent (id integer PRIMARY KEY, total integer NOT NULL DEFAULT 1 CONSTRAINT parent_amount_check CHECK (total > 0));
CREATE TABLE child (extra text) INHERITS (parent);
CREATE TABLE grandchild () INHERITS (child);
CREATE INDEX child_amount ON child (total) WHERE total > 10;
CREATE VIEW seen AS SELECT total AS amount FROM child;
COMMENT ON COLUMN child.total IS 'of the child';
