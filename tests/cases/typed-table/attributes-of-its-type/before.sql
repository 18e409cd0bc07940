CREATE TYPE public.person AS (name text, height integer, born date);
CREATE TABLE public.t OF public.person (PRIMARY KEY (name));
CREATE TABLE public.u OF public.person;
CREATE INDEX ON public.u (height);
CREATE VIEW public.v AS SELECT name, height FROM public.u;
