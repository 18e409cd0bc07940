-- Namespaces in view, and the ordinary and partitioned tables in them: no members of extensions. Every query of the reader begins with these.
WITH ours AS MATERIALIZED (
    SELECT oid, nspname
    FROM pg_namespace
    WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
        AND oid NOT IN (
            SELECT objid FROM pg_depend
            WHERE classid = 'pg_namespace'::regclass AND deptype = 'e')
), plain AS MATERIALIZED (
    SELECT c.oid, n.nspname, c.relname
    FROM pg_class c
    JOIN ours n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p')
        AND c.oid NOT IN (
            SELECT objid FROM pg_depend WHERE classid = 'pg_class'::regclass AND deptype = 'e')
)
, indexed AS MATERIALIZED (
    SELECT oid, nspname, relname FROM plain
    UNION ALL
    SELECT c.oid, n.nspname, c.relname
    FROM pg_class c
    JOIN ours n ON n.oid = c.relnamespace
    WHERE c.relkind = 'm' AND c.oid NOT IN (
        SELECT objid FROM pg_depend WHERE classid = 'pg_class'::regclass AND deptype = 'e')
), members AS MATERIALIZED (
    SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
)
