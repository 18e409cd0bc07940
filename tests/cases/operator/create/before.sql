CREATE FUNCTION eq(a point, b point) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1[0] = $2[0]';
