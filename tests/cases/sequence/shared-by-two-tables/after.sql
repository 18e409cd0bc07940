CREATE SEQUENCE ids;
CREATE TABLE t (a integer, id bigint DEFAULT nextval('ids'));
CREATE TABLE u (id bigint DEFAULT nextval('ids'));
