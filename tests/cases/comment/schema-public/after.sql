-- It bears a comment of its own from the beginning.
CREATE TABLE t (a integer);
COMMENT ON SCHEMA public IS 'all our tables';
