CREATE TABLE public.t (a integer, b integer, c integer);
CREATE STATISTICS public.s (dependencies) ON a, b, c FROM public.t;
