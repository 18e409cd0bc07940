CREATE TABLE edge (a integer, b integer);
CREATE VIEW walk AS
  WITH RECURSIVE w (a, b) AS (
    SELECT a, b FROM edge UNION ALL SELECT e.a, e.b FROM edge e JOIN w ON e.a = w.b
  ) SEARCH DEPTH FIRST BY a SET ord CYCLE a SET is_cycle USING path
  SELECT a, b, is_cycle FROM w ORDER BY ord;
