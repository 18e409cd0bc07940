INSERT INTO a.t (n) VALUES ('x');
