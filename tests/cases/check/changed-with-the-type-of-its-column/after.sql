CREATE TYPE public.e AS ENUM ('a', 'b');
CREATE TYPE public.latter AS ENUM ('x');
CREATE TABLE public.t (
    n text CONSTRAINT n CHECK (n <> ''),
    e text CONSTRAINT e CHECK (e = 'a'),
    f public.latter CONSTRAINT f CHECK (f = 'x' OR f <> 'x')
);
CREATE INDEX i ON public.t ((n || '1')) WHERE e = 'a';
