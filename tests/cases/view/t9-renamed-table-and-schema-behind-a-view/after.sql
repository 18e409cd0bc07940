CREATE SCHEMA app;
CREATE TABLE app.u (a integer);
CREATE VIEW v AS SELECT u.a FROM app.u WHERE u.a > 0;
