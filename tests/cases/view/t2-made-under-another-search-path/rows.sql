INSERT INTO shop.t (s) VALUES ('a');
