CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE FUNCTION to_mood(t int) RETURNS mood LANGUAGE sql IMMUTABLE AS $$ SELECT CASE WHEN t > 0 THEN 'happy' ELSE 'sad' END::mood $$;
CREATE CAST (int AS mood) WITH FUNCTION to_mood(int) AS ASSIGNMENT;
CREATE CAST (varchar AS mood) WITH INOUT AS IMPLICIT;
