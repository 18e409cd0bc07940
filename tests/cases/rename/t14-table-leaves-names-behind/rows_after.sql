INSERT INTO b (email) VALUES ('x');
