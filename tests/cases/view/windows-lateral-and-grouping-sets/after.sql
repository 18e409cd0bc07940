CREATE TABLE sale (day date, shop text, amount numeric(10, 2));
CREATE VIEW v AS
  SELECT day, sum(amount) OVER w AS running,
    (lag(amount) OVER w) IS NULL AS first,
    count(*) FILTER (WHERE amount > 0) OVER w AS paid
  FROM sale WINDOW w AS (PARTITION BY shop ORDER BY day);
CREATE VIEW g AS
  SELECT shop, date_trunc('month', day) AS month, sum(amount) AS total, string_agg(x.d, ', ' ORDER BY x.d DESC) AS days
  FROM sale CROSS JOIN LATERAL (SELECT to_char(sale.day, 'DD') AS d) x
  GROUP BY GROUPING SETS ((shop), (shop, date_trunc('month', day)), ());
