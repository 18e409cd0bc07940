CREATE VIEW named (n, word) AS VALUES (1, 'one'), (2, 'two'), (3, 'it''s');
CREATE MATERIALIZED VIEW kept (a) AS VALUES (2);
