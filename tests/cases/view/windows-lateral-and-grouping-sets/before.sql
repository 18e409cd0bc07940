CREATE TABLE sale (day date, shop text, amount numeric(10, 2));
CREATE VIEW v AS SELECT day, sum(amount) OVER w AS running FROM sale WINDOW w AS (ORDER BY day);
