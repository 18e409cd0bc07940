CREATE TABLE t (a integer);
DO $$ BEGIN EXECUTE format('COMMENT ON TABLE t IS %L', repeat('Long words, it''s so. ', 1000)); END $$;
