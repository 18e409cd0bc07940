CREATE VIEW v AS VALUES (1, 'one'), (2, 'two');
