CREATE TABLE item (id integer PRIMARY KEY, amount integer NOT NULL);
CREATE VIEW v WITH (security_barrier = true) AS SELECT id, amount FROM item WHERE amount > 0
  WITH CASCADED CHECK OPTION;
ALTER VIEW v ALTER COLUMN amount SET DEFAULT 1;
COMMENT ON VIEW v IS 'positive amounts';
COMMENT ON COLUMN v.amount IS 'in cents';
GRANT SELECT ON v TO reader;
GRANT UPDATE (amount) ON v TO writer;
