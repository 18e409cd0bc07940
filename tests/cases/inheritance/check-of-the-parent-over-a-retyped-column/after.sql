CREATE FUNCTION fine(of integer) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT $1 > 0';
CREATE TABLE parent (day varchar(20) CONSTRAINT day_is CHECK (day ~ '^[0-9 ]+$'), n integer CONSTRAINT n_is CHECK (fine(n)));
CREATE TABLE heir () INHERITS (parent);
CREATE TABLE below (own text) INHERITS (heir);
