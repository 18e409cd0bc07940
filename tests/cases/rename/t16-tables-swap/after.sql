CREATE TABLE b (x integer); CREATE TABLE a (y text);
