CREATE DOMAIN d AS varchar(20);
CREATE DOMAIN e AS char(8);
CREATE DOMAIN f AS bit varying(8) CHECK (value <> b'0');
CREATE TABLE t (a d, b d[], c e DEFAULT 'x', d f);
