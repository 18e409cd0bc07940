CREATE TABLE public.a (n integer, CONSTRAINT k PRIMARY KEY (n));
CREATE INDEX i ON public.a (n);
CREATE VIEW public.v AS SELECT n FROM public.a;
