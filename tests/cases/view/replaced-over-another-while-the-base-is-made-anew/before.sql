CREATE TABLE t (a integer, b integer);
CREATE VIEW base AS SELECT a, b FROM t;
CREATE VIEW item AS SELECT a, b FROM base;
CREATE VIEW top AS SELECT a, b FROM item;
CREATE VIEW over AS SELECT a FROM top;
