INSERT INTO "left" (name) SELECT 'n' || n FROM generate_series(1, 10) AS n;
