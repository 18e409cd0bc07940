CREATE TABLE t (a integer, b text, c text[], d jsonb, e timestamptz);
CREATE INDEX i1 ON t (a DESC NULLS LAST, b COLLATE "C" text_pattern_ops);
CREATE INDEX i2 ON t USING gin (c);
CREATE INDEX i3 ON t USING gin (d jsonb_path_ops);
CREATE INDEX i4 ON t (lower(b), (a + 1)) WHERE a > 0 AND b IS NOT NULL;
CREATE UNIQUE INDEX i5 ON t (a) INCLUDE (b, e) WITH (fillfactor = 70);
CREATE INDEX i6 ON t USING hash (b);
CREATE INDEX i7 ON t USING brin (e) WITH (pages_per_range = 32, autosummarize = on);
CREATE INDEX "I 8" ON t ((d ->> 'x') DESC);
