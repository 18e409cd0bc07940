CREATE TABLE parent (code integer DEFAULT 7, other integer);
CREATE TABLE page (total integer CONSTRAINT invoice PRIMARY KEY);
CREATE TABLE child (CONSTRAINT item FOREIGN KEY (code) REFERENCES page, CONSTRAINT pair UNIQUE (code, other)) INHERITS (parent);
CREATE INDEX child_code ON child (code);
