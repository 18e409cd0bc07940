CREATE AGGREGATE agg(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0',
  MSFUNC = int4pl, MINVFUNC = int4mi, MSTYPE = integer, MINITCOND = '0');
