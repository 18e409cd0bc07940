CREATE TABLE book (a integer, c bytea DEFAULT '\x00');
CREATE MATERIALIZED VIEW m AS SELECT a, t AS "whole row" FROM book t;
CREATE TABLE shelf (c book, d integer);
