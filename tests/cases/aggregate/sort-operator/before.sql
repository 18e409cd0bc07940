CREATE AGGREGATE least_of(integer) (SFUNC = int4smaller, STYPE = integer);
