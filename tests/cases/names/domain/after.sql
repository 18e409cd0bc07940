CREATE TABLE t (a integer, b text);
CREATE DOMAIN "it's ""so"".so %s %1$I \n" AS text CONSTRAINT "it's ""so"".so %s %1$I \n" CHECK (VALUE <> '$$') DEFAULT 'it''s \ %';
CREATE DOMAIN "a
b" AS text CONSTRAINT "a
b" CHECK (VALUE <> '$$') DEFAULT 'it''s \ %';
CREATE DOMAIN "👩‍👩‍👧 ünï" AS text CONSTRAINT "👩‍👩‍👧 ünï" CHECK (VALUE <> '$$') DEFAULT 'it''s \ %';
CREATE DOMAIN "select" AS text CONSTRAINT "select" CHECK (VALUE <> '$$') DEFAULT 'it''s \ %';
CREATE DOMAIN "$$;--" AS text CONSTRAINT "$$;--" CHECK (VALUE <> '$$') DEFAULT 'it''s \ %';
CREATE DOMAIN "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" AS text CONSTRAINT "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" CHECK (VALUE <> '$$') DEFAULT 'it''s \ %';
CREATE DOMAIN "éééééééééééééééééééééééééééééééz" AS text CONSTRAINT "éééééééééééééééééééééééééééééééz" CHECK (VALUE <> '$$') DEFAULT 'it''s \ %';
CREATE DOMAIN "; DROP TABLE t; --" AS text CONSTRAINT "; DROP TABLE t; --" CHECK (VALUE <> '$$') DEFAULT 'it''s \ %';
