CREATE TABLE t (a integer, b text, CHECK (a IN (1, 2)), CHECK (a NOT IN (7)), CHECK (a BETWEEN 0 AND 9), CHECK (b LIKE 'x%'), CHECK (trim(b) <> ''), CHECK (b = ANY ('{x,xy}')));
