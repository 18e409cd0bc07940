-- Namespaces in view, and the ordinary and partitioned tables in them: no members of extensions. Every query of the reader begins with these.
WITH members AS MATERIALIZED (
    -- By the index over what is depended on: an extension's members are few among all dependencies.
    SELECT classid, objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e'
), ours AS MATERIALIZED (
    SELECT oid, nspname
    FROM pg_namespace
    WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
        AND oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_namespace'::regclass)
), plain AS MATERIALIZED (
    SELECT c.oid, n.nspname, c.relname
    FROM pg_class c
    JOIN ours n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p')
        AND c.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_class'::regclass)
)
