CREATE TABLE t (a integer, b integer);
CREATE VIEW base AS SELECT b, a FROM t WHERE a > 0;
CREATE VIEW status AS SELECT a, b FROM base;
CREATE VIEW top AS SELECT a, b FROM status;
CREATE VIEW over AS SELECT a FROM top;
