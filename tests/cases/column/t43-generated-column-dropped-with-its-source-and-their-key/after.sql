CREATE TABLE public.t (n integer);
