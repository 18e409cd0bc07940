CREATE TABLE page (a integer[], b integer, CONSTRAINT k CHECK (b > 0));
CREATE TABLE heir () INHERITS (page);
CREATE TABLE keeps (x integer);
CREATE TABLE two () INHERITS (page, keeps);
