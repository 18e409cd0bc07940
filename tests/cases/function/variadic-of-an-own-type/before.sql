CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE FUNCTION worst(VARIADIC many mood[]) RETURNS mood LANGUAGE sql AS 'SELECT many[1]';
