CREATE FUNCTION first_of(anycompatiblearray, anycompatible) RETURNS anycompatible IMMUTABLE LANGUAGE sql
  AS 'SELECT coalesce($1[1], $2)';
CREATE VIEW v AS SELECT first_of(ARRAY[1, 2], 0.5) AS x;
