INSERT INTO shelf (label) SELECT 'shelf ' || n FROM generate_series(1, 5) AS n;
INSERT INTO ledger (shelf_id, amount, note) SELECT 1 + n % 5, n, 'note' FROM generate_series(1, 50) AS n;
