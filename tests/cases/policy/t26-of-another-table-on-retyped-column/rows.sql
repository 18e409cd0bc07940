INSERT INTO member VALUES ('x', 1);
