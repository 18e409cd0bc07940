CREATE FUNCTION fine(n integer) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT $1 > 0';
CREATE TABLE parent (day integer CONSTRAINT day_is CHECK (day IN (1, 2, 3, 4)), n integer CONSTRAINT n_is CHECK (fine(n)));
CREATE TABLE heir () INHERITS (parent);
CREATE TABLE below (own text) INHERITS (heir);
