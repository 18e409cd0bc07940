INSERT INTO "Order" ("Group", "user") SELECT n, 'u' || n FROM generate_series(1, 10) AS n;
INSERT INTO box (label) SELECT 'b' || n FROM generate_series(1, 10) AS n;
