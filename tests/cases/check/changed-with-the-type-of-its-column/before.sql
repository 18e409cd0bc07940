CREATE TYPE public.e AS ENUM ('a', 'b');
CREATE TYPE public.former AS ENUM ('x');
CREATE TABLE public.t (
    n integer CONSTRAINT n CHECK (n > 0),
    e public.e CONSTRAINT e CHECK (e = 'a'),
    f public.former CONSTRAINT f CHECK (f = 'x' OR f <> 'x')
);
CREATE INDEX i ON public.t ((n + 1)) WHERE e = 'a';
