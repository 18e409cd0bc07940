INSERT INTO public.t VALUES ('a', 1, '2000-01-01'), ('b', NULL, NULL);
INSERT INTO public.u VALUES ('a', 1, '2000-01-01'), ('a', 2, NULL);
