CREATE TABLE t (a integer, b text);
CREATE TABLE "it's ""so"".so %s %1$I \n" (a integer);
CREATE TABLE "a
b" (a integer);
CREATE TABLE "👩‍👩‍👧 ünï" (a integer);
CREATE TABLE "select" (a integer);
CREATE TABLE "$$;--" (a integer);
CREATE TABLE "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy" (a integer);
CREATE TABLE "éééééééééééééééééééééééééééééééz" (a integer);
CREATE TABLE "; DROP TABLE t; --" (a integer);
