INSERT INTO shop.customer (name) VALUES ('a');
INSERT INTO shop.shop (customer_id, price) VALUES (1, 5);
INSERT INTO shop.event VALUES ('2024-02-02', 'new');
