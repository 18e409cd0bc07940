CREATE DOMAIN unrelated AS text;
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE FUNCTION worst(VARIADIC many mood[]) RETURNS mood LANGUAGE sql AS 'SELECT many[1]';
CREATE FUNCTION best(VARIADIC many unrelated[]) RETURNS unrelated LANGUAGE sql AS 'SELECT many[2]';
