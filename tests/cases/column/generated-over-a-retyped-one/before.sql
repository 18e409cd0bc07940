CREATE TABLE t (a integer);
CREATE TABLE p (a integer, b integer) PARTITION BY RANGE (b);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
CREATE TABLE u (a integer, b text);
CREATE TABLE w (a integer);
CREATE TABLE w1 () INHERITS (w);
