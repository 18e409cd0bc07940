CREATE TABLE b (x integer); CREATE TABLE c (y integer);
