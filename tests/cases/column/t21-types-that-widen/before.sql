CREATE TABLE t (a integer, b varchar(10), c numeric(8,2), d char(4), e json, f timestamptz(3), g real, h varbit(4), i smallint);
