INSERT INTO b.t (n) VALUES ('x');
