INSERT INTO item (title, count, code, price, seen, phone, remark, fax, maybe, surely)
SELECT 'title ' || n, n, n::text, (n % 7)::text, TIMESTAMP '2024-01-01' + n * interval '1 hour',
       '+49 ' || n, 'remark', CASE WHEN n % 3 = 0 THEN 'fax ' || n END, 'value', 'sure'
FROM generate_series(1, 200) AS n;
