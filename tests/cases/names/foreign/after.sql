CREATE TABLE t (a integer, b text);
CREATE FOREIGN DATA WRAPPER "it's ""so"".so %s %1$I \n";
CREATE SERVER "it's ""so"".so %s %1$I \n" FOREIGN DATA WRAPPER "it's ""so"".so %s %1$I \n" OPTIONS ("it's ""so"".so %s %1$I \n" 'it''s \ %');
CREATE USER MAPPING FOR PUBLIC SERVER "it's ""so"".so %s %1$I \n";
CREATE FOREIGN TABLE "it's ""so"".so %s %1$I \n" ("it's ""so"".so %s %1$I \n" integer OPTIONS ("it's ""so"".so %s %1$I \n" 'x')) SERVER "it's ""so"".so %s %1$I \n";
CREATE FOREIGN DATA WRAPPER "a
b";
CREATE SERVER "a
b" FOREIGN DATA WRAPPER "a
b" OPTIONS ("a
b" 'it''s \ %');
CREATE USER MAPPING FOR PUBLIC SERVER "a
b";
CREATE FOREIGN TABLE "a
b" ("a
b" integer OPTIONS ("a
b" 'x')) SERVER "a
b";
CREATE FOREIGN DATA WRAPPER "👩‍👩‍👧 ünï";
CREATE SERVER "👩‍👩‍👧 ünï" FOREIGN DATA WRAPPER "👩‍👩‍👧 ünï" OPTIONS ("👩‍👩‍👧 ünï" 'it''s \ %');
CREATE USER MAPPING FOR PUBLIC SERVER "👩‍👩‍👧 ünï";
CREATE FOREIGN TABLE "👩‍👩‍👧 ünï" ("👩‍👩‍👧 ünï" integer OPTIONS ("👩‍👩‍👧 ünï" 'x')) SERVER "👩‍👩‍👧 ünï";
CREATE FOREIGN DATA WRAPPER "select";
CREATE SERVER "select" FOREIGN DATA WRAPPER "select" OPTIONS ("select" 'it''s \ %');
CREATE USER MAPPING FOR PUBLIC SERVER "select";
CREATE FOREIGN TABLE "select" ("select" integer OPTIONS ("select" 'x')) SERVER "select";
CREATE FOREIGN DATA WRAPPER "$$;--";
CREATE SERVER "$$;--" FOREIGN DATA WRAPPER "$$;--" OPTIONS ("$$;--" 'it''s \ %');
CREATE USER MAPPING FOR PUBLIC SERVER "$$;--";
CREATE FOREIGN TABLE "$$;--" ("$$;--" integer OPTIONS ("$$;--" 'x')) SERVER "$$;--";
CREATE FOREIGN DATA WRAPPER "; DROP TABLE t; --";
CREATE SERVER "; DROP TABLE t; --" FOREIGN DATA WRAPPER "; DROP TABLE t; --" OPTIONS ("; DROP TABLE t; --" 'it''s \ %');
CREATE USER MAPPING FOR PUBLIC SERVER "; DROP TABLE t; --";
CREATE FOREIGN TABLE "; DROP TABLE t; --" ("; DROP TABLE t; --" integer OPTIONS ("; DROP TABLE t; --" 'x')) SERVER "; DROP TABLE t; --";
