CREATE TABLE public.p (n integer, t text);
CREATE TABLE public.c () INHERITS (public.p);
ALTER TABLE ONLY public.c ALTER COLUMN n SET STATISTICS 50;
