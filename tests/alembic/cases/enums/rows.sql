INSERT INTO shirt (color, size, moods, word)
SELECT (ARRAY['red', 'blue'])[1 + n % 2]::color, (ARRAY['small', 'large'])[1 + n % 2]::size,
       ARRAY['good', 'bad']::mood[], (ARRAY['yes', 'no'])[1 + n % 2]
FROM generate_series(1, 60) AS n;
