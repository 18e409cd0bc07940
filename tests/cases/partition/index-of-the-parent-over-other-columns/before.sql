CREATE TABLE public.p (a date NOT NULL, b boolean) PARTITION BY RANGE (a);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM ('2020-06-01') TO ('2020-07-01');
CREATE INDEX i ON public.p (a DESC, b);
