CREATE TABLE t (n real, CONSTRAINT alone EXCLUDE USING btree (n WITH =) WHERE (n > 0));
