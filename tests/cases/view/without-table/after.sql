CREATE VIEW v (n, word) AS VALUES (1, 'one'), (2, 'two'), (3, 'it''s');
