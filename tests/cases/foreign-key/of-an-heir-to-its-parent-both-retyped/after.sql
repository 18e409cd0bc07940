CREATE TABLE parent (a double precision DEFAULT 1, b double precision UNIQUE);
CREATE TABLE heir (more text) INHERITS (parent);
ALTER TABLE heir ADD CONSTRAINT up FOREIGN KEY (a) REFERENCES parent (b) ON DELETE CASCADE;
