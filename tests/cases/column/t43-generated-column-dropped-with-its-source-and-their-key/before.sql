CREATE TABLE public.t (
    n integer,
    a text,
    b text GENERATED ALWAYS AS (lower(a)) STORED NOT NULL,
    CONSTRAINT k UNIQUE (b, a)
);
