INSERT INTO place (town, street, code) SELECT 'town ' || n % 3, 'street ' || n, n FROM generate_series(1, 30) AS n;
INSERT INTO visit (place_id, other_id, town, street, hours, note)
SELECT id, 31 - id, town, street, id, 'note' FROM place;
