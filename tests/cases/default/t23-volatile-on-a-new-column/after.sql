CREATE TABLE t (id integer, u uuid DEFAULT gen_random_uuid() NOT NULL, at timestamptz DEFAULT clock_timestamp() NOT NULL);
