CREATE TABLE p (k integer NOT NULL, at date NOT NULL, n text) PARTITION BY RANGE (k);
ALTER TABLE p ADD PRIMARY KEY (k);
ALTER TABLE p ADD CONSTRAINT n_ok CHECK (n <> '');
CREATE INDEX p_n ON p (n);
CREATE TABLE old (k integer NOT NULL, at date NOT NULL, n text, CONSTRAINT n_ok CHECK (n <> ''));
ALTER TABLE old ADD CONSTRAINT old_key PRIMARY KEY (k);
CREATE INDEX old_n ON old (n);
