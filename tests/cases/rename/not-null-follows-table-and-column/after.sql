CREATE TABLE u (id integer CONSTRAINT u_id_not_null NOT NULL, z integer NOT NULL, b integer CONSTRAINT mine NOT NULL, CONSTRAINT t_pkey PRIMARY KEY (id));
