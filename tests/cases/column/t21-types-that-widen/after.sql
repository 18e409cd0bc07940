CREATE TABLE t (a bigint, b varchar(40), c numeric(12,2), d text, e jsonb, f timestamptz, g double precision, h varbit(9), i integer);
