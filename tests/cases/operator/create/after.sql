CREATE FUNCTION eq(a point, b point) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1[0] = $2[0]';
CREATE FUNCTION ne(a point, b point) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1[0] <> $2[0]';
CREATE OPERATOR === (FUNCTION = eq, LEFTARG = point, RIGHTARG = point, COMMUTATOR = ===, RESTRICT = eqsel);
CREATE OPERATOR !== (FUNCTION = ne, LEFTARG = point, RIGHTARG = point, NEGATOR = ===);
COMMENT ON OPERATOR === (point, point) IS 'same place';
