CREATE TABLE public.t (c integer, b integer, a integer);
CREATE STATISTICS public.s (dependencies) ON a, b, c FROM public.t;
CREATE STATISTICS public.more ON b, c, (a + 1) FROM public.t;
