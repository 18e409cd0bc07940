CREATE TABLE t (a integer, b text, "it's ""so"".so %s %1$I \n" integer DEFAULT 1, "a
b" integer DEFAULT 1, "👩‍👩‍👧 ünï" integer DEFAULT 1, "select" integer DEFAULT 1, "$$;--" integer DEFAULT 1, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" integer DEFAULT 1, "éééééééééééééééééééééééééééééééz" integer DEFAULT 1, "; DROP TABLE t; --" integer DEFAULT 1);
COMMENT ON COLUMN t."it's ""so"".so %s %1$I \n" IS 'it''s \ %';
COMMENT ON COLUMN t."a
b" IS 'it''s \ %';
COMMENT ON COLUMN t."👩‍👩‍👧 ünï" IS 'it''s \ %';
COMMENT ON COLUMN t."select" IS 'it''s \ %';
COMMENT ON COLUMN t."$$;--" IS 'it''s \ %';
COMMENT ON COLUMN t."xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" IS 'it''s \ %';
COMMENT ON COLUMN t."éééééééééééééééééééééééééééééééz" IS 'it''s \ %';
COMMENT ON COLUMN t."; DROP TABLE t; --" IS 'it''s \ %';
