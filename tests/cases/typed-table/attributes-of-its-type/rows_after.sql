INSERT INTO public.t VALUES ('a', 1), ('b', NULL);
INSERT INTO public.u VALUES ('a', 1, 'x'), ('a', 2, NULL);
