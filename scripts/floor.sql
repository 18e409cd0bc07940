-- The floor of reading a structure: ten set-based queries for what any reader must be told, in one
-- snapshot. scripts/bench.sh measures them, to nowhere.
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL search_path = pg_catalog;
SELECT n.oid, n.nspname, n.nspacl, pg_get_userbyid(n.nspowner), d.description
    FROM pg_namespace n
    LEFT JOIN pg_description d ON d.classoid = 'pg_namespace'::regclass AND d.objoid = n.oid
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema';
SELECT c.oid, n.nspname, c.relname, c.relkind, c.relpersistence, c.relrowsecurity, c.relreplident, c.reloptions, c.relacl, pg_get_userbyid(c.relowner), c.reltuples, c.relpages, d.description
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema';
SELECT a.attrelid, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated, a.attcollation, a.attstorage, a.attoptions, a.attacl, pg_get_expr(f.adbin, f.adrelid), d.description
    FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
    LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = a.attrelid AND d.objsubid = a.attnum
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND a.attnum > 0 AND NOT a.attisdropped;
SELECT c.conrelid, c.oid, c.conname, c.contype, c.condeferrable, c.condeferred, c.convalidated, pg_get_constraintdef(c.oid), d.description
    FROM pg_constraint c
    LEFT JOIN pg_description d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = c.oid
    JOIN pg_namespace n ON n.oid = c.connamespace
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema';
SELECT i.indrelid, i.indexrelid, i.indisunique, i.indisvalid, pg_get_indexdef(i.indexrelid), d.description
    FROM pg_index i
    LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = i.indexrelid AND d.objsubid = 0
    JOIN pg_class c ON c.oid = i.indexrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema';
SELECT c.oid, pg_get_viewdef(c.oid)
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('v', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema';
SELECT p.oid, pg_get_functiondef(p.oid), p.proacl
    FROM pg_proc p
    JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE p.prokind <> 'a' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema';
SELECT t.tgrelid, t.tgname, t.tgenabled, pg_get_triggerdef(t.oid), d.description
    FROM pg_trigger t
    LEFT JOIN pg_description d ON d.classoid = 'pg_trigger'::regclass AND d.objoid = t.oid
    WHERE NOT t.tgisinternal;
SELECT s.*, format_type(s.seqtypid, NULL)
    FROM pg_sequence s;
SELECT d.classid, d.objid, d.objsubid, d.refclassid, d.refobjid, d.refobjsubid, d.deptype
    FROM pg_depend d
    WHERE d.objid >= 16384;
ROLLBACK;
