INSERT INTO a (email) VALUES ('x');
