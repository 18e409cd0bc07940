CREATE DOMAIN public.d AS double precision;
CREATE TABLE public.t (a public.d, b text, c varchar(20));
ALTER TABLE public.t ALTER COLUMN c SET STORAGE EXTERNAL;
ALTER TABLE public.t ALTER COLUMN c SET COMPRESSION pglz;
