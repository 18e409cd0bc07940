CREATE SCHEMA "s ""1""";
CREATE AGGREGATE "s ""1"""."a %"(integer) (SFUNC = int4pl, STYPE = integer);
