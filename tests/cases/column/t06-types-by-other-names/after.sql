CREATE TABLE t (a real, b numeric(10,0), c "char", d char(1), e integer[], f timestamp, g numeric, h bpchar, i bigint, j boolean, k character varying, l timetz, m interval year to month, n bit(3));
