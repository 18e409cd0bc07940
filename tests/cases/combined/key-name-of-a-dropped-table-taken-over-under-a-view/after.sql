CREATE TABLE public.b (n integer, CONSTRAINT k PRIMARY KEY (n));
CREATE INDEX i ON public.b (n);
CREATE VIEW public.v AS SELECT n FROM public.b;
