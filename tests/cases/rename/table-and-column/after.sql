CREATE TABLE b (z integer, y text, CONSTRAINT a_pkey PRIMARY KEY (z)); CREATE TABLE k (x integer REFERENCES b);
