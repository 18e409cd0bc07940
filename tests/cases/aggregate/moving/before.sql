CREATE AGGREGATE agg(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');
