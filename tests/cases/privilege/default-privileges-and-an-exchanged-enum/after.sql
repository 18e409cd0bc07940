-- Labels go by a new type, which default privileges are given to.
CREATE TYPE mood AS ENUM ('good', 'worse');
CREATE TYPE lent AS ENUM ('good', 'worse');
GRANT USAGE ON TYPE lent TO reader;
ALTER DEFAULT PRIVILEGES REVOKE USAGE ON TYPES FROM PUBLIC;
ALTER DEFAULT PRIVILEGES GRANT USAGE ON TYPES TO writer;
