CREATE TYPE public.person AS (name text, height integer, "E mail" text);
CREATE TABLE public.t OF public.person (PRIMARY KEY (name), "E mail" WITH OPTIONS DEFAULT 'none');
CREATE TABLE public.u OF public.person;
CREATE INDEX ON public.u (height);
CREATE VIEW public.v AS SELECT name, height FROM public.u;
