CREATE TABLE parent (other integer);
CREATE TABLE page (total integer CONSTRAINT invoice PRIMARY KEY DEFERRABLE);
CREATE TABLE child () INHERITS (parent);
