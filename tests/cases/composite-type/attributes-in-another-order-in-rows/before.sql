-- The text of a row names no attribute: the two numbers would be exchanged without a word.
CREATE TYPE pair AS (a integer, b integer); CREATE TABLE t (p pair, more pair[]);
