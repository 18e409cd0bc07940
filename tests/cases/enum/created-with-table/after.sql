CREATE TYPE e AS ENUM ('a', 'b', 'it''s', ''); CREATE TABLE t (id integer, s e DEFAULT 'a', m e[] DEFAULT '{a,b}');
