CREATE TABLE parent (a integer, b integer DEFAULT 1, c integer NOT NULL);
