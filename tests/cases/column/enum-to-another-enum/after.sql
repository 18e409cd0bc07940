CREATE TYPE f AS ENUM ('x', 'y', 'z'); CREATE TABLE t (a f DEFAULT 'x');
