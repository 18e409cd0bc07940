CREATE TYPE pair AS (b integer, a integer); CREATE TABLE t (p pair, more pair[]);
