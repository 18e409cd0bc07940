CREATE DOMAIN d AS varchar(10);
CREATE DOMAIN e AS char(4);
CREATE DOMAIN f AS bit varying(4) CHECK (value <> b'0');
CREATE TABLE t (a d, b d[], c e DEFAULT 'x', d f);
