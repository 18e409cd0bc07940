CREATE TABLE t (a integer, CONSTRAINT t_pkey PRIMARY KEY (a));
