CREATE TABLE t (n integer, CONSTRAINT alone EXCLUDE USING btree (n WITH =) WHERE (n % 99 = n));
