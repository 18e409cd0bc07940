INSERT INTO book (title, shelf, isbn, body)
SELECT 'title ' || n, n % 9, 'isbn ' || n, jsonb_build_object('n', n) FROM generate_series(1, 300) AS n;
