INSERT INTO new_shop.t VALUES (1);
INSERT INTO shop.t VALUES (1, 'o');
